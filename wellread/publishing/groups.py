"""Who may do what: the four groups that come with an installation. docs/groups.md shows them as a table."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from wellread.articles.models import Library
from wellread.review.models import MedicalReviewTask

WRITERS, EDITORS, LEADS, REVIEWERS = "Writers", "Editors", "Content leads", "Reviewers"
_WAGTAIL_GROUP = "Moderators"
_WAGTAIL_EXAMPLE = "Moderators approval"
_CHECK, _MEDICAL = "Editor's check", "Medical review"
_WAY = "Editor's check, then medical review"


@dataclass(frozen=True)
class Rights:
    """What a group may do with articles, with images and documents, and with everything else."""

    pages: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


_VOCABULARY = ("facet", "term")
_READ_VOCABULARY = tuple(f"vocabulary.view_{model}" for model in _VOCABULARY)
_WRITE_VOCABULARY = tuple(
    f"vocabulary.{verb}_{model}" for model in _VOCABULARY for verb in ("add", "change", "delete", "view")
)
_FINDING = (
    *(
        f"discovery.{verb}_{model}"
        for model in ("bestbet", "wordequivalent")
        for verb in ("add", "change", "delete", "view")
    ),
    *(f"discovery.{verb}_crisis" for verb in ("add", "change", "view")),
    "discovery.view_soughtwords",
)
_PEOPLE = ("articles.add_person", "articles.change_person", "articles.view_person")

RIGHTS = {
    WRITERS: Rights(
        pages=("add_page",), files=("add_image", "choose_image"), others=("articles.view_person", *_READ_VOCABULARY)
    ),
    EDITORS: Rights(
        pages=("add_page", "change_page", "publish_page", "lock_page", "unlock_page"),
        files=("add_image", "change_image", "choose_image"),
        others=(*_PEOPLE, *_READ_VOCABULARY, *_FINDING),
    ),
    LEADS: Rights(
        pages=("add_page", "change_page", "publish_page", "lock_page", "unlock_page", "bulk_delete_page"),
        files=("add_image", "change_image", "choose_image"),
        others=(
            *_PEOPLE,
            "articles.delete_person",
            *_WRITE_VOCABULARY,
            *_FINDING,
            "discovery.delete_crisis",
            "articles.change_institutionsettings",
            "website.view_readercomment",
            "website.change_readercomment",
            "review.add_reviewer",
            "review.change_reviewer",
            "review.view_reviewer",
            "review.waive_review",
            "publishing.overrule_finding",
            "review.except_specialty",
            "review.revoke_for_another",
            "review.add_reviewpolicy",
            "review.change_reviewpolicy",
            "review.delete_reviewpolicy",
            "review.view_reviewpolicy",
            "wagtailredirects.add_redirect",
            "wagtailredirects.change_redirect",
            "wagtailredirects.delete_redirect",
        ),
    ),
    REVIEWERS: Rights(others=("articles.view_person", *_READ_VOCABULARY)),
}


@transaction.atomic
def install_groups() -> list[Group]:
    """Return the four groups, made where missing; what an institution added to their rights stays."""
    groups = [_install(name, rights) for name, rights in RIGHTS.items()]
    Group.objects.filter(name=_WAGTAIL_GROUP, user=None).delete()
    _install_workflow(Group.objects.filter(name__in=[EDITORS, LEADS]))
    return groups


def _install(name: str, rights: Rights) -> Group:
    group, _made = Group.objects.get_or_create(name=name)
    group.permissions.add(*_permissions(["wagtailadmin.access_admin", *rights.others]))
    for library in Library.objects.all():
        for permission in _permissions(f"wagtailcore.{right}" for right in rights.pages):
            GroupPagePermission.objects.get_or_create(group=group, page=library.page_ptr, permission=permission)
    root = Collection.get_first_root_node()
    for permission in _permissions(f"wagtailimages.{right}" for right in rights.files):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)
    return group


def _permissions(names: Iterable[str]) -> list[Permission]:
    found = []
    for name in names:
        app, codename = name.split(".")
        found.append(Permission.objects.get(content_type__app_label=app, codename=codename))
    return found


def _install_workflow(groups: Iterable[Group]) -> None:
    """Let a submitted article wait for an editor's check, then for a reviewer's signature, which publishes it.

    Wagtail's example workflow, and the one of homes before medical reviews, become that. What an institution made of
    its workflows is its own: nothing of it is changed.
    """
    workflow = Workflow.objects.filter(name__in=[_WAY, _CHECK, _WAGTAIL_EXAMPLE]).first()
    if workflow is None and Workflow.objects.exists():
        return
    if workflow is None or _is_as_it_came(workflow):
        workflow = _make_workflow(workflow or Workflow(), groups)
    for library in Library.objects.all():
        WorkflowPage.objects.get_or_create(page=library.page_ptr, defaults={"workflow": workflow})


def _is_as_it_came(workflow: Workflow) -> bool:
    return workflow.name != _WAY and [task.name for task in workflow.tasks] in ([_CHECK], [_WAGTAIL_EXAMPLE])


def _make_workflow(workflow: Workflow, groups: Iterable[Group]) -> Workflow:
    check = workflow.tasks.specific().first() if workflow.pk else GroupApprovalTask()
    check.name = _CHECK
    check.save()
    check.groups.set(groups)
    review = MedicalReviewTask.objects.filter(name=_MEDICAL).first() or MedicalReviewTask.objects.create(name=_MEDICAL)
    workflow.name = _WAY
    workflow.save()
    for position, task in enumerate((check, review)):
        WorkflowTask.objects.update_or_create(workflow=workflow, task=task, defaults={"sort_order": position})
    return workflow
