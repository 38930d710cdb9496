from django.apps import AppConfig


class ImportersConfig(AppConfig):
    name = "wellread.importers"
