"""From made articles to what engines take in."""

from wellread.cli.benchmarks.library import MadeArticle
from wellread.engine.values import Document, Passage

ANSWERS_FOR_EVER = 4_000_000


def document(article: MadeArticle) -> Document:
    """Return the article as indexing would hand it to an engine."""
    return Document(
        key=article.key,
        version=article.key,
        language="en",
        headline=article.headline,
        summary=article.summary,
        passages=tuple(
            Passage(passage.text, passage.question, f"passage-{number}")
            for number, passage in enumerate(article.passages)
        ),
        terms=article.all_terms,
        title_key=article.headline.lower(),
        published_on=article.published_on.toordinal(),
        reviewed_on=article.published_on.toordinal(),
        answers_until=ANSWERS_FOR_EVER,
    )
