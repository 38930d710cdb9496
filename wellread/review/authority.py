"""Who may arrange reviews, vouch for a clinician, mark a change as minor, and speak for another reviewer."""

from typing import Any

from wagtail.permission_policies.pages import PagePermissionPolicy

from wellread.articles.models import Article

_ARRANGING = ("change", "publish")


def may_arrange(user: Any, article: Article) -> bool:
    """Return whether somebody may assign, plan and invite: whoever may edit the article."""
    permissions = article.permissions_for_user(user)
    return bool(permissions.can_edit() or permissions.can_publish())


def may_arrange_somewhere(user: Any) -> bool:
    return bool(PagePermissionPolicy().user_has_any_permission(user, ("add", *_ARRANGING)))


def arranged_by(user: Any) -> Any:
    """Return the pages whose reviews somebody arranges: those that they may edit, their own among them."""
    return PagePermissionPolicy().instances_user_has_any_permission_for(user, _ARRANGING)


def may_publish(user: Any, article: Article) -> bool:
    """Return whether somebody may mark a change as minor and confirm one."""
    return bool(article.permissions_for_user(user).can_publish())


def may_vouch(user: Any, article: Article) -> bool:
    """Return whether somebody's word is enough that an address belongs to a clinician."""
    return may_publish(user, article) or bool(user.has_perm("review.add_reviewer"))


def may_readdress(user: Any) -> bool:
    """Return whether somebody may invite a clinician at another address than the one that they confirmed."""
    return bool(user.has_perm("review.change_reviewer"))


def may_except(user: Any) -> bool:
    return bool(user.has_perm("review.except_specialty"))


def may_revoke_for_another(user: Any) -> bool:
    return bool(user.has_perm("review.revoke_for_another"))
