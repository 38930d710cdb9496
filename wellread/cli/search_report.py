"""What `wellread search` prints: hits and counts as tables, answers as quotations, or all of it as JSON."""

import sys
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from django.utils.html import strip_tags
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from wellread.discovery.results import Answers, CrisisCard, FacetCounts, Hit, SearchResult
from wellread.review.coverage import Status

WIDTH_OF_A_PIPE = 1000
MOST_COUNTS = 10
"""Terms of a facet that are printed; --json has all."""
STATUS_WORDS = {
    Status.CURRENT: "reviewed",
    Status.OVERDUE: "review overdue",
    Status.REPORTED: "reviewed at its source",
    Status.REPORTED_OVERDUE: "review at its source overdue",
    Status.NONE: "not reviewed",
}


def print_result(result: SearchResult) -> None:
    console = _console()
    _print_crisis_card(console, result.crisis_card)
    for sentence in _remarks(result):
        console.print(escape(sentence))
    if result.recommended:
        console.print(_hit_table("Recommended by editors", result.recommended))
    if result.hits:
        console.print(_hit_table(_title(result), result.hits))
    else:
        console.print(_nothing(result))
    for facet in result.facets:
        if table := _count_table(facet):
            console.print(table)


def print_answers(found: Answers) -> None:
    console = _console()
    _print_crisis_card(console, found.crisis_card)
    if found.corrected_words is not None:
        console.print(escape(f"Searched for “{found.corrected_words}” instead."))
    if not found.answers:
        console.print("No answer: nothing that was reviewed answers this with confidence.")
    for answer in found.answers:
        console.print(f"[bold]{escape(answer.question or answer.hit.headline)}[/bold]")
        console.print(escape(answer.text))
        place = f"{answer.hit.slug}#{answer.anchor}" if answer.anchor else answer.hit.slug
        console.print(f"[dim]{escape(place)}, {_review(answer.hit)}, confidence {answer.score:.2f}[/dim]\n")
    if found.articles:
        console.print(_hit_table("Articles", found.articles))


def _console() -> Console:
    """Return a console that folds lines at a terminal only: a pipe gets them whole."""
    return Console(highlight=False, width=None if sys.stdout.isatty() else WIDTH_OF_A_PIPE)


def result_as_json(result: SearchResult) -> dict[str, Any]:
    """Return names and values as the API has them, as far as a terminal needs them."""
    return {
        "query": result.request.words,
        "corrected_query": result.corrected_words,
        "some_words_only": result.some_words_only,
        "unknown_words": list(result.unknown_words),
        "crisis_card": asdict(result.crisis_card) if result.crisis_card else None,
        "language": result.request.language,
        "sort": result.sort.value,
        "total": result.total,
        "page": result.request.page,
        "pages": result.pages,
        "page_size": result.request.page_size,
        "recommended": [_hit_as_json(hit) for hit in result.recommended],
        "hits": [_hit_as_json(hit) for hit in result.hits],
        "instead": [asdict(one) for one in result.instead],
        "facets": [asdict(facet) for facet in result.facets],
    }


def answers_as_json(found: Answers) -> dict[str, Any]:
    return {
        "query": found.words,
        "corrected_query": found.corrected_words,
        "crisis_card": asdict(found.crisis_card) if found.crisis_card else None,
        "answers": [
            {
                "text": one.text,
                "question": one.question,
                "article": _hit_as_json(one.hit),
                "anchor": one.anchor,
                "score": one.score,
            }
            for one in found.answers
        ],
        "articles": [_hit_as_json(hit) for hit in found.articles],
    }


def _hit_as_json(hit: Hit) -> dict[str, Any]:
    values = asdict(hit)
    review = values.pop("review")
    dates = ("last_reviewed", "review_due")
    return {
        **values,
        "published_on": hit.published_on.isoformat(),
        "review": {**review, **{name: review[name].isoformat() if review[name] else None for name in dates}},
    }


def _print_crisis_card(console: Console, card: CrisisCard | None) -> None:
    if card is None:
        return
    console.print(f"[bold reverse] {escape(card.heading)} [/bold reverse]")
    # Paragraphs and list items end lines; what is left of the markup goes.
    console.print(escape(" ".join(strip_tags(card.what_to_do_html.replace("<", " <")).split())))
    for way in (card.telephone_label or card.telephone, card.url):
        if way:
            console.print(escape(way))
    console.print()


def _remarks(result: SearchResult) -> Iterable[str]:
    if result.corrected_words is not None:
        yield f"Searched for “{result.corrected_words}” instead. To search for just what you typed, add --exact."
    if result.unknown_words:
        yield f"In no article: {', '.join(result.unknown_words)}."
    if result.some_words_only:
        yield "No article has all of these words; these have some."


def _title(result: SearchResult) -> str:
    articles = "1 article" if result.total == 1 else f"{result.total} articles"
    return articles if result.pages == 1 else f"{articles}, page {result.request.page} of {result.pages}"


def _hit_table(title: str, hits: Iterable[Hit]) -> Table:
    table = Table(title=title, title_justify="left", header_style="bold")
    for column in ("slug", "headline", "review"):
        table.add_column(column, overflow="fold")
    for hit in hits:
        table.add_row(escape(hit.slug), escape("\n".join([hit.headline, *_reasons(hit)])), _review(hit))
    return table


def _reasons(hit: Hit) -> Iterable[str]:
    for one in hit.because:
        through = f", through {one.through}" if one.through else ""
        yield f"  {one.typed} → {one.found} ({one.field}{through})"


def _review(hit: Hit) -> str:
    return STATUS_WORDS[hit.review.status]


def _nothing(result: SearchResult) -> str:
    if result.total:
        return f"{_title(result)}: the last page is {result.pages}."
    lines = ["No article."]
    for one in result.instead:
        without = " or ".join(one.term_names) or "any term"
        lines.append(f"Without {without}: {one.total}.")
    return escape("\n".join(lines))


def _count_table(facet: FacetCounts) -> Table | None:
    terms = [term for term in facet.terms if term.count or term.selected]
    if not terms:
        return None
    most = sorted(terms, key=lambda term: (not term.selected, -term.count))[:MOST_COUNTS]
    title = facet.name if len(terms) == len(most) else f"{facet.name}: {len(most)} of {len(terms)}"
    table = Table("articles", "term", "slug", title=title, title_justify="left", header_style="bold")
    for term in most:
        table.add_row(str(term.count), f"{'✓ ' if term.selected else ''}{escape(term.name)}", escape(term.slug))
    return table
