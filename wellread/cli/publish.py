"""`wellread publish SLUG`: through the door, from the terminal."""

import click

from wellread.articles.models import Article
from wellread.cli.find_article import find_article, language_option
from wellread.cli.home import require_prepared
from wellread.cli.terminal import json_option, print_json, tell
from wellread.publishing.models import Edition, Publication
from wellread.publishing.publish import publish, warnings_of

BY_TERMINAL = "terminal"


@click.command()
@click.argument("slug")
@language_option
@json_option
def command(slug: str, language: str | None, as_json: bool) -> None:
    """Publish the latest draft of the article SLUG.

    The rules are those of the button in the admin: without a review that covers its words, a medical
    article is refused.
    """
    require_prepared()
    article = find_article(slug, language)
    before = _current(article)
    edition = publish(article, by=BY_TERMINAL)
    warnings = [finding.sentence for finding in warnings_of(article.get_latest_revision_as_object())]
    for warning in warnings:
        tell(warning)
    publication = edition.publication
    if as_json:
        found = {"slug": publication.slug, "language": publication.language, "url": article.full_url}
        print_json(found | {"edition": edition.number, "new": edition != before, "warnings": warnings})
    elif edition == before:
        click.echo(f"“{edition.headline}” is published already: edition {edition.number}, nothing has changed.")
    else:
        click.echo(f"Published “{edition.headline}”, edition {edition.number}: {article.full_url}")


def _current(article: Article) -> Edition | None:
    publication = Publication.objects.current().filter(article=article).select_related("current").first()
    return publication.current if publication else None
