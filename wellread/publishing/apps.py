from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "wellread.publishing"

    def ready(self) -> None:
        from wellread.publishing import receivers  # noqa: F401, PLC0415
        from wellread.publishing.steps import PUBLISHER  # noqa: PLC0415
        from wellread.review.publisher import register_publisher  # noqa: PLC0415

        register_publisher(PUBLISHER)
