"""A home of its own for each test, and the program to run in it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from wellread.articles.libraries import ensure_libraries
from wellread.cli.program import run
from wellread.publishing.groups import install_groups
from wellread.review.keys import make_key, pin_key


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    output: str
    errors: str


@pytest.fixture
def own_home(tmp_path: Path, settings: Any) -> Path:
    """An empty home; the database stays that of the tests."""
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    settings.WELLREAD_HOME = home
    settings.WELLREAD_KEYS = home / "keys"
    settings.MEDIA_ROOT = home / "media"
    settings.STATIC_ROOT = home / "static"
    frozen = {**settings.STORAGES["frozen"], "OPTIONS": {"location": home / "frozen"}}
    settings.STORAGES = {**settings.STORAGES, "frozen": frozen}
    return home


@pytest.fixture
def prepared_home(own_home: Path, db: None) -> Path:
    """A home with all that `wellread setup` makes, but for vocabulary and static files."""
    make_key()
    pin_key()
    (own_home / "keys" / "secret-key").write_text("x" * 50)
    (own_home / "keys" / "secret-key").chmod(0o600)
    ensure_libraries()
    install_groups()
    return own_home


@pytest.fixture
def wellread(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ended]:
    """Run a command as the program would, and tell how it ended."""

    def run_command(*arguments: object) -> Ended:
        capsys.readouterr()
        code = run([str(one) for one in arguments])
        printed = capsys.readouterr()
        return Ended(code, printed.out, printed.err)

    return run_command
