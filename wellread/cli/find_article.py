"""From the slug that an operator types to the article that is meant."""

import difflib

import click
from django.db.models import QuerySet

from wellread.articles.models import Article

language_option = click.option("--language", help="The article's language, where two articles have the same slug.")


def find_article(slug: str, language: str | None) -> Article:
    """Return the article with this slug, or whose draft has it; raise UsageError with near matches."""
    articles = Article.objects.select_related("locale")
    if language:
        articles = articles.filter(locale__language_code=language)
    found: list[Article] = list(articles.filter(slug=slug) or articles.filter(latest_revision__content__slug=slug))
    if not found:
        raise click.UsageError(f"There is no article “{slug}”.{_near(slug, articles)}")
    if len(found) > 1:
        languages = " or ".join(sorted(article.language for article in found))
        raise click.UsageError(f"There are {len(found)} articles “{slug}”: add --language {languages}.")
    return found[0]


def _near(slug: str, articles: QuerySet[Article]) -> str:
    slugs = articles.values_list("slug", flat=True)
    near = difflib.get_close_matches(slug, slugs, n=3) or [one for one in slugs if slug and slug in one][:3]
    return f" Did you mean: {', '.join(near)}?" if near else ""
