"""The vocabulary as plain words, for the suggestions."""

from collections import defaultdict

from wellread.importers.suggest import TermWords
from wellread.vocabulary.models import Synonym, Term, TermAncestor


def vocabulary_words(language: str) -> list[TermWords]:
    """Return every term in use with what it is called in the language: name, lay and clinical words, abbreviations."""
    above: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for row in TermAncestor.objects.select_related("ancestor__facet"):
        if row.term_id != row.ancestor_id:
            above[row.term_id].add((row.ancestor.facet.slug, row.ancestor.slug))
    terms = Term.objects.in_use().with_names().prefetch_related("synonyms")
    return [_words(term, language, frozenset(above[term.pk])) for term in terms]


def _words(term: Term, language: str, above: frozenset[tuple[str, str]]) -> TermWords:
    synonyms = [one for one in term.synonyms.all() if one.language == language]
    short = Synonym.Kind.ABBREVIATION
    name = term.name_in(language)
    return TermWords(
        facet=term.facet.slug,
        slug=term.slug,
        name=name,
        names=tuple(dict.fromkeys([name, *(one.words for one in synonyms if one.kind != short)])),
        abbreviations=tuple(one.words for one in synonyms if one.kind == short),
        above=above,
    )
