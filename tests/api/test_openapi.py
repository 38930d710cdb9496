"""What /api/openapi.json says is what the API does."""

import jsonschema
import pytest

from tests.factories import make_published
from wellread.articles import content
from wellread.publishing.publish import withdraw

pytestmark = pytest.mark.django_db


@pytest.fixture
def description(get, terms):
    return get("/openapi.json")


def check(description, path, status, values):
    """Validate an answer against what is said of it."""
    (media,) = description["paths"][path]["get"]["responses"][str(status)]["content"].values()
    schema = {"components": description["components"], **media["schema"]}
    jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).validate(values)


@pytest.mark.parametrize("query", ["", "?q=calcium", "?disease=anemia", "?page=9", "?language=es"])
def test_lists_are_as_described(get, description, whole, bare, query):
    check(description, "/api/v1/articles", 200, get(f"/v1/articles{query}"))


def test_articles_are_as_described(get, description, whole, bare):
    for article in (whole, bare):
        check(description, "/api/v1/articles/{slug}", 200, get(f"/v1/articles/{article.slug}"))


def test_facets_are_as_described(get, description, whole):
    check(description, "/api/v1/facets", 200, get("/v1/facets"))


def test_problems_are_as_described(get, description, whole):
    withdraw(whole, reason="Wrong.")
    article = "/api/v1/articles/{slug}"

    check(description, "/api/v1/articles", 400, get("/v1/articles?page=0", status=400))
    check(description, "/api/v1/facets", 400, get("/v1/facets?disease=nothing", status=400))
    check(description, article, 400, get("/v1/articles/x?page=1", status=400))
    check(description, article, 404, get("/v1/articles/x", status=404))
    check(description, article, 410, get(f"/v1/articles/{whole.slug}", status=410))


def test_the_check_would_see_a_missing_key(get, description, whole):
    answer = get("/v1/articles")
    del answer["hits"][0]["terms"]

    with pytest.raises(jsonschema.ValidationError, match="terms"):
        check(description, "/api/v1/articles", 200, answer)


def test_every_property_is_required_so_that_no_key_is_ever_absent(description):
    for name, schema in description["components"]["schemas"].items():
        assert set(schema["required"]) == set(schema["properties"]), name


def test_problems_are_described_with_their_own_media_type(description):
    for operations in description["paths"].values():
        for status, response in operations["get"]["responses"].items():
            if status != "301":
                media = "application/json" if status == "200" else "application/problem+json"
                assert set(response["content"]) == {media}


def test_the_librarys_own_facets_and_languages_are_parameters(description):
    parameters = {one["name"]: one for one in description["paths"]["/api/v1/articles"]["get"]["parameters"]}

    assert set(parameters) == {"q", "sort", "page", "page_size", "language", "explain", "exact", "disease", "topic"}
    assert parameters["language"]["schema"] == {"enum": ["en", "es"], "default": "en"}
    assert (parameters["disease"]["explode"], parameters["disease"]["schema"]["type"]) == (True, "array")
    assert parameters["page_size"]["schema"]["maximum"] == 100


def test_every_parameter_described_is_accepted(get, description, terms):
    examples = {"sort": "title", "language": "en", "explain": "true", "disease": "anemia", "topic": "diagnosis"}
    for path in ("/api/v1/articles", "/api/v1/facets"):
        for parameter in description["paths"][path]["get"]["parameters"]:
            get(f"{path.removeprefix('/api')}?{parameter['name']}={examples.get(parameter['name'], '1')}")


def test_every_kind_of_block_is_described(description):
    (body,) = (
        schema["properties"]["body"]
        for name, schema in description["components"]["schemas"].items()
        if name == "Article"
    )

    assert len(body["items"]["discriminator"]["mapping"]) == len(content.Block.__args__)


def test_it_names_the_public_address_and_version(description):
    assert description["openapi"].startswith("3.1")
    assert description["servers"] == [{"url": "http://localhost:8000"}]
    assert description["info"]["title"] == "Wellread"


def test_operations_have_names_of_their_own(description):
    names = [
        operation["operationId"] for operations in description["paths"].values() for operation in operations.values()
    ]

    assert sorted(names) == ["find_answers", "list_articles", "list_facets", "read_article", "suggest"]


def test_reading_it_twice_gives_the_same(client, description, terms):
    assert client.get("/api/openapi.json").json() == description


def test_an_empty_library_describes_itself(get, db):
    parameters = [one["name"] for one in get("/openapi.json")["paths"]["/api/v1/facets"]["get"]["parameters"]]

    assert parameters == ["q", "language", "exact"]


def test_a_spanish_article_is_as_described(get, description, terms):
    article = make_published(signed=False, language="es", terms=[terms.anemia])

    check(description, "/api/v1/articles/{slug}", 200, get(f"/v1/articles/{article.slug}?language=es"))
