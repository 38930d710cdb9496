"""The accounts of the demo: one for each part that people play, with passwords that are kept in the home."""

import secrets
from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction

from wellread.articles.writing import find_person
from wellread.cli.home import home, write_private_file
from wellread.cli.sample_library import REVIEWERS
from wellread.publishing.groups import EDITORS, LEADS, WRITERS
from wellread.publishing.groups import REVIEWERS as REVIEWERS_GROUP
from wellread.review.models import Reviewer

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_FIRST_LINE = "Accounts of the Wellread demo, for this machine only."


@dataclass(frozen=True)
class Account:
    """Somebody who signs in to the demo; without a group, an administrator."""

    username: str
    first_name: str
    last_name: str
    group: str = ""


ACCOUNTS = (
    Account("writer", "Jo", "Sample", WRITERS),
    Account("editor", "Ana", "Specimen", EDITORS),
    Account("lead", "Theo", "Placeholder", LEADS),
    Account("reviewer", "Maren", "Sample", REVIEWERS_GROUP),
    Account("administrator", "Ada", "Sample"),
)


def accounts_file() -> Path:
    return home() / "demo-accounts.txt"


def keep_accounts() -> dict[str, str]:
    """Make the accounts that are missing, and return each one's password; empty for one that was there before."""
    passwords = _read()
    users = get_user_model().objects
    there = set(users.filter(username__in=[one.username for one in ACCOUNTS]).values_list("username", flat=True))
    for account in ACCOUNTS:
        passwords.setdefault(account.username, "" if account.username in there else make_password())
    write_private_file(accounts_file(), _text(passwords))
    for account in ACCOUNTS:
        if account.username not in there:
            _make(account, passwords[account.username] or make_password())
    return passwords


def make_password() -> str:
    """Return 16 random letters and digits in groups of four; none of them looks like another."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


@transaction.atomic
def _make(account: Account, password: str) -> None:
    user = get_user_model().objects.create_user(
        username=account.username,
        email=f"{account.username}@example.org",
        password=password,
        first_name=account.first_name,
        last_name=account.last_name,
        is_staff=not account.group,
        is_superuser=not account.group,
    )
    if account.group:
        user.groups.add(Group.objects.get(name=account.group))
    if account.group == REVIEWERS_GROUP:
        Reviewer.objects.filter(person=find_person(REVIEWERS[0]), user=None).update(user=user)


def _read() -> dict[str, str]:
    if not accounts_file().exists():
        return {}
    lines = accounts_file().read_text(encoding="utf-8").splitlines()[1:]
    known = {account.username for account in ACCOUNTS}
    return {name: password for name, _, password in (line.partition(" ") for line in lines) if name in known}


def _text(passwords: dict[str, str]) -> str:
    return "\n".join([_FIRST_LINE, *(f"{name} {password}" for name, password in passwords.items())]) + "\n"
