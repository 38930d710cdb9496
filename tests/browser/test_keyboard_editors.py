"""Write, submit, sign and publish, by keyboard alone."""

import pytest
from django.urls import reverse

from tests.browser.keys import tab_to
from tests.factories import TermFactory
from tests.review.workflows import PASSWORD, editor, reviewer
from wellread.articles.libraries import ensure_libraries
from wellread.articles.models import Article
from wellread.publishing.models import Publication

pytestmark = [
    pytest.mark.browser,
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture
def person(browser, live_server):
    """Open a window of somebody's own, and sign in there with the keyboard."""
    windows = []

    def enter(user):
        window = browser.new_context(viewport={"width": 1280, "height": 900})
        windows.append(window)
        page = window.new_page()
        page.set_default_timeout(20_000)
        page.goto(f"{live_server.url}/admin/")
        page.get_by_label("Username").focus()
        page.keyboard.type(user.username)
        tab_to(page, page.locator("input[type=password]"))
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{live_server.url}/admin/")
        return page

    yield enter
    for window in windows:
        window.close()


def press(page, target, key="Enter"):
    tab_to(page, target)
    page.keyboard.press(key)


def choose_action(page, name):
    press(page, page.get_by_role("button", name="More actions").last)
    press(page, page.get_by_role("button", name=name, exact=True))


def test_an_article_is_written_submitted_and_signed_without_a_mouse(live_server, person, page):
    library = ensure_libraries()[0]
    TermFactory(slug="cough", name="Cough")
    writer, signer = editor(), reviewer(name="Rhea Reviewer")

    at_desk = person(writer)
    at_desk.goto(f"{live_server.url}/admin/pages/add/articles/article/{library.pk}/")
    tab_to(at_desk, at_desk.get_by_role("textbox", name="Headline"))
    at_desk.keyboard.type("A cough that stays")
    tab_to(at_desk, at_desk.get_by_role("textbox", name="Summary"))
    at_desk.keyboard.type("See a doctor after 6 weeks.")
    press(at_desk, at_desk.get_by_role("button", name="Insert a block").first)
    tab_to(at_desk, at_desk.get_by_placeholder("Search options…"))
    at_desk.keyboard.type("Paragraph")
    at_desk.keyboard.press("Enter")

    tab_to(at_desk, at_desk.locator("[contenteditable=true]").last)
    at_desk.keyboard.type("Most coughs go away by themselves.")
    press(at_desk, at_desk.get_by_role("tab", name="Words"), "ArrowRight")
    press(at_desk, at_desk.get_by_role("checkbox", name="Cough"), "Space")
    press(at_desk, at_desk.get_by_role("tab", name="People and terms"), "ArrowRight")
    tab_to(at_desk, at_desk.get_by_role("textbox", name="Source address"))
    at_desk.keyboard.type("https://example.org/cough")
    choose_action(at_desk, "Submit to Editor's check, then medical review")
    at_desk.wait_for_url("**/admin/pages/*/")
    article = Article.objects.get(draft_title="A cough that stays")
    at_desk.goto(f"{live_server.url}{reverse('wagtailadmin_pages:edit', args=[article.pk])}")
    choose_action(at_desk, "Approve")
    at_desk.wait_for_url(lambda address: "/edit/" not in address)

    in_clinic = person(signer.user)
    in_clinic.goto(f"{live_server.url}{reverse('my_reviews')}")
    press(in_clinic, in_clinic.get_by_role("link", name="A cough that stays", exact=True))
    in_clinic.get_by_text("This is its first review").wait_for()
    for box in in_clinic.get_by_role("checkbox").all():
        press(in_clinic, box, "Space")
    tab_to(in_clinic, in_clinic.get_by_label("Your password"))
    in_clinic.keyboard.type(PASSWORD)
    press(in_clinic, in_clinic.get_by_role("button", name="Sign these words"))
    in_clinic.get_by_text("You have signed “A cough that stays”").wait_for()

    assert Publication.objects.current().filter(slug="a-cough-that-stays").exists()
    page.goto(f"{live_server.url}/articles/a-cough-that-stays/")
    assert "Rhea Reviewer" in page.get_by_role("region", name="Medical review").inner_text()
    assert "Most coughs go away by themselves." in page.locator("main").inner_text()
