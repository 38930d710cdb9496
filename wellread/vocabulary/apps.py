from django.apps import AppConfig


class VocabularyConfig(AppConfig):
    name = "wellread.vocabulary"

    def ready(self) -> None:
        from wellread.vocabulary import receivers  # noqa: F401, PLC0415
