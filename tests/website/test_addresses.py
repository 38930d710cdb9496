import pytest

from wellread.discovery.request import SearchRequest, Sort
from wellread.website.addresses import address_label, article_address, followable, home_address, list_address, paged


def test_the_address_of_everything_has_no_parameters():
    assert list_address(SearchRequest(language="en")) == "/articles/"


def test_parameters_are_sorted_and_defaults_left_out():
    request = SearchRequest(
        language="en",
        words="calcium spots",
        selected={"topic": frozenset({"support", "diagnosis"}), "disease": frozenset({"breast-cancer"})},
        sort=Sort.TITLE,
        page=2,
    )

    assert list_address(request) == (
        "/articles/?disease=breast-cancer&page=2&q=calcium+spots&sort=title&topic=diagnosis&topic=support"
    )


@pytest.mark.parametrize(
    ("words", "sort", "address"),
    [
        ("", Sort.NEWEST, "/articles/"),
        ("", Sort.RELEVANCE, "/articles/"),
        ("lump", Sort.RELEVANCE, "/articles/?q=lump"),
        ("lump", Sort.NEWEST, "/articles/?q=lump&sort=newest"),
        ("", Sort.REVIEWED, "/articles/?sort=reviewed"),
    ],
)
def test_the_usual_order_is_left_out(words, sort, address):
    assert list_address(SearchRequest(language="en", words=words, sort=sort)) == address


def test_an_address_belongs_to_its_language():
    assert article_address("sangre", language="es") == "/es/articles/sangre/"
    assert article_address("blood", language="en") == "/articles/blood/"
    assert home_address("es") == "/es/"


def test_the_first_page_has_no_number():
    assert paged("/topics/support/", 1) == "/topics/support/"
    assert paged("/topics/support/", 2) == "/topics/support/?page=2"


@pytest.mark.parametrize("address", ["https://example.org/a", "http://example.org", "mailto:a@example.org", "/about/"])
def test_links_lead_to_the_web_to_letters_and_within(address):
    assert followable(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "",
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,x",
        "//elsewhere.example",
        "/\\elsewhere.example",
        "https:",
        "http://[broken",
        "ftp://example.org",
        "example.org",
    ],
)
def test_nothing_else_becomes_a_link(address):
    assert followable(address) == ""


def test_an_address_is_called_by_its_host():
    assert address_label("https://www.cancer.gov/about") == "cancer.gov"
    assert address_label("mailto:library@example.org") == "library@example.org"
    assert address_label("/about/") == "localhost"
