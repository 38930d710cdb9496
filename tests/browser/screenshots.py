"""`python -m tests.browser.screenshots`: see `pictures`."""

from tests.journeys.starting import start

if __name__ == "__main__":
    start("tests.browser.pictures", settings="wellread.settings.production")
