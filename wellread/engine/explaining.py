"""Why an article was found: which of its fields has what was asked for, and what led there."""

from collections.abc import Iterator, Sequence

from wellread.engine.groups import Alternative, Group, Under
from wellread.engine.stored import Stored
from wellread.engine.values import Because
from wellread.engine.wanted import Wanted, sought_forms, sought_phrases


def reasons(groups: Sequence[Group], stored: Stored, language: str) -> tuple[Because, ...]:
    """Return for each group the fields in which each of its alternatives stands."""
    return tuple(dict.fromkeys(reason for group in groups for reason in _reasons(group, stored, language)))


def _reasons(group: Group, stored: Stored, language: str) -> Iterator[Because]:
    for alternative in group.alternatives:
        if isinstance(alternative.how, Under):
            if alternative.how.terms & stored.terms:
                yield Because(group.typed, alternative.found, "term", alternative.through)
            continue
        for field in _fields_with(alternative, stored, language):
            yield Because(group.typed, alternative.found, field, alternative.through)


def _fields_with(alternative: Alternative, stored: Stored, language: str) -> Iterator[str]:
    """Yield the fields that have all of it; words that are spread over fields count for each of these."""
    wanted = Wanted(language, tuple(sought_phrases(alternative.how)), tuple(sought_forms(alternative.how)))
    found = {field: {place.what for text in texts for place in wanted.places(text)} for field, texts in _texts(stored)}
    needed = {" ".join(phrase) for phrase in wanted.phrases}
    if needed <= set().union(*found.values()):
        yield from (field for field, whats in found.items() if whats)


def _texts(stored: Stored) -> Iterator[tuple[str, Sequence[str]]]:
    yield "headline", (stored.headline,)
    yield "question", [passage.question for passage in stored.passages]
    yield "summary", (stored.summary,)
    yield "text", [passage.text for passage in stored.passages]
    yield "people", stored.people
