"""The addresses that people read."""

from django.http import HttpResponse
from django.urls import path

app_name = "website"
urlpatterns = [
    path("", lambda r: HttpResponse(), name="home"),
    path("articles/", lambda r: HttpResponse(), name="articles"),
    path("articles/<slug:slug>/", lambda r, slug: HttpResponse(), name="article"),
]
