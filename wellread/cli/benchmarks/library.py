"""A made library of any size: the real terms at their real frequencies, and words as often as in running text.

The same seed makes the same articles. Article 7 is the same in a library of ten and in one of a million.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate

from wellread.cli.benchmarks.vocabulary import MadeTerm, all_above, facets, made_terms

# Function words and words of health pages; the order is roughly that of how often they are written.
_FUNCTION_WORDS = (
    "the of and to a in is for that with or your you it are as be can on from this may by not have at will if we but "
    "they more about when how what do other than their has which an all one so been also who up some out into time "
    "only most over after before during because between each both many much few then where why"
)
_HEALTH_WORDS = (
    "cancer blood doctor cell scan drug lump skin pain risk week month bone lung heart brain liver kidney food body "
    "fever cough vein clinic nerve throat neck hand foot arm sleep walk gland organ plan group form sign milk salt "
    "wound germ dust sugar tooth"
)
_WORD_STARTS = "b br c cl d dr f g gr h k l m n p pl r s st t tr v z"
FREQUENT, HEALTH = tuple(_FUNCTION_WORDS.split()), tuple(_HEALTH_WORDS.split())
_STARTS = tuple(_WORD_STARTS.split())
_VOWELS = "aeiou"
_MIDDLES = ("b", "d", "l", "lm", "m", "n", "nd", "r", "rt", "s", "t", "v", "x")
# No English suffix ends so: stemmed or not, by whichever stemmer, each word stays itself, and all peers agree.
_ENDS = ("b", "g", "k", "m", "p", "x")
DIFFERENT_WORDS = 40_000
ZIPF_EXPONENT, ZIPF_OFFSET = 1.05, 2.7
MOST_SOUGHT = 1500
RUNNING_WORDS = 1 << 20
FIRST_DAY = date(2014, 1, 1)
DAYS = 4000
NUMBER_OF_DISEASES = ((0, 1, 2, 3), (18, 67, 12, 3))
NUMBER_OF_TOPICS = ((0, 1, 2, 3), (5, 58, 28, 9))
"""How many terms of each facet an article has, and how often: sums and counts of the page of origin."""


@dataclass(frozen=True)
class MadePassage:
    question: str
    text: str


@dataclass(frozen=True)
class MadeArticle:
    """An article as all peers get it; `terms` are its own, `all_terms` those and all above, by number."""

    key: int
    headline: str
    summary: str
    passages: tuple[MadePassage, ...]
    terms: tuple[int, ...]
    all_terms: tuple[int, ...]
    published_on: date

    @property
    def questions(self) -> str:
        return " ".join(passage.question for passage in self.passages)

    @property
    def body(self) -> str:
        return " ".join(passage.text for passage in self.passages)


@dataclass(frozen=True)
class MadeLibrary:
    """As many articles as asked for, made while they are read."""

    size: int
    seed: int = 1

    def __iter__(self) -> Iterator[MadeArticle]:
        return (self.article(key) for key in range(1, self.size + 1))

    def article(self, key: int) -> MadeArticle:
        chance = random.Random(self.seed * 1_000_003 + key)  # noqa: S311  # no secret: the same library again
        terms = (
            *self._terms(chance, facets()["disease"], NUMBER_OF_DISEASES),
            *self._terms(chance, facets()["topic"], NUMBER_OF_TOPICS),
        )
        subject = terms[0].name if terms else "Health"
        words = self._words(chance, 18 + chance.randint(3, 7))
        numbers = tuple(term.number for term in terms)
        return MadeArticle(
            key=key,
            headline=f"{subject}: {' '.join(words[18:])}",
            summary=f"{' '.join(words[:18])}.".capitalize(),
            passages=tuple(self._passage(chance) for _ in range(chance.randint(3, 9))),
            terms=numbers,
            all_terms=all_above(numbers),
            published_on=FIRST_DAY + timedelta(days=chance.randint(0, DAYS)),
        )

    def _terms(
        self, chance: random.Random, terms: Sequence[MadeTerm], numbers: tuple[Sequence[int], Sequence[int]]
    ) -> list[MadeTerm]:
        [wanted] = chance.choices(*numbers)
        drawn = chance.choices(terms, [term.frequency for term in terms], k=wanted)
        return list(dict.fromkeys(drawn))

    def _passage(self, chance: random.Random) -> MadePassage:
        words = self._words(chance, 8 + chance.randint(30, 120))
        question = f"What is {' '.join(words[:6])}?" if chance.random() < 0.6 else ""
        sentences = [" ".join(words[at : at + 14]).capitalize() for at in range(8, len(words), 14)]
        return MadePassage(question, f"{'. '.join(sentences)}.")

    def _words(self, chance: random.Random, number: int) -> list[str]:
        return chance.choices(self._running_words, k=number)

    @cached_property
    def vocabulary(self) -> tuple[str, ...]:
        """All words that texts have, the most frequent first."""
        chance = random.Random(self.seed)  # noqa: S311  # no secret
        words = dict.fromkeys([*FREQUENT, *HEALTH])
        while len(words) < DIFFERENT_WORDS:
            words[_made_word(chance)] = None
        return tuple(words)

    @cached_property
    def _running_words(self) -> tuple[str, ...]:
        """Return a long stretch of running words; drawing from it is much quicker than drawing by weights."""
        chance = random.Random(self.seed)  # noqa: S311  # no secret
        weights = accumulate(_weight(rank) for rank in range(len(self.vocabulary)))
        return tuple(chance.choices(self.vocabulary, cum_weights=list(weights), k=RUNNING_WORDS))

    @cached_property
    def sought(self) -> frozenset[str]:
        """Return the words that readers look for: neither function words nor the words of terms, whose synonyms
        would find more than the words do, nor words that hardly any article has.
        """
        of_terms = {word for term in made_terms() for name in (term.name, *term.synonyms) for word in _apart(name)}
        return frozenset(self.vocabulary[len(FREQUENT) : MOST_SOUGHT]) - of_terms


def _weight(rank: int) -> float:
    return float((rank + ZIPF_OFFSET) ** -ZIPF_EXPONENT)


def _made_word(chance: random.Random) -> str:
    middle = "".join(chance.choice(_VOWELS) + chance.choice(_MIDDLES) for _ in range(chance.choice((1, 1, 2))))
    return chance.choice(_STARTS) + middle + chance.choice(_VOWELS) + chance.choice(_ENDS)


def _apart(name: str) -> list[str]:
    return name.lower().replace("-", " ").split()
