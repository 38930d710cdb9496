"""What stands in the head of a page for programs."""

from django import template
from django.utils.safestring import SafeString

from wellread.website.frame import Frame
from wellread.website.page_head import Alternate, PageHead, alternates, locale_name
from wellread.website.structured_data import json_ld, site_nodes

register = template.Library()


@register.simple_tag
def structured_data(head: PageHead, frame: Frame) -> SafeString:
    """Return the facts of a page and of its library as JSON-LD."""
    return json_ld([*head.nodes, *site_nodes(frame)])


@register.filter
def hreflangs(head: PageHead) -> tuple[Alternate, ...]:
    return alternates(head)


@register.filter
def open_graph_locale(language: str) -> str:
    return locale_name(language)
