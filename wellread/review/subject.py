"""What is reviewed: an article's words, its terms, and how often it wants to be looked at."""

from dataclasses import dataclass

from wellread.articles.content import ArticleContent
from wellread.articles.models import Article
from wellread.articles.reading import content_of


@dataclass(frozen=True)
class Subject:
    """Words to be signed. `terms` are the ids of the article's terms; `months` its own time between reviews.

    `article` is the id of the page in which editors write them.
    """

    content: ArticleContent
    terms: frozenset[int]
    months: int | None = None
    article: int | None = None


def subject_of(article: Article, content: ArticleContent | None = None) -> Subject:
    """Return the article as it stands in memory, or with the words given; merged terms as what they became."""
    terms = frozenset((term.merged_into_id or term.pk) for term in article.terms.all())
    return Subject(content or content_of(article), terms, article.review_months, article.pk)
