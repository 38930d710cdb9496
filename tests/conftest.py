"""What every test may lean on."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from tests import factories
from wellread.articles.models import Article
from wellread.review import append_only
from wellread.review.head import head_file
from wellread.review.keys import make_key, pin_key

SHARED_DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data"


@pytest.fixture(autouse=True, scope="session")
def ledger_key() -> None:
    """The installation of the tests has a key, as every installation after setup."""
    make_key()
    pin_key()


@pytest.fixture(autouse=True)
def emptied_ledger(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that commits empties every table when it is done, which the ledger refuses everybody else."""
    marker = request.node.get_closest_marker("django_db")
    commits = bool(marker and marker.kwargs.get("transaction"))
    if not commits and not {"transactional_db", "live_server"} & set(request.fixturenames):
        yield
        return
    request.getfixturevalue("transactional_db")
    append_only.guard()
    yield
    append_only.lift()
    head_file().unlink(missing_ok=True)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """A page in Spanish leaves its language to whatever the same thread does next."""
    with translation.override("en"):
        yield


@pytest.fixture
def shared_data() -> Path:
    """The private test data beside the checkout; without it the test is skipped and says so."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the private test data is not beside this checkout")
    return SHARED_DATA


@pytest.fixture
def article(db: None) -> Article:
    """A medical draft that nobody has reviewed."""
    return factories.make_article(title="Words about a lump")


@pytest.fixture
def published(db: None) -> Article:
    """A signed and published medical article."""
    return factories.make_published(title="A lump in the neck")


@pytest.fixture
def as_administrator(client: Any, admin_user: Any) -> Iterator[Any]:
    """A browser signed in to the admin with every permission."""
    client.force_login(admin_user)
    yield client
