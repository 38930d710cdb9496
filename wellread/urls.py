"""All addresses: the editors' house, the programs' doors, and the readers' pages in each language."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

urlpatterns = [
    path("admin/documents/", include(wagtaildocs_urls)),
    path("admin/", include(wagtailadmin_urls)),
    *i18n_patterns(path("", include("wellread.website.urls")), prefix_default_language=False),
]
