import pytest

from tests.factories import make_published
from wellread.articles.reading import content_of
from wellread.articles.wording import content_digest
from wellread.publishing.publish import publish
from wellread.publishing.verify import verify_editions
from wellread.review.attest import confirm_minor_change
from wellread.review.models import Attestation, MinorChange

pytestmark = pytest.mark.django_db


@pytest.fixture
def corrected(db):
    """A published article whose typing mistake was mended and confirmed."""
    article = make_published(title="Words", summary="Teh lump.")
    article.summary = "The lump."
    article.save_revision()
    content = content_of(article)
    confirm_minor_change(
        Attestation.objects.get(), content, shown_digest=content_digest(content), marked_by="a", confirmed_by="b"
    )
    publish(article)
    return article


def test_a_confirmed_typing_mistake_is_as_it_was_written(corrected):
    assert list(verify_editions()) == []


def test_words_that_neither_were_signed_nor_confirmed_are_named(corrected):
    MinorChange.objects.update(digest="0" * 64)

    assert "nothing that was signed" in next(verify_editions())
