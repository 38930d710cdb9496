"""Files that only editors see: originals, renditions, and the images of drafts."""

from django.urls import URLPattern, path, register_converter
from wagtail import hooks

from wellread.website.slugs import FrozenImageConverter
from wellread.website.views.editors_files import frozen, media

register_converter(FrozenImageConverter, "draft_image")


@hooks.register("register_admin_urls")
def register_file_addresses() -> list[URLPattern]:
    """Wagtail lets only those in who may use the admin, and forbids caches to keep what it sends."""
    return [
        path("frozen/<draft_image:file>", frozen, name="website_frozen"),
        path("media/<path:name>", media, name="website_media"),
    ]
