"""tantivy by itself, with just the queries that a faceted answer needs: what `wellread bench` compares the engine with.

It stands here because only this folder may import tantivy. Nothing but the bench uses it: it corrects nothing,
knows no synonyms, shows no excerpts, and one process alone can write it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import tantivy

from wellread.engine.values import Document, Passage

WHOLE = "all"
WEIGHTED = {"headline": 0.3, "summary": 0.1, "question": 0.15}
"""Fields that only weigh what was found, as the engine's own do; the field of all words alone decides."""
NEAR, NEAR_WORDS, RARITY = 0.1, 3, 0.06
ANALYSER = "bare"
MOST_TERMS = 1000
WRITER_BYTES = 256_000_000


@dataclass(frozen=True)
class BareAnswer:
    """The exact total, the keys of the first documents, and maps of counts as those of `values.Result`."""

    total: int
    keys: tuple[int, ...]
    counts: Mapping[str, Mapping[int, int]]


class BareIndex:
    """An index of English documents in a folder.

    `weighs_as_engine`: hits are put in order by all that the engine's order rests on (rare words, words near each
    other), otherwise by BM25 in the weighted fields alone.
    """

    def __init__(self, folder: Path, *, weighs_as_engine: bool) -> None:
        self._weighs_as_engine = weighs_as_engine
        builder = tantivy.SchemaBuilder().add_unsigned_field("key", fast=True)
        builder.add_text_field(WHOLE, tokenizer_name=ANALYSER)
        for field in WEIGHTED:
            builder.add_text_field(field, tokenizer_name=ANALYSER, index_option="freq")
        self._schema = builder.add_unsigned_field("terms", indexed=True, fast=True).build()
        self._index = tantivy.Index(self._schema, path=str(folder))
        self._index.register_tokenizer(ANALYSER, _analyser())
        self._searcher = self._index.searcher()

    def fill(self, documents: Iterable[Document]) -> None:
        writer = self._index.writer(WRITER_BYTES)
        for document in documents:
            writer.add_document(_written(document))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def search(self, words: Sequence[str], selected: Mapping[str, frozenset[int]], *, limit: int) -> BareAnswer:
        """Answer with as few queries as exact counts need: one for the hits, one for each map of counts shown.

        `selected` names every facet; those without chosen terms share the map `counts[""]`.
        """
        narrowed = {facet: self._any_term(terms) for facet, terms in selected.items() if terms}
        sought = [self._term(WHOLE, word) for word in words]
        found = self._searcher.search(_all_of([*sought, *narrowed.values()], list(self._weighing(words))), limit)
        keys = self._searcher.fast_field_values("key", [address for _score, address in found.hits])
        counts = {
            facet: self._count(_all_of([*sought, *(query for name, query in narrowed.items() if name != facet)]))
            for facet in narrowed
        }
        if len(narrowed) < len(selected):
            counts[""] = self._count(_all_of([*sought, *narrowed.values()]))
        total: int = found.count  # type: ignore[attr-defined]  # the bindings' stubs do not name it
        return BareAnswer(total, tuple(int(key or 0) for key in keys), counts)

    def _weighing(self, words: Sequence[str]) -> Iterator[tantivy.Query]:
        for word in words:
            for field, weight in WEIGHTED.items():
                yield tantivy.Query.boost_query(self._term(field, word), weight)
            if self._weighs_as_engine:
                yield tantivy.Query.const_score_query(self._term(WHOLE, word), RARITY)
        if self._weighs_as_engine:
            for pair in pairwise(words):
                near = tantivy.Query.phrase_query(self._schema, WHOLE, list(pair), slop=NEAR_WORDS)
                yield tantivy.Query.boost_query(near, NEAR)

    def _term(self, field: str, value: str | int) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, field, value, "freq")

    def _any_term(self, terms: frozenset[int]) -> tantivy.Query:
        # A set query would go through all terms of the index: five times as long.
        chosen = [(tantivy.Occur.Should, self._term("terms", term)) for term in sorted(terms)]
        return tantivy.Query.const_score_query(tantivy.Query.boolean_query(chosen), 0.0)

    def _count(self, query: tantivy.Query) -> dict[int, int]:
        aggregation = {"terms": {"field": "terms", "size": MOST_TERMS, "segment_size": MOST_TERMS}}
        buckets = self._searcher.aggregate(query, {"counts": aggregation})["counts"]["buckets"]
        return {int(bucket["key"]): bucket["doc_count"] for bucket in buckets}


def _all_of(queries: Sequence[tantivy.Query], weighing: Sequence[tantivy.Query] = ()) -> tantivy.Query:
    if not queries:
        return tantivy.Query.all_query()
    must = [(tantivy.Occur.Must, query) for query in queries]
    return tantivy.Query.boolean_query([*must, *((tantivy.Occur.Should, query) for query in weighing)])


def _written(document: Document) -> tantivy.Document:
    written = tantivy.Document()
    written.add_unsigned("key", document.key)
    written.add_text("headline", document.headline)
    written.add_text("summary", document.summary)
    for passage in document.passages:
        written.add_text("question", passage.question)
    for text in (document.headline, document.summary, *(part for one in document.passages for part in _parts(one))):
        written.add_text(WHOLE, text)
    for term in document.terms:
        written.add_unsigned("terms", term)
    return written


def _parts(passage: Passage) -> tuple[str, str]:
    return passage.question, passage.text


def _analyser() -> tantivy.TextAnalyzer:
    plain = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.lowercase())
    return plain.filter(tantivy.Filter.ascii_fold()).filter(tantivy.Filter.stemmer("english")).build()
