"""`python -m tests.journeys.two_workers`: see `publishing_seen`."""

from tests.journeys.starting import start

if __name__ == "__main__":
    start("tests.journeys.publishing_seen", settings="wellread.settings.production")
