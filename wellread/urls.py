"""All addresses: the editors' house, the programs' doors, and the readers' pages in each language."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls

handler400 = "wellread.website.error_pages.bad_request"
handler403 = "wellread.website.error_pages.permission_denied"
handler404 = "wellread.website.error_pages.page_not_found"
handler500 = "wellread.website.error_pages.server_error"

urlpatterns = [
    path("admin/", include("wellread.accounts.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("api/", include("wellread.api.urls")),
    path("review/", include("wellread.review.urls")),
    path("", include("wellread.website.fixed_urls")),
    *i18n_patterns(path("", include("wellread.website.urls")), prefix_default_language=False),
]
