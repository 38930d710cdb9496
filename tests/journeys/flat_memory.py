"""`python -m tests.journeys.flat_memory`: see `memory_measured`."""

from tests.journeys.starting import start

if __name__ == "__main__":
    start("tests.journeys.memory_measured", settings="wellread.settings.production")
