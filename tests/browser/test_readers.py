"""The readers' journeys through the sample library: by keyboard alone, and without scripts."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.browser.keys import tab_to

pytestmark = [pytest.mark.browser, pytest.mark.journey]

QUESTION = "What are calcium spots?"


class TestByKeyboardAlone:
    def test_the_first_stop_leads_past_the_head_of_the_page(self, site, page):
        page.goto(site.url)

        tab_to(page, page.get_by_role("link", name="Skip to the text"))
        page.keyboard.press("Enter")

        assert page.url.endswith("#page--main")

    def test_find_by_words_and_read(self, site, page):
        page.goto(site.url)
        tab_to(page, page.get_by_role("combobox").first)
        page.keyboard.type("calcium")
        page.keyboard.press("Enter")
        page.wait_for_url("**/articles/?q=calcium")

        found = page.locator(".hit a").first
        name = found.inner_text()
        tab_to(page, found)
        page.keyboard.press("Enter")

        page.wait_for_url("**/articles/*/")
        assert page.get_by_role("heading", level=1).inner_text() == name

    def test_find_by_facets_and_go_back(self, site, page):
        page.goto(f"{site.url}/articles/")
        all_of_them = page.get_by_role("heading", level=1).inner_text()
        tab_to(page, page.get_by_role("checkbox", name="Breast Cancer").first)
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
        page.wait_for_url("**disease=breast-cancer**")
        page.locator(".chip").first.wait_for()

        page.go_back()

        page.wait_for_url(f"{site.url}/articles/")
        assert page.get_by_role("heading", level=1).inner_text() == all_of_them

    def test_ask_and_go_to_the_very_place(self, site, page):
        page.goto(f"{site.url}/answers/")
        tab_to(page, page.get_by_role("combobox").last)
        page.keyboard.type(QUESTION)
        page.keyboard.press("Enter")
        page.wait_for_url("**/answers/?q=**")

        tab_to(page, page.locator("main a[href*='#']").first)
        page.keyboard.press("Enter")

        page.wait_for_url("**/articles/**#*")
        assert page.evaluate("document.querySelector(':target') !== null")

    def test_change_the_language_and_back(self, site, page):
        page.goto(site.url)
        tab_to(page, page.get_by_role("banner").get_by_role("link", name="Español"))
        page.keyboard.press("Enter")
        page.wait_for_url(f"{site.url}/es/")
        assert page.locator("html").get_attribute("lang") == "es"

        tab_to(page, page.get_by_role("banner").get_by_role("link", name="English"))
        page.keyboard.press("Enter")

        page.wait_for_url(f"{site.url}/")


class TestWithoutScripts:
    def test_find_by_words_and_read(self, site, plain_page):
        plain_page.goto(site.url)
        plain_page.get_by_role("searchbox").first.fill("calcium")
        plain_page.get_by_role("button", name="Search").first.click()
        found = plain_page.locator(".hit a").first
        name = found.inner_text()

        found.click()

        assert plain_page.get_by_role("heading", level=1).inner_text() == name
        assert "Medically reviewed" in plain_page.locator("main").inner_text()

    def test_find_by_facets(self, site, plain_page):
        plain_page.goto(f"{site.url}/articles/")
        plain_page.locator("summary").first.click()
        plain_page.get_by_role("checkbox", name="Breast Cancer").first.check()

        plain_page.get_by_role("button", name="Show").first.click()

        assert "disease=breast-cancer" in plain_page.url
        assert plain_page.locator(".chip").count() >= 1
        assert plain_page.locator(".hit").count() == 3

    def test_ask_and_go_to_the_very_place(self, site, plain_page):
        plain_page.goto(f"{site.url}/answers/")
        plain_page.get_by_role("searchbox").last.fill(QUESTION)
        plain_page.keyboard.press("Enter")

        plain_page.locator("main a[href*='#']").first.click()

        assert "/articles/" in plain_page.url

    def test_change_the_language_of_an_article(self, site, plain_page):
        plain_page.goto(site.url + site.path_of("sample:blood-in-your-urine"))

        plain_page.get_by_role("link", name="Español").first.click()

        assert plain_page.url == site.url + site.path_of("sample:sangre-en-la-orina")
        assert plain_page.locator("html").get_attribute("lang") == "es"


def test_a_printed_article_keeps_words_stamp_and_sources_and_loses_what_paper_cannot_do(site, page):
    page.goto(site.url + site.path_of("sample:calcium-spots-on-a-mammogram"))

    printed = "\n".join(one.extract_text() for one in PdfReader(BytesIO(page.pdf())).pages)

    words = " ".join(printed.split())
    assert "Medically reviewed by" in words
    assert "https://" in words
    assert "Was this clear" not in words
    assert "Search" not in words
