"""For the tests: quick passwords, mail in memory, all files in a folder that goes with the run."""

import tempfile
from pathlib import Path

from wellread.settings.base import *  # noqa: F403
from wellread.settings.base import DATABASES, TEMPLATES

_folder = tempfile.TemporaryDirectory(prefix="wellread-test-")
WELLREAD_HOME = Path(_folder.name)
WELLREAD_KEYS = WELLREAD_HOME / "keys"
SECRET_KEY = "only-for-tests-" + "x" * 50
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
DATABASES["default"]["NAME"] = WELLREAD_HOME / "library.sqlite3"
TEMPLATES[0]["DIRS"] = [WELLREAD_HOME / "templates"]
MEDIA_ROOT = WELLREAD_HOME / "media"
STATIC_ROOT = WELLREAD_HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "frozen": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": WELLREAD_HOME / "frozen"},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# A test that is rolled back leaves no trace but in memory; those of kept pages switch it on and empty it.
WELLREAD_PAGE_CACHE_MB = 0
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_AUTOREFRESH = True
WELLREAD_SECOND_FACTOR = "off"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
