"""`python -m tests.journeys.nothing_stale`: see `every_address_compared`."""

from tests.journeys.starting import start

if __name__ == "__main__":
    start("tests.journeys.every_address_compared", settings="wellread.settings.production")
