"""Make two terms one."""

from django.conf import settings
from django.db import transaction

from wellread.vocabulary.errors import CycleError, MergeError
from wellread.vocabulary.hierarchy import rebuild
from wellread.vocabulary.models import Synonym, Term


@transaction.atomic
def merge(term: Term, *, into: Term) -> None:
    """Let `into` take over the term's articles, children, synonyms, codes and addresses.

    The row of the merged term stays, so that drafts which name it still mean something. Raise MergeError
    for a term and itself, for terms of two facets, for one that was merged before, and where a third term
    stands between the two.
    """
    if term.pk == into.pk:
        raise MergeError(f"{term.name} cannot be merged into itself.")
    if term.facet_id != into.facet_id:
        raise MergeError(f"{term.name} and {into.name} belong to different facets.")
    if term.merged_into_id or into.merged_into_id:
        raise MergeError(f"{term.name} or {into.name} was merged before.")
    _take_over_children(term, into)
    term.parents.clear()
    _take_over_words(term, into)
    for code in term.codes.all():
        if not into.codes.filter(system=code.system, prefix=code.prefix).exists():
            into.codes.create(system=code.system, relation=code.relation, prefix=code.prefix)
    term.former_slugs.update(term=into)
    term.merged_terms.update(merged_into=into)
    term.merged_into = into
    term.save()
    into.save()
    rebuild()


def _take_over_children(term: Term, into: Term) -> None:
    """Let the children stand below `into`; if it is one of them, it stands where the merged term stood."""
    for child in term.children.all():
        child.parents.remove(term)
        if child.pk == into.pk:
            into.parents.add(*term.parents.all())
            continue
        try:
            child.parents.add(into)
        except CycleError as error:
            raise MergeError(
                f"{child.name} stands between {term.name} and {into.name}: "
                f"merge {into.name} into {term.name} instead, or give {child.name} other parents first."
            ) from error


def _take_over_words(term: Term, into: Term) -> None:
    """Give `into` the merged term's names and synonyms as its synonyms, each once."""
    known = {(one.language, one.words.casefold()) for one in into.synonyms.all()}
    own_name = Synonym(language=settings.LANGUAGE_CODE, kind=Synonym.Kind.LAY, words=term.name)
    other_names = [Synonym(language=one.language, kind=Synonym.Kind.LAY, words=one.name) for one in term.names.all()]
    for synonym in [own_name, *other_names, *term.synonyms.all()]:
        if (synonym.language, synonym.words.casefold()) not in known:
            known.add((synonym.language, synonym.words.casefold()))
            into.synonyms.create(language=synonym.language, kind=synonym.kind, words=synonym.words)
