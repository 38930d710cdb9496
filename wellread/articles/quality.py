"""The rules of good health information that an article's own words can be checked against.

The numbers are those of docs/quality-rules.md, which names where each rule comes from. Rules that ask more than the
words (reviews, people, terms, other articles) are checked where those are known: in `publishing/rules.py`.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from wellread.articles.content import ArticleContent, PersonContent, PullQuote, Question, Quote, Section
from wellread.articles.headline_numbers import questions_promised
from wellread.articles.links import html_of
from wellread.articles.plain_text import normalised, plain_text
from wellread.articles.wording import medical_wording

_HEADING = re.compile(r"<h[1-6]\b", re.IGNORECASE)
LONGEST_LIST = 7


@dataclass(frozen=True)
class Finding:
    """A rule that the words do not meet; `blocks` says whether it stops a publication.

    `words` are those that it is about: whoever overrules the finding does so until one of them changes.
    """

    rule: str
    blocks: bool
    sentence: str
    words: str = ""

    @property
    def digest(self) -> str:
        """SHA-256 of the rule and the words, in hexadecimal: the same finding, in whatever language it is told."""
        return hashlib.sha256(f"{self.rule}\n{normalised(self.words)}".encode()).hexdigest()


def findings(content: ArticleContent) -> list[Finding]:
    """Return what the words fail, in the order of the rules."""
    return [
        *_names(content),
        *_images(content),
        *_headings(content),
        *_questions(content),
        *_quotes(content),
        *_sources(content),
        *_lists(content),
    ]


def all_words(content: ArticleContent) -> str:
    """Return the medical wording in one piece: what a finding is about that no part of the words can answer for."""
    return "\n".join(piece["text"] for piece in medical_wording(content))


def _names(content: ArticleContent) -> Iterator[Finding]:
    if not content.authors and not content.source_url:
        yield Finding("R02", True, _("Name an author, or the address that the article comes from."))


def _images(content: ArticleContent) -> Iterator[Finding]:
    for number, image in enumerate(content.images, start=1):
        if not image.alternative_text.strip():
            yield Finding("R06", True, _("Image %d has no alternative text.") % number, image.file)


def _headings(content: ArticleContent) -> Iterator[Finding]:
    for section in (block for block in content.body if isinstance(block, Section)):
        if not section.heading.strip():
            words = plain_text(section.html)
            yield Finding("R07", True, _("The section “%s” has no heading.") % _beginning(words), words)
    for html in html_of(content):
        if _HEADING.search(html):
            words = plain_text(html)
            sentence = _("“%s” holds a heading of its own: make it a section or a question.") % _beginning(words)
            yield Finding("R07", True, sentence, words)


def _beginning(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:60].rsplit(' ', 1)[0]} …"


def _questions(content: ArticleContent) -> Iterator[Finding]:
    for block in content.questions:
        yield from _question(block)
    promised, asked = questions_promised(content.headline), len(content.questions)
    if promised is not None and promised != asked:
        told = {"promised": promised, "asked": asked}
        sentence = _("The headline names %(promised)d questions, but the article asks %(asked)d.") % told
        yield Finding("R08", False, sentence, f"{content.headline}\n{asked}")


def _question(block: Question) -> Iterator[Finding]:
    question = block.question.strip()
    if not question:
        yield Finding("R07", True, _("A question has no words."), plain_text(block.answer_html))
    elif not question.endswith("?"):
        sentence = _("“%s” stands as a question but does not end with a question mark.") % block.question
        yield Finding("R07", True, sentence, question)
    if not plain_text(block.answer_html):
        yield Finding("R07", True, _("“%s” has no answer.") % block.question, question)


def _quotes(content: ArticleContent) -> Iterator[Finding]:
    pulls = [block for block in content.body if isinstance(block, PullQuote)]
    said = {(quote.person.name, quote.person.slug) for quote in content.quotes}
    # A pull quote need not say again what the quote that it is taken from says of its speaker.
    alone = (pull.person for pull in pulls if (pull.person.name, pull.person.slug) not in said)
    for person in dict.fromkeys([*(quote.person for quote in content.quotes), *alone]):
        yield from _expert(person)
    for pull in pulls:
        if not _is_quoted(pull, content.quotes):
            told = {"words": pull.words, "name": pull.person.name}
            sentence = _("The pull quote “%(words)s” is not part of a quote by %(name)s.") % told
            yield Finding("R09", True, sentence, f"{pull.words}\n{pull.person.name}")


def _expert(person: PersonContent) -> Iterator[Finding]:
    if not person.name.strip():
        yield Finding("R10", True, _("Somebody is quoted without a name."))
    elif not (person.credentials.strip() and person.affiliation.strip()):
        sentence = _("%s is quoted without credentials or affiliation.") % person.name
        yield Finding("R10", True, sentence, f"{person.name_with_credentials}\n{person.affiliation}")


def _is_quoted(pull: PullQuote, quotes: list[Quote]) -> bool:
    """Return whether the same person says just these words in a quote; white space does not count."""
    words = normalised(pull.words)
    same_person = (
        quote for quote in quotes if (quote.person.name, quote.person.slug) == (pull.person.name, pull.person.slug)
    )
    return bool(words) and any(words in normalised(quote.words) for quote in same_person)


def _sources(content: ArticleContent) -> Iterator[Finding]:
    if content.kind == "medical" and not content.references:
        yield Finding("R11", False, _("A medical article names at least one reference."), all_words(content))


def _lists(content: ArticleContent) -> Iterator[Finding]:
    for block in content.body:
        items = getattr(block, "items_html", ())
        if len(items) > LONGEST_LIST:
            told = {"number": len(items), "most": LONGEST_LIST}
            sentence = _("A list has %(number)d items; more than %(most)d are hard to remember.") % told
            yield Finding("R17", False, sentence, "\n".join(map(plain_text, items)))
