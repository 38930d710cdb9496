"""The demo's library and its plain twin, which is told of the articles by what the API says of each."""

import html
import random
import re

from tests.journeys.plain_library import PlainArticle, PlainLibrary, PlainTerm
from tests.journeys.random_library import RandomLibrary
from wellread.articles.libraries import ensure_libraries
from wellread.cli.sample_library import load_sample_library
from wellread.publishing.models import Publication
from wellread.vocabulary.table import load_starter

APART = re.compile(r"</?(?:p|li|ul|ol|br|sup|sub)\b[^>]*>")


class DemoLibrary(RandomLibrary):
    """Draws terms and words as the random library does, but changes nothing."""

    def __init__(self, seed, client):
        ensure_libraries()
        load_starter()
        load_sample_library()
        self.chance = random.Random(seed)
        self.plain = PlainLibrary()
        answer = client.get("/api/v1/articles?page_size=100").json()
        for facet in answer["facets"]:
            for term in facet["terms"]:
                parents = {(facet["slug"], parent) for parent in term["parents"]}
                self.plain.terms[facet["slug"], term["slug"]] = PlainTerm(facet["slug"], term["slug"], parents)
        for hit in answer["hits"]:
            self._add(client.get(f"/api/v1/articles/{hit['slug']}").json())

    def some_words(self):
        """Return none: what real words find besides themselves is compared in `exactness`."""
        return ""

    def _add(self, article):
        key = Publication.objects.get(language="en", slug=article["slug"]).article_id
        terms = {(facet, slug) for facet, slugs in article["terms"].items() for slug in slugs}
        texts = [article["headline"], article["summary"], *map(_text, article["body"])]
        self.plain.articles[key] = PlainArticle(re.sub(r"[^\w]|_", " ", " ".join(texts)), terms, public=True)


def _text(block):
    """Return the running words of a block as the API gives it."""
    names = ("html", "heading", "question", "answer_html", "words", "caption")
    pieces = [block[name] for name in names if block.get(name)] + block.get("items_html", [])
    return html.unescape(re.sub(r"<[^>]+>", "", APART.sub(" ", " ".join(pieces))))
