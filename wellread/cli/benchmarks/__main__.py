"""`python -m wellread.cli.benchmarks OPTIONS`: what `wellread bench` starts in a home of its own."""

import importlib
import os
import sys

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wellread.settings.production")
    django.setup()
    # Models can be imported only now.
    sys.exit(importlib.import_module("wellread.cli.benchmarks.run").main(sys.argv[1:]))
