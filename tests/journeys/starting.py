"""Start a journey as a command: in a folder that goes with it, or in the home that the environment names."""

import importlib
import os
import sys
import tempfile

import django


def start(module, *, settings="wellread.settings.test"):
    """Make Django ready, run the module's `main` with the arguments of the command line, and end as it says."""
    os.environ["DJANGO_SETTINGS_MODULE"] = settings
    with tempfile.TemporaryDirectory(prefix="wellread-journey-") as home:
        if settings != "wellread.settings.test":
            os.environ["WELLREAD_HOME"] = home
        django.setup()
        sys.exit(importlib.import_module(module).main(sys.argv[1:]))
