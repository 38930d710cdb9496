"""What an index of one language holds, and how a document gets into it.

An article is one entry of the index: one commit changes all of it. `all` holds all its words, and alone decides what
is found; the other fields of words only weigh. Its passages are stored with it.
"""

import json
from enum import StrEnum
from itertools import chain
from pathlib import Path

from tantivy import Index, IndexWriter, Query, Schema, SchemaBuilder

from wellread.engine import analysis
from wellread.engine.values import Document

FORMAT = 1
"""Counts up with every change of schema or analysis: an index of another format has to be built anew."""
ENTRY = 1
"""What stands in that field of all entries: it counts them, with those that are gone and not yet swept away."""
LARGEST_KEY = 2**40 - 1
_KEY_BITS = 40


class Field(StrEnum):
    """The fields of an index."""

    ENTRY = "entry"
    KEY = "key"
    VERSION = "version"
    TERMS = "terms"
    ALL = "all"
    EXACT = "exact"
    HEADLINE = "headline"
    QUESTION = "question"
    SUMMARY = "summary"
    PEOPLE = "people"
    COMPOUNDS = "compounds"
    BEGINNINGS = "beginnings"
    STARTS = "starts"
    NEWEST = "newest"
    REVIEWED_ORDER = "reviewed_order"
    TITLE_ORDER = "title_order"
    ANSWERS_UNTIL = "answers_until"
    CONTENT = "content"


def _build() -> Schema:
    builder = SchemaBuilder()
    builder.add_unsigned_field(Field.ENTRY, indexed=True)
    for name in (Field.KEY, Field.TERMS):
        builder.add_unsigned_field(name, indexed=True, fast=True)
    for name in (Field.VERSION, Field.NEWEST, Field.ANSWERS_UNTIL):
        builder.add_unsigned_field(name, fast=True)
    for name in (Field.REVIEWED_ORDER, Field.TITLE_ORDER):
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field(Field.ALL, tokenizer_name="stems", index_option="position")
    builder.add_text_field(Field.EXACT, tokenizer_name="forms", index_option="basic")
    for name in (Field.HEADLINE, Field.QUESTION, Field.SUMMARY, Field.PEOPLE):
        builder.add_text_field(name, tokenizer_name="stems", index_option="freq")
    builder.add_text_field(Field.COMPOUNDS, tokenizer_name="listed", index_option="basic")
    builder.add_text_field(Field.BEGINNINGS, tokenizer_name="beginnings", index_option="basic")
    builder.add_text_field(Field.STARTS, tokenizer_name="starts", index_option="basic")
    builder.add_text_field(Field.CONTENT, stored=True, tokenizer_name="never", index_option="basic")
    return builder.build()


SCHEMA = _build()


def create(path: Path | None, language: str) -> Index:
    """Make an empty index in an empty folder, or in memory."""
    index = Index(SCHEMA) if path is None else Index(SCHEMA, path=str(path), reuse=False)
    analysis.register(index, language)
    return index


def open_(path: Path, language: str) -> Index:
    """Open the index in a folder, ready to be searched and written."""
    index = Index.open(str(path))
    analysis.register(index, language)
    return index


def put(writer: IndexWriter, document: Document) -> None:
    """Put a document in the place of the one with the same key."""
    remove(writer, document.key)
    add(writer, document)


def add(writer: IndexWriter, document: Document) -> None:
    """Add a document whose key the index does not have: quicker, where an index is built."""
    writer.add_json(json.dumps(_entry(document)))


def remove(writer: IndexWriter, key: int) -> None:
    # Deleting by term finds nothing: the bindings take the number for a signed one.
    writer.delete_documents_by_query(Query.term_query(SCHEMA, Field.KEY, key))


def _entry(document: Document) -> dict[str, object]:
    headline = analysis.prepared(document.headline)
    summary = analysis.prepared(document.summary)
    questions = [analysis.prepared(one.question) for one in document.passages if one.question]
    people = [analysis.prepared(person) for person in document.people]
    texts = [analysis.prepared(one.text) for one in document.passages]
    everything = [headline, summary, *questions, *texts, *people]

    def stemmed(parts: list[str]) -> list[str]:
        return [analysis.for_stems(part, document.language) for part in parts if part]

    return {
        Field.ENTRY: ENTRY,
        Field.KEY: document.key,
        Field.VERSION: document.version,
        Field.TERMS: document.terms,
        Field.ALL: stemmed(everything),
        Field.EXACT: everything,
        Field.HEADLINE: stemmed([headline]),
        Field.QUESTION: stemmed(questions),
        Field.SUMMARY: stemmed([summary]),
        Field.PEOPLE: stemmed(people),
        Field.COMPOUNDS: " ".join(dict.fromkeys(chain.from_iterable(map(analysis.compounds, everything)))),
        Field.BEGINNINGS: sorted({word for text in (headline, *questions) for word in beginning_words(text)}),
        Field.STARTS: [" ".join(beginning_words(text)) for text in (headline, *questions)],
        Field.NEWEST: document.published_on << _KEY_BITS | document.key,
        Field.REVIEWED_ORDER: f"{document.reviewed_on:07}{document.published_on:07}{document.key:013}",
        Field.TITLE_ORDER: _title_order(document),
        Field.ANSWERS_UNTIL: document.answers_until,
        Field.CONTENT: _stored(document),
    }


def beginning_words(text: str) -> list[str]:
    """Return the words of a prepared text as somebody may begin to type them."""
    return analysis.forms(analysis.folded(text))


def _title_order(document: Document) -> str:
    """Return what sorts upwards as titles do; equal ones newest first, then the higher key."""
    title = analysis.whole(document.title_key).replace("\0", "")
    return f"{title}\0{9_999_999 - document.published_on:07}{LARGEST_KEY - document.key:013}"


def _stored(document: Document) -> str:
    passages = [(one.text, one.question, one.place) for one in document.passages]
    return json.dumps((document.headline, document.summary, document.people, document.terms, passages))
