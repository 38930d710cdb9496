"""The settings as an app, so that their checks run wherever Django's checks run."""

from django.apps import AppConfig


class SettingsConfig(AppConfig):
    name = "wellread.settings"
    label = "wellread_settings"

    def ready(self) -> None:
        from wellread.settings import checks  # noqa: F401, PLC0415
