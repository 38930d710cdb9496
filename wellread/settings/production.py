"""The settings that `wellread` uses unless DJANGO_SETTINGS_MODULE says otherwise."""

from wellread.settings.base import *  # noqa: F403
