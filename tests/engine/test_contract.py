import pytest

from tests.engine.contract import EngineContract
from wellread.engine.embedded import EmbeddedEngine
from wellread.engine.values import State


class TestEmbedded(EngineContract):
    """The embedded engine keeps the contract."""

    @pytest.fixture
    def make_engine(self, tmp_path):
        def make(*documents):
            engine = EmbeddedEngine(tmp_path, ("en", "es"))
            engine.rebuild(documents, State("library", 1), verify=lambda found: None, wait_seconds=5)
            return engine

        return make
