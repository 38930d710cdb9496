"""What rests on the ledger, row by row and column by column: whatever somebody changes or takes away is named."""

from datetime import date, timedelta

import pytest
from django.db import connection, models

from tests.factories import ReviewerFactory, make_article, sign_article
from tests.publishing.mail import at
from wellread.articles.reading import content_of
from wellread.articles.wording import content_digest
from wellread.publishing.models import Edition
from wellread.publishing.overdue import note_lapses
from wellread.publishing.publish import publish
from wellread.publishing.verify import verify_editions
from wellread.review.attest import confirm_minor_change, make_exception, report, revoke, sign, waive
from wellread.review.clock import Lapse
from wellread.review.models import (
    Attestation,
    LedgerEntry,
    MinorChange,
    ReportedReview,
    Revocation,
    SpecialtyException,
    Waiver,
)
from wellread.review.subject import subject_of
from wellread.review.verify import verify_reviews

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
ROWS = [Attestation, Revocation, MinorChange, SpecialtyException, ReportedReview, Waiver, Lapse]
PROVENANCE = {("waiver", "waived_at"), ("waiver", "article"), ("reportedreview", "article")}
"""Columns that say nothing which the ledger does not say itself."""


@pytest.fixture
def library(db):
    """One of everything that rests on an entry of the ledger."""
    taken_back = make_article(title="Taken back")
    revoke(sign_article(taken_back), reason="A mistake.", by="one")
    mended = make_article(title="Mended", summary="Teh cough.")
    signed = sign_article(mended)
    mended.summary = "The cough."
    content = content_of(mended)
    confirm_minor_change(signed, content, shown_digest=content_digest(content), marked_by="a", confirmed_by="b")
    make_exception(ReviewerFactory(), source_id="x", reason="She wrote the guideline.", by="lead")
    reported = make_article(title="Reported")
    report(reported, content_of(reported), by="Dr. Far Away", on=date(2026, 1, 5))
    publish(reported)
    waived = make_article(title="Waived")
    waive(waived, content_of(waived), reason="A recall.", by="lead")
    publish(waived)
    late = make_article(title="Late")
    long_ago = TODAY - timedelta(days=2000)
    sign(
        subject_of(late),
        reviewer=ReviewerFactory(),
        shown_digest=content_digest(content_of(late)),
        signed_at=at(long_ago),
    )
    publish(late)
    list(note_lapses(today=TODAY))


def columns(model):
    skipped = {"id", "ledger_entry"}
    found = [field for field in model._meta.local_fields if field.name not in skipped]
    return [(model, field) for field in found if (model._meta.model_name, field.name) not in PROVENANCE]


def other(field, value):
    """Return something else of the same kind."""
    match field:
        case models.ForeignKey():
            return None if field.null else _another_key(field, value)
        case models.DateTimeField() | models.DateField():
            return value + timedelta(days=1)
        case models.JSONField():
            return [*value, {"kind": "paragraph", "text": "One word more."}]
        case models.IntegerField():
            return value + 1
        case _:
            return f"{value}x"[-field.max_length :] if field.max_length else f"{value}x"


def _another_key(field, value):
    model = field.related_model
    if model is Attestation:
        return Attestation.objects.exclude(pk=value).exclude(revocation__isnull=False).first().pk
    return ReviewerFactory().pk


def test_nothing_is_wrong_before(library):
    assert list(verify_reviews()) == []
    assert list(verify_editions()) == []


@pytest.mark.parametrize(
    ("model", "field"),
    [one for model in ROWS for one in columns(model)],
    ids=lambda one: getattr(one, "__name__", None) or one.name,
)
def test_a_changed_column_is_named_by_its_entry(library, model, field):
    row = model.objects.order_by("pk").first()
    model.objects.filter(pk=row.pk).update(**{field.attname: other(field, getattr(row, field.attname))})

    assert row.ledger_entry_id in [fault.entry for fault in verify_reviews()]


@pytest.mark.parametrize("model", ROWS, ids=lambda model: model.__name__)
def test_a_row_that_is_gone_is_named_by_its_entry(library, model):
    row = model.objects.order_by("-pk").first()
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {model._meta.db_table} WHERE id = %s", [row.pk])

        faults = [fault.entry for fault in verify_reviews()]

        assert row.ledger_entry_id in faults
        model.objects.bulk_create([row])


@pytest.mark.parametrize("field", ["reviewed_by", "reviewed_on", "review_due", "digest", "basis"])
@pytest.mark.parametrize("basis", ["attestation", "reported"])
def test_what_an_edition_says_of_its_review_cannot_be_changed(library, basis, field):
    edition = Edition.objects.filter(basis=basis).first()
    value = "waiver" if field == "basis" else other(Edition._meta.get_field(field), getattr(edition, field))
    Edition.objects.filter(pk=edition.pk).update(**{field: value})

    assert list(verify_editions()) != []


def test_an_entry_without_its_row_is_named_whatever_its_kind(library):
    kinds = set(LedgerEntry.objects.values_list("kind", flat=True))

    assert kinds == {"attestation", "revocation", "confirmation", "exception", "reported", "waiver", "overdue"}
