"""Reviewers in the editors' house."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from wellread.review.models import Reviewer


class ReviewerViewSet(SnippetViewSet):
    model = Reviewer
    icon = "clipboard-list"
    menu_label = _("Reviewers")
    menu_order = 220
    add_to_admin_menu = True
    list_display = ("person", "user", "active", "credentials_valid_until")
    edit_handler = ObjectList(
        [
            FieldPanel("person"),
            FieldPanel("user"),
            FieldRowPanel([FieldPanel("active"), FieldPanel("credentials_valid_until")]),
        ]
    )


register_snippet(ReviewerViewSet)
