from typing import Any

from django.apps import AppConfig, apps
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.core.management import call_command
from django.db.models.signals import pre_migrate


class AccountsConfig(AppConfig):
    name = "wellread.accounts"

    def ready(self) -> None:
        from wellread.accounts import receivers  # noqa: F401, PLC0415

        # Django tells only apps with models of their own: the second factors stand in allauth's.
        pre_migrate.connect(_make_cache_table, sender=apps.get_app_config("mfa"))


def _make_cache_table(using: str, **kwargs: Any) -> None:
    """Make the table in which wrong passwords are counted: all server processes must count together.

    Before the migrations, because some of what Wagtail does in them looks into the cache.
    """
    if isinstance(caches["default"], DatabaseCache):
        call_command("createcachetable", database=using, verbosity=0)
