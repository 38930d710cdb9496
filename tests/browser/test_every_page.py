"""Every page of the sample library, in every state, as the real server gives it."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
KILOBYTE = 1024
_SHIFTS = """() => new Promise(done => {
    let moved = 0;
    new PerformanceObserver(list => { for (const entry of list.getEntries()) moved += entry.value; })
        .observe({type: "layout-shift", buffered: true});
    setTimeout(() => done(moved), 300);
})"""


@dataclass
class Visit:
    """What a first visit brought over the line."""

    sizes: dict[str, int] = field(default_factory=dict)
    hosts: set[str] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)
    shift: float = 0.0

    def weight_of(self, ending: str) -> int:
        return sum(size for url, size in self.sizes.items() if urlsplit(url).path.endswith(ending))

    @property
    def weight(self) -> int:
        return sum(self.sizes.values())


def first_visit(browser: Any, url: str, viewport: dict[str, int]) -> Visit:
    """Open a page with nothing kept from before, and weigh all that comes, as compressed on the line."""
    visit, context = Visit(), browser.new_context(viewport=viewport)
    page = context.new_page()
    page.on("console", lambda told: visit.complaints.append(told.text) if told.type == "error" else None)
    page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    network, addresses = context.new_cdp_session(page), {}
    network.send("Network.enable")
    network.on("Network.requestWillBeSent", lambda told: addresses.update({told["requestId"]: told["request"]["url"]}))
    network.on(
        "Network.loadingFinished",
        lambda event: visit.sizes.update({addresses[event["requestId"]]: int(event["encodedDataLength"])}),
    )
    page.goto(url, wait_until="networkidle")
    visit.shift = page.evaluate(_SHIFTS)
    visit.hosts = {urlsplit(address).netloc for address in addresses.values() if not address.startswith("data:")}
    context.close()
    return visit


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(site, browser, viewport, scheme):
    context = browser.new_context(viewport=viewport, color_scheme=scheme, reduced_motion="reduce")
    page, found = context.new_page(), {}
    for one in site.pages():
        answer = page.goto(site.url + one.path)
        violations = Axe().run(page).response["violations"]
        if answer.status != one.status or violations:
            found[one.name] = (answer.status, [(rule["id"], rule["nodes"][0]["html"][:200]) for rule in violations])
    context.close()

    assert found == {}


@pytest.mark.parametrize("path", ["/", "/articles/", "/answers/", "/diseases/", "/es/", "/es/articles/"])
def test_axe_finds_nothing_in_an_empty_library(empty_site, browser, path):
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()

    answer = page.goto(empty_site.url + path)

    assert answer.status == 200
    assert [rule["id"] for rule in Axe().run(page).response["violations"]] == []
    context.close()


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_page_has_one_title_one_main_heading_and_fits_its_window(site, browser, viewport):
    context = browser.new_context(viewport=viewport)
    page, wrong = context.new_page(), {}
    for one in site.pages():
        page.goto(site.url + one.path)
        told = (
            page.title().strip() != "",
            page.locator("h1").count(),
            page.locator("html").get_attribute("lang"),
            page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"),
        )
        if told != (True, 1, "es" if one.path.startswith("/es/") else "en", True):
            wrong[one.name] = told
    cookies = context.cookies()
    context.close()

    assert (wrong, cookies) == ({}, [])


@pytest.mark.parametrize(("name", "most"), [("article", 60), ("list", 80), ("home", 80)])
def test_a_first_visit_is_light_asks_nobody_else_and_nothing_moves(site, browser, name, most):
    path = next(one.path for one in site.pages() if one.name == name)

    for viewport in (PHONE, DESKTOP):
        visit = first_visit(browser, site.url + path, viewport)

        without_pictures = visit.weight - visit.weight_of(".png") - visit.weight_of(".webp")
        assert visit.complaints == []
        assert visit.hosts == {urlsplit(site.url).netloc}
        assert len(visit.sizes) <= 8
        assert visit.weight_of(".js") <= 20 * KILOBYTE
        assert without_pictures <= most * KILOBYTE
        assert visit.shift == 0


def test_no_page_breaks_its_own_policy(site, browser):
    context, complaints = browser.new_context(viewport=DESKTOP), {}
    page = context.new_page()
    page.on("console", lambda told: complaints.setdefault(page.url, told.text) if told.type == "error" else None)
    for one in site.pages():
        page.goto(site.url + one.path, wait_until="networkidle")
    context.close()

    # The browser itself tells of every answer that is none of the 200s.
    assert [text for text in complaints.values() if "the server responded with a status of 4" not in text] == []
