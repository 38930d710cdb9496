"""Examine accounts: who could put words before readers with a password alone."""

from collections.abc import Iterator

from wellread.accounts import duty
from wellread.accounts.secrets_at_rest import whose_are_unreadable
from wellread.cli.findings import Found, advice, ok, wrong

_NAMES_SHOWN = 10
_LEAD_THEM = "They are led to set it up at their next sign-in; deactivate accounts that nobody uses."


def second_factors() -> Iterator[Found]:
    if duty.policy() == duty.OFF:
        yield advice(
            "second factor", "None is asked of anybody: WELLREAD_SECOND_FACTOR is off.", "Leave it unset: required."
        )
        return
    names = list(duty.lacking().order_by("username").values_list("username", flat=True))
    total = duty.accountable().count()
    if names:
        shown = ", ".join(names[:_NAMES_SHOWN]) + (", …" if len(names) > _NAMES_SHOWN else "")
        sentence = f"{len(names)} of {total} accounts that may publish, sign or administer have none: {shown}."
        optional = "Leave WELLREAD_SECOND_FACTOR unset: required."
        yield advice("second factor", sentence, optional if duty.policy() == duty.OPTIONAL else _LEAD_THEM)
    else:
        yield ok("second factor", f"All {total} accounts that may publish, sign or administer have one.")
    for name in whose_are_unreadable():
        yield wrong(
            "second factor",
            f"That of {name} was set up under another secret key: no code is right.",
            f"Bring that key back, or run: wellread account reset-second-factor {name}",
        )
