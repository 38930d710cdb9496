"""People in the editors' house."""

from django.http import HttpRequest
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.rich_text.pages import PageLinkHandler
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


class PublicPageLinkHandler(PageLinkHandler):
    """A link to a page that readers cannot see keeps its words and loses its address, which may tell a headline."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        pages = cls.get_many(attrs_list)
        return [f'<a href="{escape(page.url)}">' if page is not None and page.live else "<a>" for page in pages]


@hooks.register("register_rich_text_features", order=100)  # after Wagtail, whose handler this replaces
def link_to_public_pages(features: FeatureRegistry) -> None:
    features.register_link_type(PublicPageLinkHandler)


@hooks.register("construct_main_menu")
def hide_documents(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Articles hold no documents; an entry that leads nowhere only takes room."""
    menu_items[:] = [item for item in menu_items if item.name != "documents"]
