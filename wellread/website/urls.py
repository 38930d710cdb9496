"""The addresses that people read, in each language."""

from django.urls import path, register_converter

from wellread.website.slugs import SlugConverter
from wellread.website.views import (
    about,
    answers,
    articles,
    changes,
    feedback,
    feeds,
    home,
    leaflets,
    people,
    search_boxes,
    stamp,
    terms,
)

register_converter(SlugConverter, "words")

app_name = "website"
urlpatterns = [
    path("", home.home, name="home"),
    path("articles/", articles.article_list, name="articles"),
    path("articles/<words:slug>/", articles.article, name="article"),
    path("articles/<words:slug>/changes/", changes.changes, name="changes"),
    path("articles/<words:slug>/changes.atom", changes.feed, name="changes_feed"),
    path("articles/<words:slug>/leaflet.pdf", leaflets.pdf, name="leaflet"),
    path("articles/<words:slug>/current/", leaflets.current, name="still_current"),
    path("articles/<words:slug>/feedback/", feedback.feedback, name="feedback"),
    path("articles/<words:slug>/mistake/", feedback.mistake, name="mistake"),
    path("feeds/articles.atom", feeds.articles, name="articles_feed"),
    path("reviews/<int:number>/", stamp.stamp, name="stamp"),
    path("answers/", answers.answers, name="answers"),
    path("suggest", search_boxes.suggestions, name="suggestions"),
    path("opensearch.xml", search_boxes.description, name="opensearch"),
    path("people/<words:slug>/", people.person, name="person"),
    path("people/<words:slug>/portrait/", people.portrait, name="portrait"),
    path("about/review/", about.review, name="about_review"),
    path("privacy/", about.privacy, name="privacy"),
    path("accessibility/", about.accessibility, name="accessibility"),
    # Last, because any word may be the path of a facet.
    path("<words:path>/", terms.facet, name="facet"),
    path("<words:path>/<words:slug>/", terms.term, name="term"),
]
