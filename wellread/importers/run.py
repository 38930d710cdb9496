"""One run: read, write, remember what became of each item."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from wellread.articles.errors import ArticleError
from wellread.importers.article import ImportedArticle, Place, Skipped, skipped
from wellread.importers.errors import ConflictError, DuplicateSourceIdError, ImporterError
from wellread.importers.images import files_for_an_item
from wellread.importers.models import ImportItem, ImportRun
from wellread.importers.relations import relate
from wellread.importers.sources import read_items
from wellread.importers.write import Writer, Written

Result = Written | Skipped


@dataclass(frozen=True)
class Wish:
    """What a run is asked to do."""

    paths: tuple[Path, ...]
    source_id: str = ""
    apply_suggested_terms: bool = False
    rehearse: bool = False


class _RehearsalOver(Exception):
    """Ends the transaction of a rehearsal."""


class Run:
    """Brings in what the paths hold, one item at a time, each whole or not at all.

    A rehearsal does the same, and undoes each item right after; it leaves no record either.
    """

    def __init__(self, wish: Wish, *, options: Mapping[str, Any], user: Any = None) -> None:
        self.wish = wish
        self.loose: list[Written] = []
        self.counts: Counter[str] = Counter()
        self._rows: dict[str, int] = {}
        self._writer = Writer(apply_suggested_terms=wish.apply_suggested_terms)
        self._seen: dict[str, Place] = {}
        paths = [str(path) for path in wish.paths]
        self.row = None if wish.rehearse else ImportRun.objects.create(paths=paths, options={**options}, user=user)

    def bring_in(self, *, today: date, inside: Callable[[Written], None] = lambda _written: None) -> Iterator[Result]:
        """Yield what became of each item. `inside` is called within the transaction of each that came in."""
        for item in read_items(self.wish.paths, source_id=self.wish.source_id, today=today):
            result = item if isinstance(item, Skipped) else self._write(item, inside)
            self.counts[result.outcome] += 1
            self._remember(result)
            yield result

    def relate(self) -> list[Skipped]:
        """Do the second pass and return notices: what items name that never came in."""
        notices = [] if self.wish.rehearse else list(relate(self.loose))
        self.loose.clear()
        return notices

    def refuse(self, written: Written, error: Exception) -> None:
        """Remember why an article that came in was not published."""
        self.counts["refused"] += 1
        if written.source_id in self._rows:
            told = {"error": type(error).__name__, "sentence": str(error)}
            ImportItem.objects.filter(pk=self._rows[written.source_id]).update(**told)

    def finish(self) -> None:
        if self.row:
            self.row.counts = dict(self.counts)
            self.row.finished_at = timezone.now()
            self.row.save()

    def _write(self, item: ImportedArticle, inside: Callable[[Written], None]) -> Result:
        source_id = item.content.source_id
        try:
            self._refuse_duplicate(source_id, item.where)
            with files_for_an_item() as files, transaction.atomic():
                written = self._writer.write(item, files=files)
                inside(written)
                if self.wish.rehearse:
                    raise _RehearsalOver
        except _RehearsalOver:
            return written
        except (ImporterError, ArticleError) as error:
            found = skipped(item.where, error, source_id=source_id)
            return replace(found, outcome="conflict") if isinstance(error, ConflictError) else found
        if written.loose.related or written.loose.translation_of:
            self.loose.append(written)
        return written

    def _refuse_duplicate(self, source_id: str, where: Place) -> None:
        first = self._seen.setdefault(source_id, where)
        if first != where:
            raise DuplicateSourceIdError(f"{first} has the source id {source_id} already. Each article needs its own.")

    def _remember(self, result: Result) -> None:
        if self.row is None:
            return
        row = ImportItem(
            run=self.row, where=str(result.where), outcome=result.outcome, source_id=result.source_id[:200]
        )
        if isinstance(result, Skipped):
            row.error, row.sentence = result.error, result.sentence
        else:
            row.article_id = result.article_id
            row.suggestions = [{"facet": one.facet, "slug": one.slug, "why": one.why} for one in result.suggestions]
        row.save()
        self._rows[result.source_id] = row.pk
