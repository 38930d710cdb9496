"""For working on Wellread itself: error pages with details, static files straight from the source tree."""

from wellread.settings.base import *  # noqa: F403
from wellread.settings.base import STORAGES

DEBUG = True
WELLREAD_PAGE_CACHE_MB = 0  # a template that was changed shows at once
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
