"""Who may arrange reviews."""

from typing import Any

from wellread.articles.models import Article, Library


def may_arrange(user: Any, article: Article) -> bool:
    """Return whether somebody may assign, invite and mark as minor: whoever may publish the article."""
    return bool(article.permissions_for_user(user).can_publish())


def may_arrange_somewhere(user: Any) -> bool:
    return any(library.permissions_for_user(user).can_publish_subpage() for library in Library.objects.all())


def may_except(user: Any) -> bool:
    return bool(user.has_perm("review.except_specialty"))
