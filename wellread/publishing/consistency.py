"""Whether the door was kept: what is live has a current edition, and nothing else has."""

from wellread.articles.models import Article
from wellread.publishing.models import Change, Publication


def inconsistencies() -> list[str]:
    """Return a sentence for each article whose row and editions disagree; empty is as it should be.

    Nothing in Wagtail leads to one (tests go every way). A bulk `update()` or SQL by hand can.
    """
    found = []
    for article in Article.objects.filter(live=True).exclude(publication__current__isnull=False):
        found.append(f"Article {article.pk}, {article.title}, is live but has no current edition.")
    for publication in Publication.objects.current().exclude(article__live=True):
        found.append(f"{publication} has a current edition, but its article is not live.")
    recorded = set(Change.objects.values_list("kind", "subject"))
    for publication in Publication.objects.all():
        if (Change.Kind.EDITION, publication.source_id) not in recorded:
            found.append(f"{publication} was published without a row in the list of changes.")
        if publication.current_id is None and (Change.Kind.WITHDRAWAL, publication.source_id) not in recorded:
            found.append(f"{publication} was withdrawn without a row in the list of changes.")
    return found
