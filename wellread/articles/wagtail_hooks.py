"""People in the editors' house."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from wellread.articles.models import Person


class PersonViewSet(SnippetViewSet):
    model = Person
    icon = "user"
    menu_label = _("People")
    menu_order = 210
    add_to_admin_menu = True
    list_display = ("name", "credentials", "role", "affiliation")
    ordering = ("name",)


register_snippet(PersonViewSet)


@hooks.register("construct_main_menu")
def hide_documents(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Articles hold no documents; an entry that leads nowhere only takes room."""
    menu_items[:] = [item for item in menu_items if item.name != "documents"]
