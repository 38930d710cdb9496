from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ReviewConfig(AppConfig):
    name = "wellread.review"

    def ready(self) -> None:
        from wellread.review import append_only, receivers  # noqa: F401, PLC0415

        def guard(**kwargs: Any) -> None:
            append_only.guard()

        post_migrate.connect(guard, sender=self, weak=False, dispatch_uid="guard the ledger")
