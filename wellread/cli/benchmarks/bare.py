"""The bare peer: tantivy with the queries that an answer needs and nothing around them."""

from collections.abc import Iterable
from pathlib import Path

from wellread.cli.benchmarks.asking import TOP, Answered, Asked, narrow
from wellread.cli.benchmarks.documents import document
from wellread.cli.benchmarks.library import MadeArticle
from wellread.engine.bare import BareIndex


class BarePeer:
    """The queries that the engine needs, its order of hits included, without the engine."""

    name = "bare tantivy, the engine's queries"
    weighs_as_engine = True

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self._index = BareIndex(folder, weighs_as_engine=self.weighs_as_engine)

    def fill(self, articles: Iterable[MadeArticle]) -> None:
        self._index.fill(document(article) for article in articles)

    def answer(self, asked: Asked) -> Answered:
        found = self._index.search(asked.words, asked.selected, limit=TOP)
        return Answered(found.total, found.keys, narrow(found.counts))


class PlainestPeer(BarePeer):
    """The same articles, words and counts, put in order by BM25 alone."""

    name = "bare tantivy, BM25 alone"
    weighs_as_engine = False
