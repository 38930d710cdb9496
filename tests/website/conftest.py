"""What the tests of the website lean on."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import translation

from tests.website.builders import two_facets


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """A page in Spanish leaves its language to whatever the same thread does next."""
    with translation.override("en"):
        yield


@pytest.fixture
def vocabulary(db: None) -> dict[str, Any]:
    return two_facets()
