from datetime import UTC, datetime

import pytest
from django.db import transaction

from tests.factories import (
    PersonFactory,
    ReviewerFactory,
    TermFactory,
    library,
    make_article,
    make_published,
    sign_article,
)
from wellread.articles.models import ArticleAuthor, institution
from wellread.articles.wording import content_digest
from wellread.publishing.changes import last_change, record_change
from wellread.publishing.errors import (
    AddressTakenError,
    LanguageError,
    NothingToWithdrawError,
    NotYetError,
    QualityError,
)
from wellread.publishing.models import Address, Change, Edition, Publication
from wellread.publishing.publish import publish, publish_many, withdraw
from wellread.review.attest import revoke
from wellread.review.models import Attestation, LedgerEntry
from wellread.vocabulary.merge import merge
from wellread.vocabulary.models import FacetName, Synonym

pytestmark = pytest.mark.django_db


def publish_change(article, **fields):
    for name, value in fields.items():
        setattr(article, name, value)
    article.save_revision()
    if article.kind == "medical":
        sign_article(article)
    return publish(article)


def test_an_edition_holds_the_words_and_their_digest(published):
    edition = Publication.objects.get(article=published).current

    assert edition.read().headline == "A lump in the neck"
    assert edition.digest == content_digest(edition.read())
    assert edition.medical_wording[0] == {"kind": "headline", "text": "A lump in the neck"}


def test_an_edition_is_never_edited(published):
    edition = Edition.objects.get()
    edition.headline = "Other"

    with pytest.raises(TypeError, match="never edited"):
        edition.save()


def test_the_next_edition_has_the_next_number_its_kind_and_its_note(published):
    edition = publish_change(published, summary="Better.", change_kind="correction", change_note="A date was wrong.")

    assert (edition.number, edition.kind, edition.change_note) == (2, "correction", "A date was wrong.")


def test_a_note_left_in_the_form_is_not_told_twice(published):
    publish_change(published, summary="Better.", change_note="A date was wrong.")

    edition = publish_change(published, summary="Best.")

    assert (edition.number, edition.change_note) == (3, "")


def test_signing_the_words_that_readers_see_makes_the_next_edition_at_once(published):
    reviewer = ReviewerFactory()
    before = last_change()

    attestation = sign_article(published, reviewer)

    edition = Publication.objects.get(article=published).current
    assert (edition.number, edition.kind, edition.attestation) == (2, "review", attestation)
    assert last_change() == before + 1


def test_the_first_publication_dates_the_article_and_later_ones_do_not(published):
    publication = Publication.objects.get(article=published)
    first = publication.first_published_on

    edition = publish_change(published, summary="Better.")

    assert edition.read().published_on == first == Publication.objects.get(article=published).first_published_on


def test_a_rule_that_blocks_stops_signed_words():
    article = make_article(body=[("question", {"question": "No question mark", "answer": "<p>Yes.</p>"})])
    sign_article(article)

    with pytest.raises(QualityError, match="does not end with a question mark"):
        publish(article)

    assert not Edition.objects.exists()


def test_a_term_beside_one_that_includes_it_is_refused():
    parent = TermFactory(slug="parent")
    article = make_article(terms=[parent, TermFactory(slug="child", parents=[parent])], kind="information")

    with pytest.raises(QualityError, match="Parent includes Child"):
        publish(article)


def test_a_renamed_article_keeps_its_old_address(published):
    old = published.slug

    edition = publish_change(published, slug="new-address")

    publication = edition.publication
    assert publication.slug == "new-address"
    assert set(Address.objects.filter(publication=publication).values_list("slug", flat=True)) == {old, "new-address"}
    assert Change.objects.filter(kind="address", subject=published.source_id).count() == 2


def test_a_new_article_may_take_an_address_that_another_left(published):
    old = published.slug
    publish_change(published, slug="new-address")

    other = make_published(signed=False, title="Other", slug=old)

    assert Address.objects.get(slug=old).publication == other.publication


def test_the_address_of_a_published_article_is_not_given_away(published):
    other = make_article(title="Other", kind="information")
    Publication.objects.filter(article=published).update(slug=other.slug)

    with pytest.raises(AddressTakenError, match=other.slug):
        publish(other)

    assert not Publication.objects.filter(article=other).exists()


def test_withdrawing_tells_readers_the_reason_and_publishing_again_counts_on(published):
    withdraw(published, reason="The study was retracted.", by="Ada")
    publication = Publication.objects.get(article=published)
    assert (publication.current, publication.withdrawn_reason) == (None, "The study was retracted.")

    published.refresh_from_db()
    edition = publish(published)

    assert edition.number == 2
    publication.refresh_from_db()
    assert publication.withdrawn_at is None


def test_what_readers_do_not_see_cannot_be_withdrawn(article):
    with pytest.raises(NothingToWithdrawError, match="is not published"):
        withdraw(article, reason="x")


def test_a_withdrawal_is_in_the_ledger(published):
    withdraw(published, reason="The study was retracted.", by="Ada")

    entry = LedgerEntry.objects.order_by("-number").first()
    assert (entry.kind, entry.body["reason"], entry.body["by"]) == ("withdrawal", "The study was retracted.", "Ada")


def test_one_refusal_does_not_stop_the_rest(article):
    good = make_article(title="Good", kind="information")

    result = publish_many([article, good], by="import")

    assert [edition.headline for edition in result.editions] == ["Good"]
    assert [refused for refused, _reason in result.refusals] == [article]
    assert result.editions[0].published_by == "import"


def test_what_is_scheduled_cannot_be_published_at_once_by_command():
    article = make_article(kind="information")
    article.go_live_at = datetime(2031, 1, 1, tzinfo=UTC)
    article.save_revision()

    with pytest.raises(NotYetError, match="2031-01-01"):
        publish(article)


def test_changes_are_numbered_without_gaps_and_a_rolled_back_one_leaves_none():
    start = last_change()
    first = record_change(Change.Kind.SETTINGS, "a")
    with pytest.raises(RuntimeError), transaction.atomic():
        record_change(Change.Kind.SETTINGS, "b")
        raise RuntimeError

    second = record_change(Change.Kind.SETTINGS, "c")

    assert (first, second) == (start + 1, start + 2)
    assert list(Change.objects.filter(kind="settings").values_list("subject", flat=True)) == ["a", "c"]


def test_whatever_readers_see_writes_a_change(published):
    term = published.terms.get()
    person = published.authors.first().person
    for act, kind, subject in [
        (lambda: term.save(), "vocabulary", f"disease/{term.slug}"),
        (
            lambda: Synonym.objects.create(term=term, language="en", words="other name"),
            "vocabulary",
            f"disease/{term.slug}",
        ),
        (lambda: term.parents.add(TermFactory()), "vocabulary", f"disease/{term.slug}"),
        (lambda: person.save(), "person", person.slug),
        (lambda: institution().save(), "settings", "institution"),
        (
            lambda: FacetName.objects.create(facet=term.facet, language="es", name="Enfermedades"),
            "vocabulary",
            "disease",
        ),
    ]:
        before = last_change()

        act()

        written = Change.objects.filter(number__gt=before).values_list("kind", "subject")
        assert (kind, subject) in set(written)


def test_an_article_under_a_merged_term_is_published_under_the_other(published):
    old, new = published.terms.get(), TermFactory()
    merge(old, into=new)

    edition = publish_change(published, summary="Better.")

    assert list(edition.terms.all()) == [new]


def test_an_edition_names_its_people_and_an_article_without_author_needs_a_source():
    person = PersonFactory()
    article = make_article(kind="information", body=[("quote", {"words": "Words.", "person": person})])
    edition = publish(article)
    assert set(edition.people.values_list("person__slug", "part")) == {
        (article.authors.first().person.slug, "author"),
        (person.slug, "quoted"),
    }

    article.authors = []
    article.save_revision()

    with pytest.raises(QualityError, match="Name an author"):
        publish(article)
    article.authors = [ArticleAuthor(person=person)]
    article.save_revision()
    assert publish(article).number == 2


def test_other_terms_make_an_update_and_not_a_new_review():
    article = make_published(signed=False)

    edition = publish_change(article, terms=[TermFactory()])

    assert (edition.number, edition.kind) == (2, "update")


def test_a_person_who_changes_their_name_does_not_stop_an_article_from_being_moved(published):
    person = published.authors.first().person
    published.body = [("quote", {"words": "Words.", "person": person})]
    publish_change(published)
    sibling = make_article(title="Sibling")
    person.name = "Another Name"
    person.save()

    published.move(sibling, pos="right")

    assert Publication.objects.current().filter(article=published).exists()
    assert Edition.objects.filter(article=published).count() == 2


def test_a_published_article_keeps_its_language(published):
    library("es")
    published.locale = library("es").locale

    with pytest.raises(LanguageError, match="Make a translation"):
        published.save()


def test_becoming_a_translation_is_known_at_once(published):
    spanish = make_published(signed=False, language="es", title="Un bulto")
    spanish.translation_key = published.translation_key

    spanish.save()

    assert Publication.objects.get(article=spanish).translation_key == published.translation_key


def test_a_signature_taken_back_withdraws_what_stood_on_it_alone(published):
    signature = Attestation.objects.get()

    revoke(signature, reason="A study was withdrawn.", by="reviewer")

    publication = Publication.objects.get()
    assert publication.current is None
    assert publication.withdrawn_reason == "The reviewer took back the signature under these words."
    published.refresh_from_db()
    assert not published.live


def test_a_signature_taken_back_leaves_what_another_one_covers(published):
    first = Attestation.objects.get()
    second = sign_article(published)
    assert Publication.objects.get().current.attestation == second

    revoke(second, reason="I am not sure any more.", by="reviewer")

    assert Publication.objects.get().current.attestation == first
