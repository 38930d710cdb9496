from django.apps import AppConfig


class DiscoveryConfig(AppConfig):
    name = "wellread.discovery"

    def ready(self) -> None:
        from wellread.discovery import receivers  # noqa: F401, PLC0415
