"""Build a new index beside the one in use, compare it with the database, and put it in its place."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Count

from wellread.engine.interface import Engine
from wellread.engine.values import Document, State
from wellread.indexing.documents import documents
from wellread.indexing.errors import UnequalIndexError
from wellread.publishing.changes import library_and_change
from wellread.publishing.models import Publication


@dataclass(frozen=True)
class Rebuilt:
    """A new index: the number of articles by language, and the change up to which it was built."""

    articles: Mapping[str, int]
    change: int


def rebuild(
    engine: Engine, wanted: State, *, advance: Callable[[], None] = lambda: None, wait_seconds: float = 0
) -> Rebuilt:
    """Build the index of the wanted state; what changes meanwhile is for whoever catches up afterwards.

    Raise BusyIndexError if another rebuild is under way, UnequalIndexError if the new index is not complete;
    whatever is raised leaves the old index in use.
    """
    read: Counter[str] = Counter()

    def counted() -> Iterator[Document]:
        for document in documents(Publication.objects.all()):
            read[document.language] += 1
            yield document
            advance()

    def verify(found: Mapping[str, int]) -> None:
        _compare(found, read, "were read")
        if library_and_change() == (wanted.library, wanted.change):
            _compare(found, articles_by_language(), "are public")

    engine.rebuild(counted(), wanted, verify=verify, wait_seconds=wait_seconds)
    return Rebuilt(dict(read), wanted.change)


def articles_by_language() -> dict[str, int]:
    """Return how many articles are public in each language."""
    rows = Publication.objects.current().order_by().values_list("language").annotate(Count("pk"))
    return dict(rows)


def _compare(found: Mapping[str, int], expected: Mapping[str, int], how: str) -> None:
    for language in sorted(found.keys() | expected.keys()):
        if found.get(language, 0) != expected.get(language, 0):
            raise UnequalIndexError(
                f"The new index holds {found.get(language, 0)} articles in {language}, "
                f"but {expected.get(language, 0)} {how}. The index in use stays."
            )
