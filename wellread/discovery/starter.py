"""The word equivalents and crisis cards that come with Wellread: loaded once, the editors' from then on."""

import csv
import json
from pathlib import Path

from django.db import transaction

from wellread.discovery.models import Crisis, WordEquivalent
from wellread.publishing.changes import record_change
from wellread.publishing.models import Change
from wellread.vocabulary.languages import language_codes

EQUIVALENTS_FILE = Path(__file__).with_name("starter_equivalents.csv")
CRISES_FILE = Path(__file__).with_name("starter_crises.json")


def starter_is_wanted() -> bool:
    """Return whether neither table was ever filled; what editors have deleted does not come back."""
    if WordEquivalent.objects.exists() or Crisis.objects.exists():
        return False
    return not Change.objects.filter(kind__in=[Change.Kind.EQUIVALENT, Change.Kind.CRISIS]).exists()


@transaction.atomic
def load_starter() -> tuple[int, int]:
    """Bring in both tables in the library's languages and return how many equivalents and cards that were."""
    equivalents, crises = starter_equivalents(), starter_crises()
    WordEquivalent.objects.bulk_create(equivalents)
    Crisis.objects.bulk_create(crises)
    # Written in bulk they send no signals; one change of each kind tells of them all.
    record_change(Change.Kind.EQUIVALENT, "starter")
    record_change(Change.Kind.CRISIS, "starter")
    return len(equivalents), len(crises)


def starter_equivalents() -> list[WordEquivalent]:
    languages = language_codes()
    with EQUIVALENTS_FILE.open(encoding="utf-8", newline="") as file:
        return [
            WordEquivalent(
                language=row["language"],
                words=row["words"],
                equivalent=row["equivalent"],
                both_directions=row["both_directions"] == "yes",
            )
            for row in csv.DictReader(file)
            if row["language"] in languages
        ]


def starter_crises() -> list[Crisis]:
    languages = language_codes()
    rows = json.loads(CRISES_FILE.read_text(encoding="utf-8"))
    return [Crisis(**(row | {"triggers": "\n".join(row["triggers"])})) for row in rows if row["language"] in languages]
