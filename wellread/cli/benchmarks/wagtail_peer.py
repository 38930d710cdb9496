"""Wagtail's own search over the same articles, as its project template uses it. It finds words; it counts no terms."""

from collections.abc import Iterable

from wellread.articles.models import Article
from wellread.cli.benchmarks.asking import TOP, Answered, Asked
from wellread.cli.benchmarks.library import MadeArticle
from wellread.cli.benchmarks.made_home import MadeHome


class WagtailPeer:
    """`Article.objects.live().search(words)` with the database backend that Wellread's admin uses too."""

    name = "Wagtail's search"

    def __init__(self, home: MadeHome) -> None:
        self._home = home

    def fill(self, articles: Iterable[MadeArticle]) -> None:
        self._home.fill(articles)

    def answer(self, asked: Asked) -> Answered:
        found = Article.objects.live().search(" ".join(asked.words), operator="and")
        top = tuple(int(article.source_id.removeprefix("made:")) for article in found[:TOP])
        return Answered(found.count(), top, counts=None)
