"""What stands around an article, in a real browser: telling us, copying an address, taking it along."""

from io import BytesIO

import pypdf
import pytest

from tests.factories import make_published
from wellread.website.models import FeedbackCount, ReaderComment

pytestmark = [
    pytest.mark.browser,
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

COPIED = "navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve(); }"


@pytest.fixture
def shelf():
    body = [
        ("question", {"question": "Is it normal?", "answer": "<p>Yes.</p>"}),
        ("question", {"question": "How long does it last?", "answer": "<p>Weeks.</p>"}),
    ]
    return make_published(title="Tired", body=body)


@pytest.fixture
def address(shelf, live_server):
    return f"{live_server.url}/articles/tired/"


def test_a_reader_says_what_was_not_clear_without_scripts(address, plain_page):
    page = plain_page
    page.goto(address)
    assert not page.get_by_label("What was not clear?").first.is_visible()
    answer = page.get_by_role("region", name="How long does it last?")
    answer.get_by_role("button", name="No").click()
    page.wait_for_url("**/articles/tired/#how-long-does-it-last--tell")

    answer.get_by_label("What was not clear?").fill("What is a week?")
    answer.get_by_role("button", name="Send").click()

    page.wait_for_url("**/articles/tired/#how-long-does-it-last--thanks")
    assert answer.get_by_text("Thank you. That helps us.").is_visible()
    assert page.context.cookies() == []
    assert FeedbackCount.objects.get().kind == "unclear"
    assert ReaderComment.objects.get().words == "What is a week?"


def test_a_reader_reports_a_mistake_with_the_keyboard_alone(address, page):
    page.goto(address)
    page.get_by_role("link", name="Report a mistake").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/articles/tired/mistake/")
    page.get_by_label("What is wrong?").focus()
    page.keyboard.type("The second answer is too short.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    page.wait_for_url("**/articles/tired/#page--thanks")
    assert page.get_by_text("They read everything").is_visible()
    assert ReaderComment.objects.get().kind == "mistake"


def test_a_form_on_another_site_sends_nothing(address, page):
    page.set_content(
        f'<form method="post" action="{address}feedback/"><input name="clear" value="no">'
        '<input name="place" value="is-it-normal"><button>Send</button></form>'
    )
    with page.expect_navigation() as navigation:
        page.get_by_role("button", name="Send").click()

    assert navigation.value.status == 403
    assert not FeedbackCount.objects.exists()


def test_the_address_of_a_question_is_copied(address, page):
    page.goto(address)
    page.evaluate(COPIED)

    page.get_by_role("region", name="How long does it last?").get_by_role("link", name="Link to this place").click()

    page.get_by_text("The address was copied.").wait_for()
    assert page.evaluate("window.copied").endswith("/articles/tired/#how-long-does-it-last")
    page.get_by_role("button", name="Copy the address").click()
    assert page.evaluate("window.copied").endswith("/articles/tired/")


def test_without_scripts_the_address_stands_there(address, plain_page):
    plain_page.goto(address)

    assert not plain_page.get_by_role("button", name="Copy the address").is_visible()
    assert plain_page.get_by_role("link", name="/articles/tired/").is_visible()


def test_on_paper_the_words_and_the_stamp_stay_and_the_controls_go(address, page):
    page.goto(address)

    printed = pypdf.PdfReader(BytesIO(page.pdf(format="Letter")))
    told = " ".join(" ".join(one.extract_text() for one in printed.pages).split())

    assert "Medically reviewed by" in told
    assert "How long does it last?" in told
    assert "Here end the reviewed words." in told
    for control in ("Was this clear?", "Report a mistake", "Copy the address", "Leaflet (PDF)"):
        assert control not in told
