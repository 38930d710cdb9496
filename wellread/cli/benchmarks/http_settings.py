"""The settings of a measured server: those of production, and Wagtail's own search page beside ours."""

from wellread.settings.production import *  # noqa: F403

ROOT_URLCONF = "wellread.cli.benchmarks.http_urls"
