"""`wellread withdraw SLUG --reason TEXT`: take an article from readers."""

import click

from wellread.cli.find_article import find_article, language_option
from wellread.cli.home import require_prepared
from wellread.cli.publish import BY_TERMINAL
from wellread.cli.terminal import json_option, print_json
from wellread.publishing.models import Publication
from wellread.publishing.publish import withdraw

LONGEST_REASON = 500


@click.command()
@click.argument("slug")
@click.option("--reason", required=True, help="One sentence for readers; it shows at the article's address.")
@language_option
@json_option
def command(slug: str, reason: str, language: str | None, as_json: bool) -> None:
    """Withdraw the article SLUG: its address answers 410 with the reason, its draft stays."""
    reason = reason.strip()
    if not reason or len(reason) > LONGEST_REASON:
        raise click.UsageError(f"Give a reason of at most {LONGEST_REASON} characters.")
    require_prepared()
    article = find_article(slug, language)
    withdraw(article, reason=reason, by=BY_TERMINAL)
    publication = Publication.objects.get(article=article)
    if as_json:
        print_json({"slug": publication.slug, "language": publication.language, "reason": reason})
    else:
        click.echo(f"Withdrew “{article.title}”.")
