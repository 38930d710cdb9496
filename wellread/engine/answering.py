"""From a question to the passages that answer it: verbatim, with how sure it is that they do."""

import math
from dataclasses import replace

from tantivy import DocAddress, FieldType, Query

from wellread.engine import queries
from wellread.engine.aspects import answering_stems
from wellread.engine.judging import Asked, Judgement, asked, judge
from wellread.engine.lexicon import Lexicon
from wellread.engine.opened import Opened
from wellread.engine.schema import SCHEMA, Field
from wellread.engine.spans import best_span
from wellread.engine.stored import read_stored
from wellread.engine.understanding import understand
from wellread.engine.values import Passage, PassageHit, PassageRequest
from wellread.engine.wanted import wanted

CONFIDENT = 0.8
"""From this confidence on, a passage answers the question. docs/relevance.md says how often that is right."""
_ARTICLES = 30
"""Articles whose passages are looked at."""
_BASE, _AROUND, _TITLED, _ALIKE = -24.6, 9.1, 11.1, 6.1


def passages(opened: Opened, request: PassageRequest, lexicon: Lexicon) -> tuple[PassageHit, ...]:
    """Return the passages that answer a question best, the best first."""
    understanding = understand(request.words, lexicon, opened)
    if not understanding.groups or request.limit <= 0:
        return ()
    sought = wanted(understanding, opened)
    aspects = answering_stems(understanding.asked, opened.language)
    sought = replace(sought, phrases=(*sought.phrases, *((stem,) for stem in aspects)))
    question = asked(understanding.groups, understanding.understood.unknown, sought, opened)
    needed = max(1, len(understanding.groups) // 2)
    within = [_still_answering(request.today)] if request.today else []
    query = queries.ordering(understanding, opened, needed=needed, within=within)
    found: dict[tuple[int, str], tuple[Judgement, PassageHit]] = {}
    for _, address in opened.searcher.search(query, _ARTICLES, count=False).hits:
        for judgement, hit in _of_article(opened, address, question):
            known = found.get((hit.key, hit.place))
            if known is None or known[0].order < judgement.order:
                found[hit.key, hit.place] = judgement, hit
    best = sorted(found.values(), key=lambda one: (-one[0].order, one[1].key))[: request.limit]
    return tuple(_in_full(hit, question) for _, hit in best)


def _still_answering(today: int) -> Query:
    return Query.range_query(SCHEMA, Field.ANSWERS_UNTIL, FieldType.Unsigned, lower_bound=today)


def _of_article(opened: Opened, address: DocAddress, question: Asked) -> list[tuple[Judgement, PassageHit]]:
    stored = read_stored(opened.searcher, address)
    key, version = (
        int(opened.searcher.fast_field_values(field, [address])[0] or 0) for field in (Field.KEY, Field.VERSION)
    )
    judged = []
    for passage in stored.passages:
        if passage.text.strip():
            judgement = judge(passage, stored, question)
            judged.append((judgement, _hit(passage, key, version, judgement)))
    return judged


def _hit(passage: Passage, key: int, version: int, judgement: Judgement) -> PassageHit:
    return PassageHit(
        key=key,
        version=version,
        place=passage.place,
        question=passage.question,
        text=passage.text,
        start=0,
        end=len(passage.text),
        confidence=confidence(judgement),
    )


def confidence(judgement: Judgement) -> float:
    """Return how likely it is that the passage answers."""
    strength = _BASE + _AROUND * judgement.around + _TITLED * judgement.titled + _ALIKE * judgement.alike
    return 1 / (1 + math.exp(-strength))


def _in_full(hit: PassageHit, question: Asked) -> PassageHit:
    start, end = best_span(hit.text, question.wanted)
    return replace(hit, start=start, end=end)
