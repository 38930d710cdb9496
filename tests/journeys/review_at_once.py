"""`python -m tests.journeys.review_at_once --rounds 30 --seed 1`: see `signing_at_once`."""

from tests.journeys.starting import start

if __name__ == "__main__":
    start("tests.journeys.signing_at_once", settings="wellread.settings.production")
