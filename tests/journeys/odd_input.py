"""`python -m tests.journeys.odd_input`: see `odd_requests`."""

from tests.journeys.starting import start

if __name__ == "__main__":
    start("tests.journeys.odd_requests")
