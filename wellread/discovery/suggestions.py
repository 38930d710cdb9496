"""What somebody may be typing: terms and people out of memory, headlines and questions out of the engine."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import Exists, OuterRef

from wellread.articles.models import Person
from wellread.discovery.failing_engine import tell_operator
from wellread.discovery.known_terms import known_terms
from wellread.discovery.phrases import normal_form
from wellread.discovery.results import Suggestion, SuggestionKind
from wellread.discovery.snapshots import Snapshot, current_moment
from wellread.engine.errors import EngineError
from wellread.indexing.library import current_engine
from wellread.publishing.models import Change, EditionPerson, EditionTerm, Publication
from wellread.vocabulary.models import Synonym, Term

FEWEST_LETTERS = 2
LONGEST_BEGINNING = 100
MOST_ATTEMPTS = 3
MOST_CANDIDATES = 80
_KINDS = {"headline": SuggestionKind.HEADLINE, "question": SuggestionKind.QUESTION}


@dataclass(frozen=True)
class Named:
    """A term or a person, what else a term is called, and all of that in normal form, each word after a space."""

    pk: int
    suggestion: Suggestion
    other_names: tuple[str, ...] = ()

    @cached_property
    def normal_name(self) -> str:
        return f" {normal_form(self.suggestion.text)}"

    @cached_property
    def normal_other_names(self) -> tuple[str, ...]:
        return tuple(f" {normal_form(name)}" for name in self.other_names)


def suggest(beginning: str, *, language: str, limit: int = 8) -> tuple[Suggestion, ...]:
    """Return what words that begin so may become, published words only: terms, then what begins so, then the rest."""
    sought = normal_form(beginning[:LONGEST_BEGINNING])
    if len(sought.replace(" ", "")) < FEWEST_LETTERS or limit < 1:
        return ()
    moment = current_moment()
    terms = _public(_matching(named_terms.at(moment, language), sought), _with_articles(language), limit)
    people = _public(_matching(named_people.at(moment, language), sought), _named_in_public(language), limit)
    texts = _texts_of_articles(beginning, language=language, limit=limit)
    rest = sorted([*texts, *people], key=lambda one: not normal_form(one.text).startswith(sought))
    # Terms come first, but leave room: a headline may be just what is wanted.
    return _each_once([*terms[: max(limit - len(rest), limit // 2)], *rest])[:limit]


def _each_once(suggestions: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
    found: dict[str, Suggestion] = {}
    for one in suggestions:
        found.setdefault(normal_form(one.text), one)
    return tuple(found.values())


def _matching(named: Iterable[Named], sought: str) -> list[Named]:
    """Return those whose name begins so, then those with such a word in it, then those with another name like that."""
    ranked = []
    for order, one in enumerate(named):
        if f" {sought}" in one.normal_name:
            ranked.append((int(not one.normal_name.startswith(f" {sought}")), order, one))
            continue
        others = zip(one.other_names, one.normal_other_names, strict=True)
        other = next((name for name, normal in others if normal.startswith(f" {sought}")), "")
        if other:
            ranked.append((2, order, replace(one, suggestion=replace(one.suggestion, through=other))))
    return [one for _rank, _order, one in sorted(ranked, key=lambda row: row[:2])]


def _public(candidates: list[Named], public: Callable[[list[int]], set[int]], limit: int) -> list[Suggestion]:
    """Return the first that readers can see now; what is public is asked of the database, a handful at a time."""
    found: list[Suggestion] = []
    for start in range(0, min(len(candidates), MOST_CANDIDATES), 2 * limit):
        some = candidates[start : start + 2 * limit]
        seen = public([one.pk for one in some])
        found += [one.suggestion for one in some if one.pk in seen]
        if len(found) >= limit:
            break
    return found[:limit]


def _with_articles(language: str) -> Callable[[list[int]], set[int]]:
    """Return what tells which terms have at least one current article of a language under them."""
    under = EditionTerm.objects.filter(
        term__ancestor_rows__ancestor=OuterRef("pk"), edition__current_of__language=language
    )
    return lambda terms: set(Term.objects.filter(pk__in=terms).filter(Exists(under)).values_list("pk", flat=True))


def _named_in_public(language: str) -> Callable[[list[int]], set[int]]:
    """Return what tells which people a current edition of a language names."""
    named = EditionPerson.objects.filter(person=OuterRef("pk"), edition__current_of__language=language)
    return lambda people: set(Person.objects.filter(pk__in=people).filter(Exists(named)).values_list("pk", flat=True))


def _texts_of_articles(beginning: str, *, language: str, limit: int) -> list[Suggestion]:
    """Return headlines and questions of current editions, none where no index can be read."""
    try:
        for _ in range(MOST_ATTEMPTS):
            moment = current_moment()
            found = _texts_in_index(beginning, language, limit)
            if current_moment() == moment:
                return found
    except EngineError as error:
        tell_operator(error)
    return []


def _texts_in_index(beginning: str, language: str, limit: int) -> list[Suggestion]:
    texts = current_engine().suggest(language, beginning[:LONGEST_BEGINNING], limit)
    current = Publication.objects.current().in_language(language).filter(pk__in={one.key for one in texts})
    slugs = dict(current.order_by().values_list("pk", "slug"))
    return [
        Suggestion(_KINDS[one.kind], one.text, slugs[one.key], anchor=one.place) for one in texts if one.key in slugs
    ]


def read_named_terms(language: str) -> tuple[Named, ...]:
    synonyms: dict[int, list[str]] = defaultdict(list)
    for term, words in Synonym.objects.filter(language=language).values_list("term", "words"):
        synonyms[term].append(words)
    known = known_terms.at(current_moment(), language)
    return tuple(
        Named(
            term.pk,
            Suggestion(SuggestionKind.TERM, term.name.name, term.name.slug, facet_path=term.name.facet_path),
            tuple(synonyms[term.pk]),
        )
        for facet in known.facets
        for term in facet.terms
    )


def read_named_people(language: str) -> tuple[Named, ...]:
    """Return everybody, whoever is public or not; `language` does not matter to names."""
    people = Person.objects.order_by("name", "pk").values_list("pk", "name", "slug")
    return tuple(Named(pk, Suggestion(SuggestionKind.PERSON, name, slug)) for pk, name, slug in people)


named_terms = Snapshot(read_named_terms, kinds=[Change.Kind.VOCABULARY])
named_people = Snapshot(read_named_people, kinds=[Change.Kind.PERSON])
