"""The main ways through the house, in a real browser."""

from urllib.parse import urlsplit

import pytest

from tests.factories import ReviewerFactory, TermFactory, UserFactory, make_published
from wellread.articles.libraries import ensure_libraries
from wellread.publishing.groups import EDITORS, install_groups
from wellread.publishing.models import Publication

pytestmark = [
    pytest.mark.browser,
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture
def shelf():
    """Three articles under two diseases, one of which stands below the other."""
    head = TermFactory(slug="head-and-neck-cancer", name="Head and Neck Cancer")
    throat = TermFactory(slug="throat-cancer", name="Throat Cancer", parents=[head])
    question = {"question": "Is hoarseness a sign?", "answer": "<p>Sometimes. Ask to be looked at.</p>"}
    return [
        make_published(title="A hoarse voice", terms=[throat], body=[("question", question)]),
        make_published(title="A lump in the neck", terms=[head]),
        make_published(title="Something else"),
    ]


def press(page, key, times=1):
    for _ in range(times):
        page.keyboard.press(key)


def test_a_reader_finds_an_article_by_its_disease_without_scripts(shelf, live_server, plain_page):
    page = plain_page
    page.goto(live_server.url)
    page.get_by_role("link", name="Throat Cancer").first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "Throat Cancer"

    page.get_by_role("link", name="A hoarse voice").first.click()

    assert page.get_by_role("heading", level=1).inner_text() == "A hoarse voice"
    assert "Medically reviewed" in page.get_by_role("region", name="Medical review").inner_text()
    assert page.get_by_role("heading", name="Is hoarseness a sign?").is_visible()


def test_a_count_shows_just_that_many_articles_without_scripts(shelf, live_server, plain_page):
    page = plain_page
    page.goto(f"{live_server.url}/articles/")
    page.get_by_text("Filter").first.click()
    box = page.get_by_role("checkbox", name="Head and Neck Cancer")
    assert "2" in page.locator("label", has=box).inner_text()

    box.check()
    page.get_by_role("button", name="Show").first.click()

    assert "disease=head-and-neck-cancer" in page.url
    assert page.locator(".hit h2, .hit h3").count() == 2


def test_a_reader_finds_by_words_with_the_keyboard_alone(shelf, live_server, page):
    page.goto(live_server.url)
    page.get_by_role("combobox").first.focus()
    page.keyboard.type("hoarse")
    press(page, "Enter")
    page.wait_for_url("**/articles/?q=hoarse")

    page.get_by_role("link", name="A hoarse voice").first.focus()
    press(page, "Enter")

    page.wait_for_url("**/articles/a-hoarse-voice/")


def test_a_public_page_asks_no_other_origin_and_sets_no_cookie(shelf, live_server, page):
    asked, refused = set(), []
    page.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)

    for path in ("/", "/articles/", "/articles/a-hoarse-voice/", "/diseases/", "/diseases/throat-cancer/"):
        page.goto(live_server.url + path)

    assert asked == {urlsplit(live_server.url).netloc}
    assert refused == []
    assert page.context.cookies() == []


def test_an_editor_writes_an_article_and_publishes_it_and_a_reader_finds_it(live_server, page):
    libraries = ensure_libraries()
    install_groups()
    TermFactory(slug="support", name="Support")
    ReviewerFactory()
    editor = UserFactory(username="editor")
    editor.set_password("a long enough password")
    editor.save()
    editor.groups.add(*[group for group in install_groups() if group.name == EDITORS])

    page.goto(f"{live_server.url}/admin/")
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill("a long enough password")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{live_server.url}/admin/")
    page.goto(f"{live_server.url}/admin/pages/add/articles/article/{libraries[0].pk}/")
    page.get_by_role("textbox", name="Headline").fill("A ride to the clinic")
    page.get_by_role("textbox", name="Summary").fill("Who can drive you, and how to ask.")
    page.locator("select[name=kind]").select_option("information")
    page.get_by_role("tab", name="People and terms").click()
    page.get_by_role("checkbox", name="Support").check()
    page.get_by_role("tab", name="Sources").click()
    page.get_by_role("textbox", name="Source address").fill("https://example.org/rides")
    page.get_by_role("button", name="More actions").last.click()
    page.get_by_role("button", name="Publish").click()
    page.get_by_text("created and published").wait_for()

    assert Publication.objects.current().filter(slug="a-ride-to-the-clinic").exists()
    page.goto(f"{live_server.url}/articles/?q=clinic")
    page.get_by_role("link", name="A ride to the clinic").first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "A ride to the clinic"
