import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import PersonFactory, ReviewerFactory, make_article, make_published, sign_article
from tests.publishing.mail import due_article
from tests.website.builders import read
from wellread.articles.reading import content_of
from wellread.articles.wording import content_digest, wording_digest
from wellread.publishing.publish import publish, withdraw
from wellread.review.attest import confirm_minor_change, revoke
from wellread.review.models import Attestation

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(db):
    reviewer = ReviewerFactory(
        person=PersonFactory(name="Maren Sample", slug="maren-sample"),
        licence="Board of Examples",
        conflicts_of_interest="Owns no shares.",
    )
    made = make_article(title="A lump in the neck", slug="lump", summary="Most are harmless.")
    sign_article(made, reviewer)
    made.get_latest_revision().publish()
    made.refresh_from_db()
    return made


def number():
    return Attestation.objects.order_by("pk").first().ledger_entry_id


def page(client, prefix=""):
    return read(client.get(f"{prefix}/reviews/{number()}/"))


def values(client):
    return json.loads(client.get(f"/reviews/{number()}.json").content)


def change(article, **fields):
    for name, value in fields.items():
        setattr(article, name, value)
    article.save_revision()


def test_a_current_stamp_says_yes_who_when_and_until_when(client, article):
    shown = page(client)

    signed = Attestation.objects.get()
    assert "Yes, this review covers today’s words." in shown.text
    assert "Maren Sample, M.D." in shown.text
    assert "Board of Examples" in shown.text
    assert "Owns no shares." in shown.text
    assert signed.digest in shown.text
    assert signed.ledger_entry.hash in shown.text
    assert shown.all("a", href="/people/maren-sample/")
    assert shown.all("a", href="/articles/lump/")
    assert shown.all("section")[0]["data-review"] == "current"
    assert shown.mistakes == []


def test_the_article_leads_to_its_stamp_and_to_its_changes(client, article):
    shown = read(client.get("/articles/lump/"))

    assert shown.all("a", href=f"/reviews/{number()}/")
    assert shown.all("a", href="/articles/lump/changes/")


def test_the_json_holds_all_that_one_needs_to_check_it(client, article):
    told = values(client)
    api = json.loads(client.get(told["article"]["api_url"].removeprefix("http://localhost:8000")).content)

    assert (told["status"], told["covers_current_words"]) == ("current", True)
    assert wording_digest(api["medical_wording"]) == told["digest"] == told["ledger_entry"]["body"]["digest"]
    assert told["medical_wording"] == api["medical_wording"]
    assert told["ledger_entry"]["signature"].count(".") == 2
    assert told["keys_url"].endswith("/.well-known/jwks.json")
    assert told["reviewer"]["conflicts_of_interest"] == "Owns no shares."


def test_overdue(client):
    due_article(timezone.localdate() - timedelta(days=3), title="Late words", slug="late")

    shown = page(client)

    assert "but the next one is overdue" in shown.text
    assert "Review overdue since" in shown.text
    assert values(client)["status"] == "overdue"
    assert values(client)["covers_current_words"] is True


def test_words_that_changed_since(client, article):
    change(article, summary="Some are not.")
    sign_article(article)
    publish(article)

    assert "No, the words have changed since this review." in page(client).text
    told = values(client)
    assert (told["status"], told["covers_current_words"]) == ("changed", False)
    assert (told["article"]["edition"], told["article"]["current_edition"]) == (1, 2)
    newer = Attestation.objects.order_by("pk").last().ledger_entry_id
    earlier = read(client.get(f"/reviews/{newer}/"))
    assert "Earlier reviews of this article" in earlier.text
    assert earlier.all("a", href=f"/reviews/{number()}/")


def test_a_newer_review_of_the_same_words(client, article):
    sign_article(article)

    assert "a newer one has taken its place" in page(client).text
    assert values(client)["covers_current_words"] is True


def test_taken_back(client, article):
    revoke(Attestation.objects.get(), reason="A study behind it was retracted.", by="reviewer")

    shown = page(client)

    assert "No, the reviewer took this signature back." in shown.text
    assert "retracted" not in shown.text
    assert values(client)["status"] == "revoked"
    assert values(client)["covers_current_words"] is False
    assert values(client)["medical_wording"] is None


def test_a_withdrawn_article_shows_none_of_its_words(client, article):
    withdraw(article, reason="A guideline changed.")

    shown = page(client)

    assert "No, the article was withdrawn." in shown.text
    assert "harmless" not in client.get(f"/reviews/{number()}.json").content.decode()
    assert (values(client)["status"], values(client)["medical_wording"]) == ("withdrawn", None)
    assert "Most are" not in shown.text


def test_a_corrected_typing_mistake_keeps_the_stamp_and_is_told(client, article):
    change(article, summary="Most are harmless!")
    content = content_of(article)
    confirm_minor_change(
        Attestation.objects.get(),
        content,
        shown_digest=content_digest(content),
        marked_by="editor@example.org",
        confirmed_by="second",
    )
    publish(article)

    told = values(client)
    assert (told["status"], told["covers_current_words"]) == ("current", True)
    assert told["corrections"][0]["digest"] == wording_digest(told["medical_wording"])
    assert told["digest"] != told["corrections"][0]["digest"]
    assert "editor@example.org" not in str(told)
    assert "Typing mistakes corrected on" in page(client).text
    assert "Typing mistakes corrected on" in read(client.get("/articles/lump/")).text


def test_a_correction_that_nobody_published_is_not_told(client, article):
    change(article, summary="Most are harmless!")
    content = content_of(article)
    confirm_minor_change(
        Attestation.objects.get(), content, shown_digest=content_digest(content), marked_by="a", confirmed_by="b"
    )

    assert values(client)["corrections"] == []
    assert "corrected" not in page(client).text


def test_a_signature_under_a_draft_is_not_public(client):
    draft = make_article(title="Secret words")
    attestation = sign_article(draft)

    for address in (f"/reviews/{attestation.ledger_entry_id}/", f"/reviews/{attestation.ledger_entry_id}.json"):
        response = client.get(address)
        assert response.status_code == 404
        assert "Secret" not in response.content.decode()


def test_a_signature_under_a_newer_draft_of_a_public_article_is_not_public(client, article):
    change(article, summary="Nobody may read this yet.")
    attestation = sign_article(article)

    assert client.get(f"/reviews/{attestation.ledger_entry_id}.json").status_code == 404
    assert "Nobody may" not in page(client).text


@pytest.mark.parametrize("asked", ["0", "999999", "9" * 60])
def test_a_number_that_is_no_review_is_404(client, asked):
    assert client.get(f"/reviews/{asked}/").status_code == 404
    assert client.get(f"/reviews/{asked}.json").status_code == 404


def test_other_entries_of_the_ledger_are_no_reviews(client, article):
    withdraw(article, reason="A guideline changed.")
    entry = number() + 1

    assert client.get(f"/reviews/{entry}/").status_code == 404


def test_in_spanish(client, article):
    shown = page(client, "/es")

    assert shown.all("html", lang="es")
    assert shown.all("a", href="/articles/lump/")
    assert shown.mistakes == []


def test_the_parts_are_named_as_on_the_page_with_their_number_of_words(client):
    body = [
        ("question", {"question": "Does it hurt?", "answer": "<p>Mostly not at all.</p>"}),
        ("section", {"heading": "Afterwards", "text": "<p>Rest.</p>"}),
    ]
    make_published(title="Two words", summary="", body=body)

    shown = page(client)

    assert "Headline and summary 2 words Does it hurt? 7 words Afterwards 2 words References 3 words" in shown.text


def test_the_reviewer_without_a_public_page_is_named_without_a_link(client, article):
    withdraw(article, reason="A guideline changed.")

    shown = page(client)

    assert "Maren Sample, M.D." in shown.text
    assert not shown.all("a", href="/people/maren-sample/")


def test_the_number_of_queries_is_fixed(client, article, django_assert_max_num_queries):
    for _ in range(3):
        sign_article(article)

    with django_assert_max_num_queries(18):
        page(client)


def test_the_page_sets_no_cookie_and_keeps_to_the_policy(client, article):
    response = client.get(reverse("website:stamp", args=[number()]))

    assert not response.cookies
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
