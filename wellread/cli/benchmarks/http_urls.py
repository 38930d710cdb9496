"""The addresses of a measured server."""

from django.urls import path

from wellread.cli.benchmarks.wagtail_article import article
from wellread.cli.benchmarks.wagtail_page import PATH, search
from wellread.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [path(PATH, search), path("wagtail-article/<slug:slug>/", article), *urlpatterns]
