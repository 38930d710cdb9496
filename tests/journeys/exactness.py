"""`python -m tests.journeys.exactness`: see `exact_comparison`."""

from tests.journeys.starting import start

if __name__ == "__main__":
    start("tests.journeys.exact_comparison")
