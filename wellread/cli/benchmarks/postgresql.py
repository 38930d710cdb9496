"""PostgreSQL's full text search with GROUP BY, where a server and its driver are there."""

import importlib
import importlib.util
from collections.abc import Iterable
from typing import Any

from wellread.cli.benchmarks.asking import TOP, Answered, Asked
from wellread.cli.benchmarks.library import MadeArticle
from wellread.cli.benchmarks.vocabulary import facets, made_terms

DRIVER = "psycopg"
SCHEMA = """
CREATE TEMPORARY TABLE article (id integer PRIMARY KEY, words tsvector);
CREATE TEMPORARY TABLE article_term (article integer, facet text, term integer, PRIMARY KEY (article, facet, term));
"""
INDEXES = """
CREATE INDEX by_words ON article USING gin (words);
CREATE INDEX by_term ON article_term (term, article);
ANALYZE article; ANALYZE article_term;
"""
WORDS = """
setweight(to_tsvector('english', %s), 'A') || setweight(to_tsvector('english', %s), 'B')
|| setweight(to_tsvector('english', %s), 'D')
"""
WEIGHTED = """
SELECT id AS article, ts_rank(words, sought) AS score FROM article, plainto_tsquery('english', %s) sought
WHERE words @@ sought
"""
ALL_ARTICLES = "SELECT id AS article, id AS score FROM article"
TOTAL, HIT, COUNT = 0, 1, 2


def why_not(address: str) -> str:
    """Return a sentence why PostgreSQL cannot be compared, or nothing."""
    if not address:
        return "PostgreSQL is left out: name a database with --postgresql, such as postgresql:///bench."
    if importlib.util.find_spec(DRIVER) is None:
        return f"PostgreSQL is left out: its driver is not installed. Install it with: pip install {DRIVER}"
    return ""


class PostgresqlPeer:
    """Temporary tables of one connection: they leave nothing behind."""

    name = "PostgreSQL, GROUP BY"

    def __init__(self, address: str) -> None:
        # It is no dependency of Wellread: whoever wants the comparison installs it.
        driver: Any = importlib.import_module(DRIVER)
        self._database = driver.connect(address, autocommit=True).cursor()
        self._database.execute("SET temp_buffers = '512MB'")
        self._database.execute("SET work_mem = '256MB'")
        self._database.execute(SCHEMA)

    def fill(self, articles: Iterable[MadeArticle]) -> None:
        of_facet = {term.number: term.facet for term in made_terms()}
        self._database.execute("BEGIN")
        for article in articles:
            texts = (article.headline, f"{article.summary} {article.questions}", article.body)
            self._database.execute(f"INSERT INTO article VALUES (%s, {WORDS})", (article.key, *texts))  # noqa: S608  # our own text
            for term in article.all_terms:
                self._database.execute(
                    "INSERT INTO article_term VALUES (%s, %s, %s)", (article.key, of_facet[term], term)
                )
        self._database.execute("COMMIT")
        self._database.execute(INDEXES)

    def answer(self, asked: Asked) -> Answered:
        rows = self._database.execute(*_statement(asked)).fetchall()
        total = next(number for kind, _key, number in rows if kind == TOTAL)
        keys = tuple(key for kind, key, _number in rows if kind == HIT)
        return Answered(total, keys, {key: number for kind, key, number in rows if kind == COUNT})


def _statement(asked: Asked) -> tuple[str, list[object]]:
    """Return one statement for everything, so that the words are looked up once and the server is asked once."""
    narrowed, terms = _narrowed(asked, leave_out="")
    parts = [
        f"SELECT {TOTAL}, 0, count(*) FROM found {narrowed}",  # noqa: S608  # our own text
        f"(SELECT {HIT}, article, 0 FROM found {narrowed} ORDER BY score DESC, article DESC LIMIT {TOP})",  # noqa: S608  # our own text
    ]
    values: list[object] = [*([" ".join(asked.words)] if asked.words else []), *terms, *terms]
    for facet in facets():
        narrowed, terms = _narrowed(asked, leave_out=facet)
        parts.append(
            f"SELECT {COUNT}, term, count(*) FROM found JOIN article_term USING (article) "  # noqa: S608  # our own text
            f"{narrowed or 'WHERE true'} AND facet = %s GROUP BY term"
        )
        values += [*terms, facet]
    found = WEIGHTED if asked.words else ALL_ARTICLES
    return f"WITH found AS MATERIALIZED ({found}) {' UNION ALL '.join(parts)}", values


def _narrowed(asked: Asked, *, leave_out: str) -> tuple[str, tuple[list[int], ...]]:
    """Return the conditions for the terms selected in all facets but one, and their numbers."""
    chosen = tuple(sorted(terms) for facet, terms in asked.selected.items() if terms and facet != leave_out)
    condition = "found.article IN (SELECT article FROM article_term WHERE term = ANY(%s))"
    return (f"WHERE {' AND '.join([condition] * len(chosen))}" if chosen else ""), chosen
