"""Who stands below whom: terms have several parents and no cycles."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction
from django.dispatch import Signal

from wellread.vocabulary.errors import CycleError
from wellread.vocabulary.models import Term, TermAncestor

ancestors_changed = Signal()
"""Sent inside the transaction, with `terms`: the ids of the terms that stand below others than before."""

_waiting: ContextVar[bool] = ContextVar("waiting", default=False)


def closure(parents: Mapping[int, Iterable[int]]) -> dict[int, set[int]]:
    """Return for each key all keys above it, itself included; raise CycleError naming one in a cycle."""
    above: dict[int, set[int]] = {}

    def climb(key: int, path: tuple[int, ...]) -> set[int]:
        if key in path:
            raise CycleError(f"Term {key} would stand above itself.")
        if key not in above:
            above[key] = {key}.union(*(climb(parent, (*path, key)) for parent in parents.get(key, ())))
        return above[key]

    for key in parents:
        climb(key, ())
    return above


def parent_ids() -> dict[int, set[int]]:
    """Return the direct parents of every term; a merged term has one, the term it was merged into."""
    found: dict[int, set[int]] = {pk: set() for pk in Term.objects.values_list("pk", flat=True)}
    for child, parent in Term.parents.through.objects.values_list("from_term_id", "to_term_id"):
        found[child].add(parent)
    for pk, target in Term.objects.exclude(merged_into=None).values_list("pk", "merged_into_id"):
        found[pk] = {target}
    return found


def check_acyclic(term: Term, new_parents: Iterable[Term]) -> None:
    """Raise CycleError if one of the new parents is the term itself or stands below it."""
    parents = parent_ids()
    parents[term.pk] = {parent.pk for parent in new_parents}
    try:
        closure(parents)
    except CycleError as error:
        raise CycleError(f"{term.name} cannot stand below itself: choose other parents.") from error


@contextmanager
def one_rebuild() -> Iterator[None]:
    """Rebuild once, at the end of the block, instead of after each change inside it; wants a transaction around."""
    token = _waiting.set(True)
    try:
        yield
    finally:
        _waiting.reset(token)
    rebuild()


@transaction.atomic
def rebuild() -> None:
    """Make the rows of TermAncestor say what parents and merges say now."""
    if _waiting.get():
        return
    merged = set(Term.objects.exclude(merged_into=None).values_list("pk", flat=True))
    wanted = {
        (pk, ancestor)
        for pk, ancestors in closure(parent_ids()).items()
        for ancestor in ancestors
        if ancestor not in merged
    }
    rows = {(row.term_id, row.ancestor_id): row.pk for row in TermAncestor.objects.all()}
    different = wanted ^ rows.keys()
    TermAncestor.objects.filter(pk__in=[pk for pair, pk in rows.items() if pair not in wanted]).delete()
    TermAncestor.objects.bulk_create(
        TermAncestor(term_id=term, ancestor_id=ancestor) for term, ancestor in sorted(wanted - rows.keys())
    )
    if different:
        ancestors_changed.send(sender=TermAncestor, terms={term for term, _ in different})
