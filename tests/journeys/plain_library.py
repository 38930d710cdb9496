"""A library in plain Python, written apart from the real one: what is public, under which terms, with which words."""

from dataclasses import dataclass, field
from functools import cached_property

ACCENTS = str.maketrans("áéíóúüñÁÉÍÓÚÜÑ", "aeiouunAEIOUUN")


class WouldBeACycleError(Exception):
    """A term would stand below itself."""


@dataclass
class PlainTerm:
    facet: str
    slug: str
    parents: set = field(default_factory=set)
    merged_into: object = None
    former_slugs: list = field(default_factory=list)


@dataclass
class PlainArticle:
    words: str
    terms: set
    public: bool

    @cached_property
    def plain(self):
        return {word.strip(".,?") for word in _plain(self.words).split()}


@dataclass
class PlainLibrary:
    """Terms and articles by a key of their own; nothing here looks at a database."""

    terms: dict = field(default_factory=dict)
    articles: dict = field(default_factory=dict)

    def in_use(self):
        return [key for key, term in self.terms.items() if term.merged_into is None]

    def standing(self, key):
        while self.terms[key].merged_into is not None:
            key = self.terms[key].merged_into
        return key

    def above(self, key):
        """Return a term and all above it, step by step."""
        found, waiting = set(), [self.standing(key)]
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting += self.terms[one].parents
        return found

    def set_parents(self, key, parents):
        if any(key in self.above(parent) for parent in parents):
            raise WouldBeACycleError
        self.terms[key].parents = set(parents)

    def rename(self, key, slug):
        self.terms[key].former_slugs.append(self.terms[key].slug)
        self.terms[key].slug = slug

    def merge(self, key, into):
        """Move children along; a child that takes over keeps its parent's place. Raise if that makes a cycle."""
        parents = {one: set(term.parents) for one, term in self.terms.items()}
        for one, above in parents.items():
            if key in above:
                above.remove(key)
                above.update(self.terms[key].parents if one == into else {into})
        parents[key] = set()
        if any(one in _reach(parents, above) for one in parents for above in parents[one]):
            raise WouldBeACycleError
        for one, above in parents.items():
            self.terms[one].parents = above
        self.terms[key].merged_into = into

    def matching(self, words, selected):
        """Return the keys of the public articles with all words and a chosen term (or one below) of each facet."""
        return {
            key
            for key, article in self.articles.items()
            if article.public
            and _has_words(article, words)
            and all(self.under(article) & chosen for chosen in selected.values() if chosen)
        }

    def counts(self, words, selected):
        """Return for each term how many articles choosing it would list, its own facet's other choices aside."""
        found = {}
        for facet in {term.facet for term in self.terms.values()}:
            others = {name: chosen for name, chosen in selected.items() if name != facet}
            rest = [self.under(self.articles[key]) for key in self.matching(words, others)]
            own = (key for key in self.in_use() if self.terms[key].facet == facet)
            found |= {key: sum(key in under for under in rest) for key in own}
        return found

    def under(self, article):
        """Return all terms under which an article stands."""
        return {above for term in article.terms for above in self.above(term)}


def _reach(parents, key):
    found, waiting = set(), [key]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += parents[one]
    return found


def _has_words(article, words):
    return set(_plain(words).split()) <= article.plain


def _plain(text):
    return text.translate(ACCENTS).lower().replace("-", " ")
