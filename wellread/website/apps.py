from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    name = "wellread.website"

    def ready(self) -> None:
        from wellread.articles.preview import register_preview_renderer  # noqa: PLC0415
        from wellread.website.preview import show_draft  # noqa: PLC0415

        register_preview_renderer(show_draft)
