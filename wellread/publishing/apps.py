from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "wellread.publishing"

    def ready(self) -> None:
        from wellread.publishing import receivers  # noqa: F401, PLC0415
