import importlib
from io import BytesIO

import pypdf
import pytest
import time_machine

from tests.factories import make_article, sign_article
from tests.website.builders import library_image, read
from wellread.articles.models import ArticleReference
from wellread.articles.reading import content_of
from wellread.publishing.publish import publish, withdraw
from wellread.review.attest import waive
from wellread.vocabulary.models import Code
from wellread.website import press
from wellread.website.leaflet import code_drawing
from wellread.website.press import print_pdf

pytestmark = [
    pytest.mark.django_db,
    # What WeasyPrint leans on still tells of its own old ways.
    pytest.mark.filterwarnings("ignore::DeprecationWarning:fontTools"),
]


def body_with_everything():
    return [
        ("paragraph", "<p>Treatment is over.</p>"),
        ("key_facts", {"items": ["It is common."]}),
        ("question", {"question": "Is it normal?", "answer": "<p>Yes. It may be anemia.</p>"}),
        ("list", {"items": ["Walk a little.", "Rest."], "ordered": True}),
        ("section", {"heading": "Plan a week", "text": '<p>See <a href="/diseases/">all diseases</a>.</p>'}),
        ("image", {"image": library_image(), "alternative_text": "A chart of a week", "caption": "One week."}),
        ("get_help", {"text": "<p>Call 911 if you faint.</p>"}),
    ]


@pytest.fixture
def article(vocabulary):
    term = vocabulary["throat"]
    term.name, term.definition = "Anemia", "Too few red blood cells."
    term.codes.add(Code(prefix="D50"))
    term.save()
    article = make_article(title="Tired", summary="It is real.", body=body_with_everything())
    article.references = [ArticleReference(title="Fatigue", publisher="NCI", year=2024)]
    article.call_to_action_telephone = "+12025550142"
    article.save_revision()
    sign_article(article)
    publish(article)
    return article


def leaflet(client, address="/articles/tired/leaflet.pdf"):
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    return pypdf.PdfReader(BytesIO(answer.content))


def words(reader):
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def structure(reader):
    """Return the kinds of the tags in reading order."""
    found = []

    def walk(node):
        node = node.get_object()
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, dict) and "/S" in node:
            found.append(str(node["/S"]))
            if "/K" in node:
                walk(node["/K"])

    walk(reader.trailer["/Root"]["/StructTreeRoot"]["/K"])
    return found


def alternatives(reader):
    found = []

    def walk(node):
        node = node.get_object()
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, dict):
            if "/Alt" in node:
                found.append(str(node["/Alt"]))
            if "/K" in node and "/S" in node:
                walk(node["/K"])

    walk(reader.trailer["/Root"]["/StructTreeRoot"]["/K"])
    return found


@pytest.mark.parametrize("size", ["", "?size=large"])
def test_it_is_tagged_with_language_and_title(client, article, size):
    reader = leaflet(client, f"/articles/tired/leaflet.pdf{size}")

    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert (root["/Lang"], reader.metadata.title) == ("en", "Tired")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.xmp_metadata is not None
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    tags = structure(reader)
    assert tags.count("/H1") == 1
    assert tags.index("/H1") < tags.index("/H2")
    assert {"/P", "/L", "/LI", "/Link", "/Figure"} <= set(tags)
    assert sorted(alternatives(reader))[0] == "A chart of a week"


@pytest.mark.parametrize("size", ["", "?size=large"])
def test_it_reads_in_the_order_of_the_article(client, article, size):
    told = words(leaflet(client, f"/articles/tired/leaflet.pdf{size}"))

    order = [
        "Tired",
        "It is real.",
        "Medically reviewed by",
        "In brief",
        "It is common.",
        "Treatment is over.",
        "Is it normal?",
        "It may be anemia.",
        "Walk a little.",
        "Plan a week",
        "One week.",
        "When to get help",
        "Call 911 if you faint.",
        "Where this comes from",
        "Fatigue. NCI. 2024.",
        "Here end the reviewed words.",
        "Words explained",
        "Too few red blood cells.",
        "(202) 555-0142",
        "Is this leaflet still current?",
        "/articles/tired/current/?edition=1",
        "This information supports, and does not replace,",
        "In an emergency, call 911.",
    ]
    places = [told.replace(" /", "/").find(piece) for piece in order]
    assert -1 not in places, order[places.index(-1)]
    assert places == sorted(places)


def test_large_print_is_eighteen_points_and_more(client, article):
    sizes = set()
    for page in leaflet(client, "/articles/tired/leaflet.pdf?size=large").pages:
        page.extract_text(
            visitor_text=lambda text, cm, tm, font, size: (
                sizes.add(round(abs(size * tm[3] * cm[3]), 1)) if text.strip() else None
            )
        )

    assert min(sizes) >= 18
    assert max(sizes) >= 30


def test_fonts_travel_with_it(client, article):
    fonts = leaflet(client).pages[0]["/Resources"]["/Font"]

    for font in fonts.values():
        descriptor = font["/DescendantFonts"][0]["/FontDescriptor"]
        assert {"/FontFile2", "/FontFile3"} & descriptor.keys()


def test_in_spanish(client, article):
    spanish = make_article(title="Cansancio", language="es", body=[("paragraph", "<p>El tratamiento terminó.</p>")])
    sign_article(spanish)
    publish(spanish)

    for size in ("", "?size=large"):
        reader = leaflet(client, f"/es/articles/cansancio/leaflet.pdf{size}")

        assert reader.trailer["/Root"]["/Lang"] == "es"
        assert "Revisado por un médico" in words(reader) or "Revisión médica" in words(reader)
        assert "/es/articles/cansancio/current/?edition=1" in words(reader).replace(" ", "")


def test_the_same_edition_on_the_same_day_has_the_same_bytes(client, article):
    first, second = (client.get("/articles/tired/leaflet.pdf").content for _ in range(2))

    assert first == second


def test_the_review_is_told_as_it_stands_on_the_day(client, article):
    with time_machine.travel("2036-11-23T12:00:00Z"):
        told = words(leaflet(client))

    assert "Review overdue since" in told
    assert "Here end the words that were reviewed." in told


def test_without_a_review_it_says_so(client):
    article = make_article(title="Unread")
    waive(article, content_of(article), reason="Urgent.", by="lead")
    publish(article)

    assert "Not medically reviewed." in words(leaflet(client, "/articles/unread/leaflet.pdf"))


def test_other_sizes_moved_withdrawn_and_unknown_articles(client, article):
    assert client.get("/articles/tired/leaflet.pdf?size=huge").status_code == 404
    assert client.get("/articles/nowhere/leaflet.pdf").status_code == 404
    withdraw(article, reason="Old.")

    gone = client.get("/articles/tired/leaflet.pdf")

    assert gone.status_code == 410
    assert "If you have it on paper, please do not use it any more." in read(gone).text


@pytest.mark.parametrize(
    ("given", "led_to"),
    [
        ("?x=1", ""),
        ("?size=", ""),
        ("?utm_source=mail&size=large", "?size=large"),
        ("?size=1&size=large", "?size=large"),
    ],
)
def test_no_parameter_makes_the_same_leaflet_anew(given, led_to, client, article):
    answer = client.get(f"/articles/tired/leaflet.pdf{given}")

    assert (answer.status_code, answer.headers["Location"]) == (302, f"/articles/tired/leaflet.pdf{led_to}")


def test_a_renamed_article_keeps_its_leaflet_and_the_size(client, article):
    article.slug = "weary"
    article.save_revision()
    publish(article)

    answer = client.get("/articles/tired/leaflet.pdf?size=large")

    assert (answer.status_code, answer.headers["Location"]) == (301, "/articles/weary/leaflet.pdf?size=large")


def test_a_picture_that_is_lost_leaves_its_words(client, article, monkeypatch):
    monkeypatch.setattr("wellread.website.leaflet.content_type", lambda name: None)

    assert "One week." in words(leaflet(client))


def test_without_the_libraries_the_address_says_so(client, article, monkeypatch):
    def fail(name):
        raise OSError("cannot load library 'libpango-1.0-0'\nmore")

    monkeypatch.setattr(importlib, "import_module", fail)

    answer = client.get("/articles/tired/leaflet.pdf")

    assert answer.status_code == 503
    assert "You can print the article itself" in read(answer).text
    assert press.fault() == "cannot load library 'libpango-1.0-0'"


def test_with_the_libraries_nothing_is_wrong():
    assert press.fault() == ""


def test_a_machine_without_fonts_is_noticed(monkeypatch):
    class Blank:
        def __init__(self, string):
            pass

        def write_pdf(self, **options):
            return b"%PDF"

    class Library:
        HTML = Blank

    monkeypatch.setattr(press, "_load", lambda: (Library, None))

    assert press.fault() == "This machine has no font."


@pytest.mark.parametrize(
    "address", ["https://elsewhere.example/x.png", "file:///etc/passwd", "data:image/png;base64,AA==", "/admin/x.png"]
)
def test_nothing_is_fetched_but_what_is_handed_over(address):
    asked = []

    def find(url):
        asked.append(url)

    printed = print_pdf(
        f'<html lang="en"><title>A</title><p>A</p><img src="{address}" alt="x"></html>',
        stylesheet=f'body {{ background: url("{address}"); }}',
        base_url="http://localhost/",
        find_file=find,
        identifier=b"0" * 16,
    )

    assert printed.startswith(b"%PDF")
    assert asked


def test_the_code_is_a_drawing_of_the_address():
    drawing = code_drawing("https://library.example.org/articles/tired/current/?edition=3")

    assert drawing.startswith(b"<svg")
    assert drawing != code_drawing("https://library.example.org/articles/tired/current/?edition=4")


def test_when_too_many_want_one_at_once_the_next_is_asked_to_come_again(client, article):
    for _ in range(press.MOST_AT_THE_PRESS):
        press._places.acquire()

    sent_away = client.get("/articles/tired/leaflet.pdf")
    for _ in range(press.MOST_AT_THE_PRESS):
        press._places.release()

    assert (sent_away.status_code, sent_away.headers["Retry-After"]) == (503, "10")
    assert "Try again in some seconds" in sent_away.content.decode()
    assert leaflet(client).pages
