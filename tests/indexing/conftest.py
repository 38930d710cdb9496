"""An index of its own for each test."""

import pytest

from wellread.indexing.library import engine_here


@pytest.fixture
def engine(db, tmp_path, settings):
    """The engine over an empty home; nothing is indexed yet."""
    settings.WELLREAD_HOME = tmp_path
    return engine_here()
