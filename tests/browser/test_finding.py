"""Finding in a real browser: half a word, a question, a slip of the keys, and all of it without scripts."""

from urllib.parse import urlsplit

import pytest

from tests.factories import TermFactory, make_published

pytestmark = [
    pytest.mark.browser,
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

QUESTION = "How long does the tiredness last?"


@pytest.fixture
def shelf():
    throat = TermFactory(slug="throat-cancer", name="Throat Cancer")
    body = [
        ("question", {"question": "What is it?", "answer": "<p>A side effect of treatment.</p>"}),
        ("question", {"question": QUESTION, "answer": "<p>The tiredness eases in weeks or months.</p>"}),
    ]
    return [
        make_published(title="The tiredness after treatment", slug="tired", terms=[throat], body=body),
        make_published(title="A hoarse throat", slug="hoarse", terms=[throat]),
    ]


def options(page):
    page.get_by_role("option").first.wait_for()
    return page.get_by_role("option").all_inner_texts()


def test_half_a_word_offers_whole_ones_and_the_keyboard_chooses(shelf, live_server, page):
    page.goto(live_server.url)
    field = page.get_by_role("combobox")
    assert field.get_attribute("aria-expanded") == "false"

    field.focus()
    page.keyboard.type("thr")

    assert any("Throat Cancer" in one and "Subject" in one for one in options(page))
    assert field.get_attribute("aria-expanded") == "true"
    assert "suggestion" in page.locator("form .sr[role=status]").inner_text()

    page.keyboard.press("ArrowDown")

    chosen = page.get_by_role("option", selected=True)
    assert chosen.get_attribute("id") == field.get_attribute("aria-activedescendant")
    assert "Throat Cancer" in chosen.inner_text()

    page.keyboard.press("Enter")

    page.wait_for_url("**/diseases/throat-cancer/")


def test_escape_closes_the_suggestions_and_enter_searches_for_what_was_typed(shelf, live_server, page):
    page.goto(live_server.url)
    page.get_by_role("combobox").focus()
    page.keyboard.type("hoa")
    options(page)

    page.keyboard.press("Escape")

    assert page.get_by_role("option").count() == 0
    assert page.get_by_role("combobox").input_value() == "hoa"

    page.keyboard.type("rse")
    options(page)
    page.keyboard.press("Enter")

    page.wait_for_url("**/articles/?q=hoarse")


def test_the_arrow_keys_go_round_and_leaving_the_field_closes_the_list(shelf, live_server, page):
    page.goto(live_server.url)
    field = page.get_by_role("combobox")
    field.focus()
    page.keyboard.type("th")
    many = len(options(page))

    page.keyboard.press("ArrowUp")
    assert page.get_by_role("option").nth(many - 1).get_attribute("aria-selected") == "true"
    page.keyboard.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") is None
    page.keyboard.press("Tab")

    assert page.get_by_role("option").count() == 0
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("ArrowDown")
    assert len(options(page)) == many


def test_a_suggestion_can_be_clicked_and_a_question_leads_to_its_place(shelf, live_server, page):
    page.goto(f"{live_server.url}/answers/")
    page.get_by_role("combobox").fill("how long")
    page.get_by_role("option", name=QUESTION).click()

    page.wait_for_url("**/articles/tired/#how-long-does-the-tiredness-last")


def test_fast_typing_shows_what_belongs_to_the_last_letters(shelf, live_server, page):
    page.goto(live_server.url)
    page.route("**/api/v1/suggest*", lambda route: route.continue_())
    page.get_by_role("combobox").focus()
    page.keyboard.type("throat", delay=5)
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("hoarse", delay=5)

    assert all("oarse" in one for one in options(page))


def test_without_the_library_behind_it_the_field_is_a_field(shelf, live_server, page):
    page.goto(live_server.url)
    page.route("**/api/v1/suggest*", lambda route: route.abort())
    page.get_by_role("combobox").focus()
    page.keyboard.type("hoarse")
    page.wait_for_timeout(400)

    assert page.get_by_role("option").count() == 0
    page.keyboard.press("Enter")
    page.wait_for_url("**/articles/?q=hoarse")


def test_an_answer_leads_to_its_very_place_without_scripts(shelf, live_server, plain_page):
    page = plain_page
    page.goto(live_server.url)
    page.get_by_role("link", name="Answers").click()
    page.get_by_role("searchbox").fill(QUESTION)
    page.get_by_role("button", name="Ask").click()
    assert "The tiredness eases in weeks or months." in page.locator("blockquote").first.inner_text()

    page.get_by_role("link", name=QUESTION).first.click()

    page.wait_for_url("**/articles/tired/#how-long-does-the-tiredness-last")
    assert page.get_by_role("heading", name=QUESTION).is_visible()


def test_a_slip_of_the_keys_is_mended_and_there_is_a_way_back_without_scripts(shelf, live_server, plain_page):
    page = plain_page
    page.goto(live_server.url)
    page.get_by_role("searchbox").fill("thraot")
    page.get_by_role("button", name="Search").click()
    assert "Showing results for" in page.get_by_role("main").inner_text()
    assert page.get_by_role("link", name="A hoarse throat").count()

    page.get_by_role("link", name="thraot", exact=True).click()

    assert "exact=1" in page.url
    assert "just as you typed it" in page.get_by_role("main").inner_text()


def test_typing_asks_no_other_origin_breaks_no_policy_and_sets_no_cookie(shelf, live_server, page):
    asked, refused = set(), []
    page.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)

    for path in ("/", "/answers/", "/privacy/", "/es/answers/", "/articles/"):
        page.goto(live_server.url + path)
        page.get_by_role("combobox").first.fill("th")
        page.wait_for_timeout(300)

    assert asked == {urlsplit(live_server.url).netloc}
    assert refused == []
    assert page.context.cookies() == []


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_page_is_wider_than_its_window(shelf, live_server, browser, width):
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    for path in ("/", "/answers/", f"/answers/?q={QUESTION}", "/articles/?q=tirednes", f"/articles/?q={'x' * 200}"):
        page.goto(live_server.url + path)
        page.get_by_role("combobox").first.fill("th")
        page.wait_for_timeout(300)

        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    context.close()
