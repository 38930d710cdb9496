"""SQLite FTS5 with GROUP BY: what one writes who has a database and wants exact counts.

The words are looked up once for each request and kept in a table of this connection; every count narrows that.
It was the quickest of the ways tried: with the words' query repeated in every statement it takes three times as long.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from wellread.cli.benchmarks.asking import TOP, Answered, Asked
from wellread.cli.benchmarks.library import MadeArticle
from wellread.cli.benchmarks.vocabulary import facets, made_terms

SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -262144;
PRAGMA mmap_size = 4294967296;
PRAGMA temp_store = MEMORY;
CREATE VIRTUAL TABLE search USING fts5(
    headline, summary, questions, body, content = '', tokenize = 'porter unicode61 remove_diacritics 2');
CREATE TABLE article_term (
    article INTEGER, facet TEXT, term INTEGER, PRIMARY KEY (article, facet, term)) WITHOUT ROWID;
CREATE INDEX by_term ON article_term (term, article);
CREATE TABLE article (id INTEGER PRIMARY KEY);
CREATE TEMPORARY TABLE found (article INTEGER PRIMARY KEY, score REAL);
"""
WEIGHTED = "INSERT INTO found SELECT rowid, bm25(search, 4.0, 2.0, 3.0, 1.0) FROM search WHERE search MATCH ?"
ALL_ARTICLES = "INSERT INTO found SELECT id, -id FROM article"


class Fts5Peer:
    """An FTS5 table beside a table of terms, with the indexes that its statements want."""

    name = "SQLite FTS5, GROUP BY"

    def __init__(self, folder: Path) -> None:
        self.database = sqlite3.connect(folder / "fts5.sqlite3", isolation_level=None)
        self.database.executescript(SCHEMA)

    def fill(self, articles: Iterable[MadeArticle]) -> None:
        of_facet = {term.number: term.facet for term in made_terms()}
        self.database.execute("BEGIN")
        for article in articles:
            self.database.execute(
                "INSERT INTO search (rowid, headline, summary, questions, body) VALUES (?, ?, ?, ?, ?)",
                (article.key, article.headline, article.summary, article.questions, article.body),
            )
            self.database.execute("INSERT INTO article VALUES (?)", (article.key,))
            rows = ((article.key, of_facet[term], term) for term in article.all_terms)
            self.database.executemany("INSERT INTO article_term VALUES (?, ?, ?)", rows)
        self.database.execute("COMMIT")
        self.database.execute("INSERT INTO search (search) VALUES ('optimize')")
        self.database.execute("ANALYZE")

    def answer(self, asked: Asked) -> Answered:
        self.database.execute("DELETE FROM found")
        if asked.words:
            self.database.execute(WEIGHTED, (" AND ".join(f'"{word}"' for word in asked.words),))
        else:
            self.database.execute(ALL_ARTICLES)
        narrowed, terms = _narrowed(asked, leave_out="")
        total = self.database.execute(f"SELECT count(*) FROM found {narrowed}", terms).fetchone()[0]  # noqa: S608  # numbers
        top = self.database.execute(
            f"SELECT article FROM found {narrowed} ORDER BY score, article DESC LIMIT {TOP}",  # noqa: S608  # numbers
            terms,
        )
        return Answered(total, tuple(key for (key,) in top), dict(self._counts(asked)))

    def _counts(self, asked: Asked) -> Iterator[tuple[int, int]]:
        for facet in facets():
            narrowed, terms = _narrowed(asked, leave_out=facet)
            yield from self.database.execute(
                "SELECT term, count(*) FROM found JOIN article_term USING (article) "  # noqa: S608  # numbers
                f"{narrowed or 'WHERE true'} AND facet = ? GROUP BY term",
                (*terms, facet),
            )


def _narrowed(asked: Asked, *, leave_out: str) -> tuple[str, tuple[int, ...]]:
    """Return the conditions for the terms selected in all facets but one, and their numbers."""
    chosen = [tuple(terms) for facet, terms in asked.selected.items() if terms and facet != leave_out]
    conditions = [
        f"found.article IN (SELECT article FROM article_term WHERE term IN ({', '.join('?' * len(terms))}))"  # noqa: S608  # only signs
        for terms in chosen
    ]
    numbers = tuple(number for terms in chosen for number in terms)
    return (f"WHERE {' AND '.join(conditions)}" if conditions else ""), numbers
