"""A page as somebody pasted it into a text file: one paragraph a line. docs/import.md says what is recognised.

Reads text, knows no database.
"""

import re
from datetime import date

from wellread.articles.content import ArticleContent
from wellread.importers.article import ImportedArticle, Place
from wellread.importers.errors import CharacterError, EmptyTextError
from wellread.importers.pasted_body import read_body, take_call_to_action, take_pull_quote, with_known_person
from wellread.importers.pasted_head import take_head, take_vocabulary

_LINE_ENDS = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")


def read_page(text: str, *, source_id: str, where: Place, today: date) -> ImportedArticle:
    """Return the article on the page; raise ImporterError or ArticleError saying what is wrong with it."""
    vocabulary, lines = take_vocabulary(_lines(text))
    head, lines = take_head(lines, today=today)
    pull_quote, lines = take_pull_quote(lines)
    call_to_action, lines = take_call_to_action(lines)
    blocks = read_body(lines)
    if not blocks:
        raise EmptyTextError(f"There is no text under the headline “{head.headline}”.")
    if pull_quote:
        blocks.append(with_known_person(pull_quote, blocks))
    content = ArticleContent(
        source_id=source_id,
        headline=head.headline,
        language="",
        kind="medical",
        authors=head.authors,
        body=tuple(blocks),
        call_to_action=call_to_action,
        published_on=head.published_on,
    )
    return ImportedArticle(content, where, reported_review=head.review, vocabulary=vocabulary)


def _lines(text: str) -> list[str]:
    """Return the lines that are not blank, their white space collapsed; raise CharacterError for what is no text."""
    wrong = _NO_TEXT.search(text)
    if wrong:
        line = len(_LINE_ENDS.findall(text[: wrong.start()])) + 1
        raise CharacterError(f"Line {line} holds U+{ord(wrong[0]):04X}, which is no character of a text.")
    lines = (" ".join(_INVISIBLE.sub("", line).split()) for line in _LINE_ENDS.split(text))
    return [line for line in lines if line]
