from collections.abc import Iterator

import pytest

from wellread.articles.libraries import ensure_libraries
from wellread.cli.sample_library import load_sample_library
from wellread.discovery.starter import load_starter as load_starter_words
from wellread.vocabulary.table import load_starter


@pytest.fixture
def sample_library(db: None) -> Iterator[None]:
    """All that `wellread demo` loads."""
    ensure_libraries()
    load_starter()
    load_starter_words()
    load_sample_library()
    yield
