"""What an index needs of an article's words, worked out once, when it is published."""

from typing import Any

from wellread.articles.content import ArticleContent
from wellread.articles.passages import passage_texts


def index_words(content: ArticleContent) -> dict[str, Any]:
    """Return as JSON the summary, the names of authors and of those quoted, and all passages.

    A passage is its anchor, its heading and its text. Building an index reads this and parses no HTML.
    """
    return {
        "summary": content.summary,
        "people": list(dict.fromkeys(person.name for person in content.people)),
        "passages": [[one.anchor, one.heading, one.text] for one in passage_texts(content.body)],
    }
