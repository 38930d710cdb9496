"""The settings of a measured Wagtail as it comes: without what keeps, packs and tags our pages."""

from wellread.cli.benchmarks.http_settings import *  # noqa: F403
from wellread.cli.benchmarks.http_settings import MIDDLEWARE as OURS

MIDDLEWARE = [name for name in OURS if "kept_pages" not in name]
