"""Between rows and the database: read all terms as rows, and make terms be as rows say."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from wellread.vocabulary.models import Code, Facet, FacetName, FormerSlug, Synonym, Term, TermName
from wellread.vocabulary.table_checking import Vocabulary
from wellread.vocabulary.table_rows import FacetRow, TermRow


def read_vocabulary(*, language: str) -> Vocabulary:
    """Return everything that the database holds; `language` is that of the names in the terms' own rows."""
    facets = {facet.slug: _facet_row(facet, language) for facet in Facet.objects.prefetch_related("names")}
    terms = Term.objects.select_related("facet", "merged_into").prefetch_related(
        "names", "parents", "synonyms", "codes", "former_slugs"
    )
    rows = [_term_row(term, language) for term in terms]
    rows.sort(key=lambda row: (facets[row.facet].position, row.facet, row.slug))
    return Vocabulary(facets, {row.key: row for row in rows})


def _facet_row(facet: Facet, language: str) -> FacetRow:
    names = {one.language: one.name for one in facet.names.all()} | {language: facet.name}
    return FacetRow(facet.slug, facet.path, names, facet.position)


def _term_row(term: Term, language: str) -> TermRow:
    synonyms: dict[tuple[str, str], list[str]] = defaultdict(list)
    for synonym in term.synonyms.all():
        synonyms[synonym.kind, synonym.language].append(synonym.words.strip())
    codes: dict[tuple[str, str], list[str]] = defaultdict(list)
    for code in term.codes.all():
        codes[code.system, code.relation].append(code.prefix)
    others = list(term.names.all())
    return TermRow(
        number=0,
        facet=term.facet.slug,
        slug=term.slug,
        names={one.language: one.name.strip() for one in others} | {language: term.name.strip()},
        definitions={one.language: one.definition.strip() for one in others} | {language: term.definition.strip()},
        synonyms={column: tuple(words) for column, words in synonyms.items()},
        codes={column: tuple(prefixes) for column, prefixes in codes.items()},
        parents=tuple(sorted(parent.slug for parent in term.parents.all())),
        former_slugs=tuple(sorted(one.slug for one in term.former_slugs.all())),
        merged_into=term.merged_into.slug if term.merged_into else "",
        health_aspect=term.health_aspect,
    )


def write_facet(row: FacetRow, *, language: str) -> Facet:
    """Make or change a facet; a language that the row does not name keeps its name."""
    facet = Facet.objects.filter(slug=row.slug).first() or Facet(slug=row.slug)
    facet.path, facet.position = row.path or facet.path, row.position or facet.position
    facet.name = row.names.get(language) or facet.name or next(iter(row.names.values()))
    facet.save()
    for other, name in row.names.items():
        if other != language:
            FacetName.objects.update_or_create(facet=facet, language=other, defaults={"name": name})
    return facet


def write_term(row: TermRow, term: Term, *, language: str) -> None:
    """Save what the row says of the term itself, its names and its words; it may be new.

    The rows beside it are written in bulk, without signals of their own: saving the term, last, sends the one
    signal that tells of them all. Each depends on the term, so a new term is saved before them as well.
    """
    term.slug = row.slug
    term.name = row.names.get(language, term.name)
    term.definition = row.definitions.get(language, term.definition)
    term.health_aspect = term.health_aspect if row.health_aspect is None else row.health_aspect
    if term.pk is None:
        Term.objects.bulk_create([term])
    for other in {*row.names, *row.definitions} - {language}:
        _write_name(row, term, other)
    _write_synonyms(row, term)
    _write_codes(row, term)
    term.save()
    if row.former_slugs is not None:
        _write_former_slugs(row.former_slugs, term)


def _write_name(row: TermRow, term: Term, language: str) -> None:
    found = TermName.objects.filter(term=term, language=language)
    known = found.first() or TermName(term=term, language=language)
    known.name = row.names.get(language, known.name)
    known.definition = row.definitions.get(language, known.definition)
    found.delete()
    if known.name:
        TermName.objects.bulk_create(
            [TermName(term=term, language=language, name=known.name, definition=known.definition)]
        )


def _write_synonyms(row: TermRow, term: Term) -> None:
    """Replace the synonyms of each column; words that move from one kind to another would be there twice."""
    told = {(language, words) for (_kind, language), some in row.synonyms.items() for words in some}
    for known in Synonym.objects.filter(term=term):
        if (known.kind, known.language) in row.synonyms or (known.language, known.words) in told:
            known.delete()
    Synonym.objects.bulk_create(
        Synonym(term=term, kind=kind, language=language, words=words)
        for (kind, language), some in row.synonyms.items()
        for words in some
    )


def _write_codes(row: TermRow, term: Term) -> None:
    told = {(system, prefix) for (system, _relation), some in row.codes.items() for prefix in some}
    for known in Code.objects.filter(term=term):
        if (known.system, known.relation) in row.codes or (known.system, known.prefix) in told:
            known.delete()
    Code.objects.bulk_create(
        Code(term=term, system=system, relation=relation, prefix=prefix)
        for (system, relation), some in row.codes.items()
        for prefix in some
    )


def _write_former_slugs(slugs: Iterable[str], term: Term) -> None:
    FormerSlug.objects.filter(term=term).exclude(slug__in=slugs).delete()
    FormerSlug.objects.filter(facet=term.facet, slug__in=slugs).delete()
    FormerSlug.objects.bulk_create(FormerSlug(facet=term.facet, slug=slug, term=term) for slug in slugs)


def write_place(row: TermRow, term: Term, terms: Mapping[tuple[str, str], Term]) -> None:
    """Set what a term stands below, now that all terms of the file are there."""
    if row.merged_into is not None:
        target = terms[row.facet, row.merged_into] if row.merged_into else None
        if term.merged_into != target:
            term.merged_into = target
            term.parents.clear()
            term.save()
    if row.parents is not None:
        term.parents.set([terms[row.facet, slug] for slug in row.parents])
