"""Terms for an article, found in its words: which, and why. Plain values in and out; an editor has the last word."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wellread.articles.content import ArticleContent, Block, PullQuote, Question, Section, block_texts
from wellread.vocabulary.sorting import fold

# The numbers below were chosen on the sample library, whose writers chose terms themselves: of the diseases suggested
# there all were right, of the topics three in five; asking for more mentions loses more right ones than wrong ones.
WEIGHTS = {"headline": 6, "summary": 4, "question": 3, "heading": 3, "text": 1}
"""What one mention counts, by where it stands."""

LEAST_SCORE = 4
LEAST_SHARE = 0.3
"""A term's score as a share of the best one's in its facet: what is only touched upon is no subject."""

MOST_TERMS = 3
_MOST_TIMES = 4
_TOKEN = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class TermWords:
    """A term, what it is called in the article's language, and the terms above it."""

    facet: str
    slug: str
    name: str
    names: tuple[str, ...]
    abbreviations: tuple[str, ...] = ()
    above: frozenset[tuple[str, str]] = frozenset()

    @property
    def address(self) -> tuple[str, str]:
        return self.facet, self.slug


@dataclass(frozen=True)
class Mention:
    """Words of the vocabulary that the article uses: how often, and in which parts of it."""

    words: str
    times: int
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Suggestion:
    """A term that an article seems to be about, and the words that say so."""

    facet: str
    slug: str
    name: str
    score: int
    mentions: tuple[Mention, ...]

    @property
    def why(self) -> str:
        return "; ".join(f"“{one.words}” {one.times}× ({', '.join(one.parts)})" for one in self.mentions)


@dataclass(frozen=True)
class _Phrase:
    """One thing that a term is called, as tokens to look for."""

    term: TermWords
    words: str
    tokens: tuple[str, ...]
    as_written: bool


def suggest(content: ArticleContent, vocabulary: Iterable[TermWords]) -> list[Suggestion]:
    """Return the terms that the article's own words name, the surest first; never a parent beside its child."""
    phrases = _phrases(vocabulary)
    found: dict[TermWords, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for part, text in _parts(content):
        for phrase in _mentioned(text, phrases):
            found[phrase.term][phrase.words][part] += 1
    suggestions = {term.address: _suggestion(term, mentions) for term, mentions in found.items()}
    sure = _surest(suggestions.values())
    above = {address for term in found if term.address in sure for address in term.above}
    return [one for address, one in sure.items() if address not in above]


def _surest(suggestions: Iterable[Suggestion]) -> dict[tuple[str, str], Suggestion]:
    by_facet: dict[str, list[Suggestion]] = defaultdict(list)
    for one in sorted(suggestions, key=lambda one: (-one.score, one.slug)):
        by_facet[one.facet].append(one)
    return {
        (one.facet, one.slug): one
        for facet in sorted(by_facet)
        for one in by_facet[facet][:MOST_TERMS]
        if one.score >= max(LEAST_SCORE, LEAST_SHARE * by_facet[facet][0].score)
    }


def _suggestion(term: TermWords, found: dict[str, Counter[str]]) -> Suggestion:
    times: Counter[str] = Counter()
    for parts in found.values():
        times.update(parts)
    score = sum(WEIGHTS[part] * min(number, _MOST_TIMES) for part, number in times.items())
    mentions = [
        Mention(words, parts.total(), tuple(sorted(parts, key=list(WEIGHTS).index))) for words, parts in found.items()
    ]
    mentions.sort(key=lambda one: (-one.times, one.words))
    return Suggestion(term.facet, term.slug, term.name, score, tuple(mentions))


def _phrases(vocabulary: Iterable[TermWords]) -> dict[str, list[_Phrase]]:
    """Return all that terms are called by their folded first word, the longest first."""
    phrases: dict[str, list[_Phrase]] = defaultdict(list)
    for term in vocabulary:
        called = [(words, False) for words in term.names] + [(words, True) for words in term.abbreviations]
        for words, as_written in called:
            tokens = tuple(_TOKEN.findall(words if as_written else fold(words)))
            if tokens:
                phrases[fold(tokens[0])].append(_Phrase(term, words, tokens, as_written))
    for some in phrases.values():
        some.sort(key=lambda phrase: -len(phrase.tokens))
    return phrases


def _mentioned(text: str, phrases: dict[str, list[_Phrase]]) -> Iterator[_Phrase]:
    """Yield each phrase where it stands in the text; inside a longer one of the same facet it does not count."""
    written = _TOKEN.findall(text)
    folded = [fold(token) for token in written]
    covered: dict[str, int] = {}
    for place, token in enumerate(folded):
        longest: dict[str, int] = {}
        for phrase in phrases.get(token, ()):
            end = place + len(phrase.tokens)
            facet = phrase.term.facet
            if tuple((written if phrase.as_written else folded)[place:end]) != phrase.tokens:
                continue
            if end > covered.get(facet, 0) and longest.setdefault(facet, end) == end:
                yield phrase
        covered.update(longest)


def _parts(content: ArticleContent) -> Iterator[tuple[str, str]]:
    yield "headline", content.headline
    yield "summary", content.summary
    for block in content.body:
        yield from _block_parts(block)


def _block_parts(block: Block) -> Iterator[tuple[str, str]]:
    texts = list(block_texts(block))
    match block:
        case Question():
            yield "question", texts[0]
            yield "text", texts[1]
        case Section():
            yield "heading", texts[0]
            yield "text", texts[1]
        case PullQuote():
            # It repeats words of the text.
            return
        case _:
            yield from (("text", text) for text in texts)
