"""The application that an HTTP server runs; it refuses to start on settings that cannot be used."""

import os

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from wellread.settings import environment

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wellread.settings.production")
if environment.problems:
    raise ImproperlyConfigured(" ".join(f"{one.sentence} {one.hint}" for one in environment.problems))
application = get_wsgi_application()
