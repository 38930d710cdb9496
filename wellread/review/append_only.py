"""Triggers that keep the ledger append-only, whoever speaks to the database.

Django's `migrate` remakes tables on SQLite and drops their triggers without a word: `post_migrate` puts them back
(`apps.ReviewConfig`), and `wellread doctor` looks whether they are there.
"""

from django.db import connection

from wellread.review.models import LedgerEntry

REFUSAL = "The ledger is append-only."
_TABLE = LedgerEntry._meta.db_table

_SQLITE = {
    "ledger_no_update": f"BEFORE UPDATE ON {_TABLE} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    "ledger_no_delete": f"BEFORE DELETE ON {_TABLE} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    # INSERT OR REPLACE deletes the old row without firing the trigger above.
    "ledger_no_replace": (
        f"BEFORE INSERT ON {_TABLE} WHEN EXISTS (SELECT 1 FROM {_TABLE} WHERE number = NEW.number OR hash = NEW.hash) "  # noqa: S608
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    ),
}
_POSTGRESQL_FUNCTION = (
    "CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
)
_POSTGRESQL = {
    "ledger_no_update": f"BEFORE UPDATE ON {_TABLE} FOR EACH ROW EXECUTE FUNCTION ledger_refuse()",
    "ledger_no_delete": f"BEFORE DELETE ON {_TABLE} FOR EACH ROW EXECUTE FUNCTION ledger_refuse()",
    "ledger_no_truncate": f"BEFORE TRUNCATE ON {_TABLE} FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()",
}
"""PostgreSQL needs no trigger against inserting over a row: its upsert is an update."""


def guard() -> None:
    """Put all triggers in place, whether or not they were there."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRESQL_FUNCTION)
        for name, body in _triggers().items():
            cursor.execute(_drop(name))
            cursor.execute(f"CREATE TRIGGER {name} {body}")


def lift() -> None:
    """Take all triggers away: for tests, which empty every table when they are done."""
    with connection.cursor() as cursor:
        for name in _triggers():
            cursor.execute(_drop(name))


def missing_guards() -> list[str]:
    """Return the names of triggers that are not in the database, or do not say what they should."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'")
            there = {row[0]: _triggers().get(row[0]) for row in cursor.fetchall()}
        else:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            there = {name: sql.removeprefix(f"CREATE TRIGGER {name} ") for name, sql in cursor.fetchall()}
    return [name for name, body in _triggers().items() if there.get(name) != body]


def _triggers() -> dict[str, str]:
    return _POSTGRESQL if connection.vendor == "postgresql" else _SQLITE


def _drop(name: str) -> str:
    return f"DROP TRIGGER IF EXISTS {name}" + (f" ON {_TABLE}" if connection.vendor == "postgresql" else "")
