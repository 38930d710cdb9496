"""Finding in a real browser: half a word, a question, a slip of the keys, and all of it without scripts."""

from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.factories import FacetFactory, TermFactory, make_published

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


@pytest.fixture
def shelves():
    """A library with two facets, and more articles than a page of a list has."""
    throat = TermFactory(slug="throat-cancer", name="Throat Cancer")
    topics = FacetFactory(slug="topic", path="topics", name="Topics", position=1)
    sleep, food = (TermFactory(facet=topics, slug=name.lower(), name=name) for name in ("Sleep", "Food"))
    for number in range(3):
        make_published(title=f"Sleeping {number}", terms=[throat, sleep])
    for number in range(20):
        make_published(title=f"Eating {number}", terms=[food])
    for number in range(12):
        TermFactory(facet=topics, slug=f"more-{number}", name=f"More {number}")


def found_now(page, text):
    """Wait until the list says so and its filters have followed."""
    page.wait_for_function("text => document.getElementById('list--count').innerText === text", arg=text)
    page.wait_for_function("() => !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')")


def focused(page):
    return page.evaluate("document.activeElement.id")


def test_ticking_a_box_narrows_the_list_in_place_and_keeps_the_focus(shelves, live_server, page):
    page.goto(f"{live_server.url}/articles/")
    page.evaluate("window.kept = true")
    page.locator("#choice--topic--sleep").focus()

    page.keyboard.press("Space")

    found_now(page, "3 articles")
    assert urlsplit(page.url).path + "?" + urlsplit(page.url).query == "/articles/?topic=sleep"
    assert focused(page) == "choice--topic--sleep"
    assert page.get_by_role("status").get_by_text("3 articles").count() == 1
    assert page.get_by_role("checkbox", name="Throat Cancer 3 articles").is_enabled()
    assert page.title().startswith("Articles: Sleep")
    assert page.locator("link[rel=canonical]").get_attribute("href").endswith("/articles/?topic=sleep")
    assert page.evaluate("window.kept")


def test_back_and_forward_go_through_the_addresses_and_nothing_is_kept(shelves, live_server, page):
    page.goto(f"{live_server.url}/articles/?q=plain")
    page.locator("#choice--topic--sleep").check()
    found_now(page, "3 articles")
    page.get_by_role("link", name="A to Z").click()
    page.wait_for_url("**/articles/?q=plain&sort=title&topic=sleep")

    page.go_back()
    page.wait_for_url("**/articles/?q=plain&topic=sleep")
    found_now(page, "3 articles")
    assert page.locator("#choice--topic--sleep").is_checked()
    page.go_back()
    found_now(page, "23 articles")
    assert not page.locator("#choice--topic--sleep").is_checked()
    page.go_forward()
    found_now(page, "3 articles")

    page.wait_for_function("() => sessionStorage.length === 0")
    assert page.evaluate("localStorage.length") == 0


def test_a_chip_takes_its_term_away_and_the_focus_stays_near(shelves, live_server, page):
    page.goto(f"{live_server.url}/articles/?topic=sleep&topic=food")
    page.get_by_role("link", name="Remove Sleep").focus()

    page.keyboard.press("Enter")

    found_now(page, "20 articles")
    assert not page.locator("#choice--topic--sleep").is_checked()
    page.wait_for_function("() => document.activeElement.innerText.includes('Food')")
    page.keyboard.press("Enter")
    found_now(page, "23 articles")
    page.wait_for_function("() => document.activeElement.id === 'list--count'")


def test_the_next_page_begins_at_its_beginning(shelves, live_server, page):
    page.goto(f"{live_server.url}/articles/")
    page.get_by_role("link", name="Next").click()

    page.wait_for_url("**/articles/?page=2")
    page.wait_for_function("() => document.activeElement.id === 'list--count'")
    assert page.locator(".hit").count() == 3
    assert 0 <= page.evaluate("document.getElementById('list--count').getBoundingClientRect().top") < 200


def test_a_term_is_found_in_a_long_facet_and_its_box_stays_in_sight(shelves, live_server, page):
    page.goto(f"{live_server.url}/articles/")
    field = page.get_by_label("Find in Topics")
    field.fill("slé")

    assert "Sleep" in page.locator("#facet--topic li:visible").inner_text()
    assert page.locator("#facet--topic li:visible").count() == 1
    page.locator("#choice--topic--sleep").check()
    found_now(page, "3 articles")
    assert field.input_value() == "slé"
    assert page.locator("#facet--topic li:visible").count() == 1

    field.press("Escape")
    assert "Food" in page.locator("#facet--topic li:visible").first.inner_text()
    field.fill("nothing of that name")
    assert page.get_by_text("Nothing here has that name.").is_visible()


def test_a_list_that_cannot_be_had_is_gone_to(shelves, live_server, page):
    page.goto(f"{live_server.url}/articles/")
    page.route("**/articles/?topic=sleep", lambda route: route.fulfill(status=503, body="<h1>Closed for a minute</h1>"))

    page.locator("#choice--topic--sleep").click()

    page.wait_for_url("**/articles/?topic=sleep")
    assert page.get_by_role("heading", name="Closed for a minute").is_visible()


def test_on_a_phone_the_button_says_how_many_and_closes_the_filters(shelves, live_server, browser):
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{live_server.url}/articles/")
    page.get_by_text("Filter", exact=True).click()
    page.locator("#choice--topic--sleep").check()
    found_now(page, "3 articles")

    assert page.get_by_text("(1 chosen)").is_visible()
    page.get_by_role("button", name="Show 3 articles").click()

    page.wait_for_function("() => document.activeElement.id === 'list--count'")
    assert not page.locator("#list--filters").is_visible()
    context.close()


def test_without_scripts_the_filters_are_a_form(shelves, live_server, plain_page):
    page = plain_page
    page.goto(f"{live_server.url}/articles/")
    assert not page.get_by_label("Find in Topics").is_visible()
    page.get_by_text("Filter", exact=True).click()
    page.locator("#choice--topic--sleep").check()

    page.get_by_role("button", name="Show articles").click()

    assert "3 articles" in page.get_by_role("main").inner_text()
    page.get_by_role("link", name="Clear all").click()
    assert "23 articles" in page.get_by_role("main").inner_text()


def test_a_filtered_list_breaks_no_policy(shelves, live_server, page):
    refused = []
    page.on("console", lambda message: refused.append(message.text) if message.type in {"error", "warning"} else None)
    page.goto(f"{live_server.url}/articles/")

    page.locator("#choice--topic--sleep").check()
    found_now(page, "3 articles")

    assert refused == []
    assert page.context.cookies() == []
    assert page.locator("style").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_pages_on_which_one_finds_have_no_barriers(shelves, live_server, browser, scheme, width):
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    paths = ("/", "/articles/", "/articles/?q=plain&topic=sleep", "/articles/?q=zebra", "/topics/food/", "/topics/")
    for path in (*paths, "/answers/", "/answers/?q=what+is+plain", "/es/", "/es/articles/"):
        page.goto(live_server.url + path)

        assert Axe().run(page).response["violations"] == [], path
    context.close()
