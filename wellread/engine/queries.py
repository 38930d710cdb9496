"""From groups to queries of the index: one that decides what is found, one that also puts it in order."""

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from tantivy import Occur, Query

from wellread.engine import weights
from wellread.engine.aspects import answering_stems
from wellread.engine.groups import AnyForm, Compound, Group, How, Phrase, Under, Understanding, Words
from wellread.engine.opened import Opened
from wellread.engine.schema import SCHEMA, Field

Clause = tuple[Occur, Query]


def found_by(understanding: Understanding, *, needed: int) -> Query:
    """Return what matches the articles that have at least so many of the groups."""
    queries = [_group(group) for group in understanding.groups]
    return _at_least(queries, needed)


def selection(terms: Iterable[int]) -> Query:
    """Return what matches the articles under any of these terms."""
    return any_of(_term(term) for term in sorted(terms))


def both(queries: Sequence[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Must, query) for query in queries])


def any_of(queries: Iterable[Query]) -> Query:
    listed = list(queries)
    return listed[0] if len(listed) == 1 else Query.boolean_query([(Occur.Should, query) for query in listed])


def ordering(understanding: Understanding, opened: Opened, *, needed: int, within: Sequence[Query]) -> Query:
    """Return what matches the same articles, those under the selections, and says how well each answers."""
    clauses: list[Clause] = [(Occur.Must, Query.const_score_query(query, 0.0)) for query in within]
    if needed == len(understanding.groups):
        clauses += [(Occur.Must, _required_and_weighed(group)) for group in understanding.groups]
    else:
        clauses.append((Occur.Must, Query.const_score_query(found_by(understanding, needed=needed), 0.0)))
        clauses += [(Occur.Should, _required_and_weighed(group)) for group in understanding.groups]
    clauses += [(Occur.Should, query) for query in _weights(understanding, opened)]
    return Query.boolean_query(clauses)


def _at_least(queries: list[Query], needed: int) -> Query:
    if needed == len(queries):
        return both(queries)
    return Query.boolean_query([(Occur.Should, query) for query in queries], minimum_number_should_match=needed)


def _group(group: Group) -> Query:
    return any_of(_how(alternative.how) for alternative in group.alternatives)


def _how(how: How) -> Query:
    match how:
        case Words(stems):
            return both([_word(stem) for stem in stems])
        case Phrase(stems):
            return _word(stems[0]) if len(stems) == 1 else _phrase(stems)
        case AnyForm(forms):
            return any_of(_listed(Field.EXACT, form) for form in forms)
        case Compound(whole):
            return _listed(Field.COMPOUNDS, whole)
        case Under(terms):
            return selection(terms)


def _word(stem: str, field: Field = Field.ALL) -> Query:
    return Query.term_query(SCHEMA, field, stem, index_option="basic")


def _weighed_word(field: Field, stem: str, weight: float) -> Query:
    query = Query.term_query(SCHEMA, field, stem, index_option="freq")
    return query if weight == 1.0 else Query.boost_query(query, weight)


def _listed(field: Field, word: str) -> Query:
    return Query.term_query(SCHEMA, field, word, index_option="basic")


def _phrase(stems: Sequence[str], *, slop: int = 0) -> Query:
    return Query.phrase_query(SCHEMA, Field.ALL, list(stems), slop=slop)


def _term(term: int) -> Query:
    return Query.term_query(SCHEMA, Field.TERMS, term, index_option="basic")


def _required_and_weighed(group: Group) -> Query:
    """Return what matches a group; a plain word weighs at once, so that it is not looked up twice."""
    own = group.alternatives[0].how
    if len(group.alternatives) == 1 and own == Words(group.stems):
        weighed = [_weighed_word(Field.ALL, stem, weights.ALL) for stem in group.stems]
        return both(weighed)
    return Query.const_score_query(_group(group), 0.0)


def _weights(understanding: Understanding, opened: Opened) -> Iterator[Query]:
    for group in understanding.groups:
        yield from _own_weights(group, opened)
        yield from _alternative_weights(group, opened)
    yield from _nearness([stem for group in understanding.groups for stem in group.stems])
    for stem in answering_stems(understanding.asked, opened.language):
        yield _weighed_word(Field.ALL, stem, weights.ASPECT)


def _own_weights(group: Group, opened: Opened) -> Iterator[Query]:
    plain = len(group.alternatives) == 1 and group.alternatives[0].how == Words(group.stems)
    for stem in group.stems:
        if not plain:
            yield _weighed_word(Field.ALL, stem, weights.ALL)
        yield Query.const_score_query(_word(stem), weights.RARITY * rarity(stem, opened))
        yield _weighed_word(Field.HEADLINE, stem, weights.HEADLINE)
        yield _weighed_word(Field.QUESTION, stem, weights.QUESTION)
        yield _weighed_word(Field.SUMMARY, stem, weights.SUMMARY)
    if group.compound:
        yield Query.const_score_query(
            _listed(Field.COMPOUNDS, group.compound), weights.COMPOUND * group_rarity(group, opened)
        )


def _alternative_weights(group: Group, opened: Opened) -> Iterator[Query]:
    """Yield what the lexicon's ways weigh: only the best of them counts, however many there are."""
    phrases = [one.how.stems for one in group.alternatives[1:] if isinstance(one.how, Phrase)]
    if phrases:
        yield Query.disjunction_max_query([_weighed_phrase(stems) for stems in phrases])
    terms = frozenset(term for one in group.alternatives if isinstance(one.how, Under) for term in one.how.terms)
    if terms:
        yield Query.const_score_query(selection(terms), weights.UNDER_TERM * group_rarity(group, opened))


def _weighed_phrase(stems: Sequence[str]) -> Query:
    query = _weighed_word(Field.ALL, stems[0], weights.ALL) if len(stems) == 1 else _phrase(stems)
    return Query.boost_query(query, weights.OTHER_WORDS)


def _nearness(stems: Sequence[str]) -> Iterator[Query]:
    for one, other in pairwise(stems):
        if one != other:
            yield Query.boost_query(_phrase((one, other), slop=weights.NEAR_WORDS), weights.NEAR)


def rarity(stem: str, opened: Opened) -> float:
    """Return how much a word tells apart: the inverse document frequency of BM25."""
    articles = opened.searcher.num_docs
    having = min(opened.frequency(stem), articles)
    return math.log(1 + (articles - having + 0.5) / (having + 0.5))


def group_rarity(group: Group, opened: Opened) -> float:
    return sum(rarity(stem, opened) for stem in group.stems)
