"""Whether an index says what the database says."""

from collections import Counter
from collections.abc import Iterator, Mapping

from wellread.engine.interface import Engine
from wellread.engine.lexicon import Lexicon
from wellread.engine.values import Request, Result
from wellread.publishing.models import Publication
from wellread.vocabulary.languages import language_codes

_NAMED = 5


def drift(engine: Engine) -> list[str]:
    """Return a sentence for each article and term of which the index says something else; empty is as it should be.

    Publish nothing meanwhile, or look again: what was published in between is no drift.
    """
    return [sentence for language in language_codes() for sentence in _in_language(engine, language)]


def _in_language(engine: Engine, language: str) -> Iterator[str]:
    found = _everything(engine, language)
    indexed = {hit.key: hit.version for hit in found.hits}
    current = dict(Publication.objects.current().in_language(language).values_list("pk", "current"))
    wrong = sorted(key for key in indexed.keys() | current.keys() if indexed.get(key) != current.get(key))
    names = dict(Publication.objects.filter(pk__in=wrong[:_NAMED]).values_list("pk", "slug"))
    for key in wrong[:_NAMED]:
        name = f"{language}/{names.get(key, key)}"
        yield f"{name}: edition {current.get(key, 'none')} is current, edition {indexed.get(key, 'none')} is indexed."
    if len(wrong) > _NAMED:
        yield f"{len(wrong) - _NAMED} more articles in {language}."
    if found.total != len(indexed):
        yield f"The index counts {found.total} articles in {language} and shows {len(indexed)}."
    yield from _unequal_counts(found.counts.get("", {}), _counts(language), language)


def _everything(engine: Engine, language: str) -> Result:
    lexicon = Lexicon(language)
    total = engine.search(Request(language, limit=1, with_counts=False, with_excerpts=False), lexicon).total
    return engine.search(Request(language, limit=max(1, total), with_excerpts=False), lexicon)


def _counts(language: str) -> Counter[int]:
    """Return for each term how many current articles stand under it."""
    current = Publication.objects.current().in_language(language).order_by()
    pairs = current.values_list("pk", "current__terms__ancestor_rows__ancestor").distinct()
    return Counter(term for _, term in pairs if term is not None)


def _unequal_counts(indexed: Mapping[int, int], current: Mapping[int, int], language: str) -> Iterator[str]:
    for term in sorted(indexed.keys() | current.keys()):
        if indexed.get(term, 0) != current.get(term, 0):
            yield (
                f"Term {term} has {current.get(term, 0)} articles in {language}, "
                f"and {indexed.get(term, 0)} in the index."
            )
