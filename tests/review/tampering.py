"""Ways to tamper with the ledger's table, each by somebody who can write anything in the database but has no key."""

import random
from collections.abc import Callable

from django.db import IntegrityError, connection, transaction
from joserfc import jws
from joserfc.jwk import OKPKey

from wellread.review import append_only
from wellread.review.ledger import entry_hash
from wellread.review.models import LedgerEntry

TABLE = LedgerEntry._meta.db_table
COLUMNS = ("kind", "at", "body", "previous_hash", "hash", "signature")
Way = Callable[[random.Random], int]
"""Tampers, and returns the number of the first entry that is not right any more."""


def _execute(statement: str, parameters: list[object]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def _numbers() -> list[int]:
    return list(LedgerEntry.objects.order_by("number").values_list("number", flat=True))


def _stored(number: int, column: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {TABLE} WHERE number = %s", [number])
        return str(cursor.fetchone()[0])


def change_a_byte(chance: random.Random) -> int:
    number, column = chance.choice(_numbers()), chance.choice(COLUMNS)
    value = _stored(number, column)
    at = chance.randrange(len(value))
    other = chance.choice([letter for letter in map(chr, range(32, 127)) if letter != value[at]])
    try:
        with transaction.atomic():
            _execute(
                f"UPDATE {TABLE} SET {column} = %s WHERE number = %s", [value[:at] + other + value[at + 1 :], number]
            )
    except IntegrityError:
        # The database itself knows that this is no JSON.
        return change_a_byte(chance)
    return number


def take_one(chance: random.Random) -> int:
    number = chance.choice(_numbers()[:-1])
    _execute(f"DELETE FROM {TABLE} WHERE number = %s", [number])
    return number


def take_the_last(chance: random.Random) -> int:
    number = _numbers()[-1]
    _execute(f"DELETE FROM {TABLE} WHERE number = %s", [number])
    return number


def swap_two(chance: random.Random) -> int:
    first, second = sorted(chance.sample(_numbers(), 2))
    for number, other in ((first, -1), (second, first), (-1, second)):
        _execute(f"UPDATE {TABLE} SET number = %s WHERE number = %s", [other, number])
    return first


def append_one(chance: random.Random) -> int:
    last = LedgerEntry.objects.latest("number")
    copied = [last.kind, last.at, _stored(last.number, "body"), last.hash, f"{chance.getrandbits(256):064x}"]
    _execute(
        f"INSERT INTO {TABLE} (number, kind, at, body, previous_hash, hash, signature) "
        "VALUES (%s, %s, %s, %s, %s, %s, %s)",
        [last.number + 1, *copied, last.signature],
    )
    return last.number + 1


def replace_the_key(chance: random.Random) -> int:
    """Write the end of the ledger anew, each entry with the right hash, signed with a key of one's own."""
    first, thief = chance.choice(_numbers()), OKPKey.generate_key("Ed25519", auto_kid=True)
    previous = LedgerEntry.objects.get(number=first).previous_hash
    for entry in LedgerEntry.objects.filter(number__gte=first):
        told = {**entry.body, "reason": "What the thief says."}
        new = entry_hash(number=entry.number, kind=entry.kind, at=entry.at, body=told, previous_hash=previous)
        signature = jws.serialize_compact({"alg": "Ed25519", "kid": thief.kid}, new.encode(), thief, ["Ed25519"])
        LedgerEntry.objects.filter(number=entry.number).update(
            body=told, previous_hash=previous, hash=new, signature=signature
        )
        previous = new
    return first


WAYS: tuple[Way, ...] = (
    change_a_byte, change_a_byte, take_one, take_the_last, swap_two, append_one, replace_the_key,
)  # fmt: skip


def tamper(chance: random.Random) -> tuple[str, int]:
    """Tamper in one way and return its name and the number of the first entry that is not right any more."""
    way = chance.choice(WAYS)
    append_only.lift()
    return way.__name__, way(chance)
