"""What the tests of the website lean on."""

from typing import Any

import pytest

from tests.website.builders import two_facets


@pytest.fixture
def vocabulary(db: None) -> dict[str, Any]:
    return two_facets()
