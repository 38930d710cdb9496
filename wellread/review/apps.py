from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "wellread.review"
