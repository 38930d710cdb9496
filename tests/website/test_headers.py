import pytest

from tests.factories import PersonFactory, make_published
from tests.website.builders import library_image, read
from wellread.publishing.publish import withdraw

pytestmark = pytest.mark.django_db

LOADING = {
    "img": "src",
    "script": "src",
    "iframe": "src",
    "source": "srcset",
    "audio": "src",
    "video": "src",
    "embed": "src",
    "object": "data",
    "form": "action",
    "use": "href",
}
LINKED_ONLY = {"canonical", "alternate", "prev", "next"}


@pytest.fixture
def addresses(vocabulary):
    """The address of every kind of public page."""
    quoted = PersonFactory(
        name="Maren Sample", slug="maren-sample", affiliation="Clinic", portrait=library_image("tan")
    )
    body = [
        ("paragraph", '<p>Read <a href="https://elsewhere.example/">this</a>.</p>'),
        ("image", {"image": library_image("gold"), "alternative_text": "A chart", "caption": ""}),
        ("quote", {"words": "Yes.", "person": quoted}),
    ]
    make_published(title="Tired", body=body, terms=[vocabulary["throat"]])
    withdraw(make_published(title="Gone"), reason="Old.")
    pages = [
        "",
        "articles/",
        "articles/?q=tired&disease=throat-cancer",
        "articles/?q=tried",
        "answers/",
        "answers/?q=what+is+tired",
        "articles/tired/",
        "articles/tired/current/?edition=1",
        "articles/tired/mistake/",
        "articles/gone/",
        "diseases/",
        "diseases/throat-cancer/",
        "people/maren-sample/",
        "about/review/",
        "privacy/",
        "accessibility/",
        "nothing-here/",
    ]
    return [f"/{page}" for page in pages] + [f"/es/{page}" for page in pages]


def test_every_page_is_kept_strictly_to_this_site(client, addresses):
    for address in addresses:
        policy = client.get(address).headers["Content-Security-Policy"]

        assert "default-src 'none'" in policy, address
        assert "unsafe" not in policy, address


def test_no_reader_gets_a_cookie(client, addresses):
    for address in addresses:
        response = client.get(address)

        assert not response.cookies, address
        assert "cookie" not in response.headers.get("Vary", "").lower(), address


def test_no_page_loads_anything_from_elsewhere(client, addresses):
    for address in addresses:
        page = read(client.get(address))
        loaded = [found.get(LOADING[tag], "") for tag, found in page.elements if tag in LOADING]
        loaded += [one["href"] for one in page.all("link") if one["rel"] not in LINKED_ONLY]

        assert all(one == "" or (one.startswith("/") and not one.startswith("//")) for one in loaded), (address, loaded)


def test_no_page_has_scripts_or_styles_of_its_own(client, addresses):
    for address in addresses:
        page = read(client.get(address))

        assert not page.all("style"), address
        # Data is no script: the policy does not look at it, and nothing runs it.
        scripts = [one for one in page.all("script") if one != {"type": "application/ld+json"}]
        assert all("src" in script for script in scripts), address
        assert not [found for _tag, found in page.elements if "style" in found], address
        assert not [name for _tag, found in page.elements for name in found if name.startswith("on")], address


def test_every_page_is_sound_and_has_one_heading(client, addresses):
    for address in addresses:
        page = read(client.get(address))

        assert page.mistakes == [], address
        assert len(page.all("h1")) == 1, address
        ids = [found["id"] for _tag, found in page.elements if "id" in found]
        assert len(ids) == len(set(ids)), address


def test_every_page_says_where_to_turn_in_an_emergency(client, addresses):
    for address in addresses:
        words = "En una emergencia, llame al 911." if address.startswith("/es/") else "In an emergency, call 911."

        assert words in read(client.get(address)).text, address


def test_a_sample_library_says_so_on_every_page(client, addresses, settings):
    settings.WELLREAD_SAMPLE = True

    for address in addresses:
        text = read(client.get(address)).text
        sentence = (
            "Biblioteca de muestra: las personas, las revisiones y el hospital son inventados."
            if address.startswith("/es/")
            else "Sample library: its people, its reviews and its hospital are invented. No medical advice."
        )

        assert sentence in text, address


def test_a_library_that_is_none_says_nothing_of_samples(client, addresses):
    assert "Sample library" not in read(client.get("/")).text


def test_every_field_has_a_label(client, addresses):
    for address in addresses:
        page = read(client.get(address))
        labelled = {label.get("for") for label in page.all("label")}
        fields = [one for one in page.all("input") if one.get("type") == "search"]

        assert fields or "articles" not in address, address
        assert all(one["id"] in labelled for one in fields), address
