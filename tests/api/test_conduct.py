"""Methods, caches, other origins, and errors of our own."""

import pytest
import time_machine
from django.db import DatabaseError, connection
from django.test import Client

from tests.factories import make_published
from wellread.articles.models import institution

pytestmark = pytest.mark.django_db

ADDRESSES = ["/api/v1/articles", "/api/v1/facets", "/api/openapi.json"]


class TestCaches:
    @pytest.mark.parametrize("address", ADDRESSES)
    def test_an_answer_may_be_kept_for_a_minute_and_asked_for_again(self, client, whole, address):
        first = client.get(address)

        again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})

        assert first.headers["Cache-Control"] == "public, max-age=60"
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["ETag"] == first.headers["ETag"]
        assert again.headers["Access-Control-Allow-Origin"] == "*"

    def test_a_kept_answer_is_confirmed_without_searching(self, client, whole, django_assert_num_queries):
        tag = client.get("/api/v1/articles").headers["ETag"]

        with django_assert_num_queries(1):
            client.get("/api/v1/articles", headers={"If-None-Match": tag})

    def test_whatever_is_published_makes_a_new_answer(self, client, whole, terms):
        tags = [client.get("/api/v1/articles").headers["ETag"]]
        for change in (
            lambda: make_published(signed=False, terms=[terms.anemia]),
            whole.unpublish,
            terms.anemia.save,
            institution().save,
        ):
            change()
            tags.append(client.get("/api/v1/articles").headers["ETag"])

        assert len(set(tags)) == 5

    def test_a_draft_makes_no_new_answer(self, client, whole):
        tag = client.get("/api/v1/articles").headers["ETag"]

        whole.save_revision()

        assert client.get("/api/v1/articles").headers["ETag"] == tag

    def test_another_day_makes_a_new_answer(self, client, whole):
        with time_machine.travel("2026-11-23T12:00:00Z", tick=False):
            tag = client.get("/api/v1/articles").headers["ETag"]
        with time_machine.travel("2026-11-25T12:00:00Z", tick=False):
            response = client.get("/api/v1/articles", headers={"If-None-Match": tag})

        assert response.status_code == 200

    def test_another_question_has_another_tag(self, client, whole):
        tags = {client.get(f"/api/v1/articles{query}").headers["ETag"] for query in ("", "?q=a", "?page=2")}

        assert len(tags) == 3

    @pytest.mark.parametrize("given", ['"x", {tag}', "{strong}"])
    def test_a_tag_is_found_among_others_and_compared_weakly(self, client, whole, given):
        tag = client.get("/api/v1/articles").headers["ETag"]

        header = given.format(tag=tag, strong=tag.removeprefix("W/"))

        assert client.get("/api/v1/articles", headers={"If-None-Match": header}).status_code == 304

    @pytest.mark.parametrize("given", ['"x"', "nonsense", "", "*"])
    def test_another_tag_is_answered_in_full(self, client, whole, given):
        assert client.get("/api/v1/articles", headers={"If-None-Match": given}).status_code == 200

    @pytest.mark.parametrize("address", ["/api/v1/articles?page=0", "/api/v1/articles/nothing", "/api/nothing"])
    def test_a_problem_has_no_tag(self, client, terms, address):
        assert "ETag" not in client.get(address).headers


class TestMethods:
    @pytest.mark.parametrize("address", ADDRESSES)
    def test_head_is_the_answer_without_its_body(self, client, whole, address):
        full, head = client.get(address), client.head(address)

        assert (head.status_code, head.content) == (200, b"")
        for name in ("Content-Type", "Content-Length", "ETag", "Cache-Control"):
            assert head.headers[name] == full.headers[name], name

    def test_head_of_a_problem_is_the_problem_without_its_body(self, client, terms):
        head = client.head("/api/v1/articles?page=0")

        assert (head.status_code, head.content) == (400, b"")
        assert head.headers["Content-Type"] == "application/problem+json"

    @pytest.mark.parametrize("address", [*ADDRESSES, "/api/v1/articles/a-slug"])
    def test_options_tell_what_can_be_done(self, client, address):
        response = client.options(
            address, headers={"Origin": "https://portal.example.org", "Access-Control-Request-Method": "GET"}
        )

        assert (response.status_code, response.content) == (204, b"")
        assert response.headers["Allow"] == "GET, HEAD, OPTIONS"
        assert response.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
        assert response.headers["Access-Control-Allow-Origin"] == "*"

    @pytest.mark.parametrize("address", [*ADDRESSES, "/api/v1/articles/a-slug", "/api/nothing"])
    @pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"])
    def test_nothing_can_be_changed(self, address, method):
        response = Client(enforce_csrf_checks=True).generic(method, address)

        assert response.status_code == 405
        assert response.headers["Allow"] == "GET, HEAD, OPTIONS"
        assert response.json()["type"].endswith("/wrong-method")


class TestOtherOrigins:
    @pytest.mark.parametrize(
        "address", [*ADDRESSES, "/api/v1/articles?page=0", "/api/v1/articles/nothing", "/api/nothing"]
    )
    def test_any_page_may_read_and_nobody_gets_a_cookie(self, client, terms, address):
        response = client.get(address, headers={"Origin": "https://portal.example.org"})

        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in response.headers
        assert not response.cookies
        assert "Cookie" not in response.headers.get("Vary", "")

    def test_who_is_signed_in_does_not_change_the_answer(self, client, as_administrator, whole):
        signed_in = as_administrator.get("/api/v1/articles")

        assert signed_in.content == Client().get("/api/v1/articles").content
        assert not signed_in.cookies


class TestOurOwnErrors:
    @pytest.fixture
    def broken(self):
        def fail(execute, sql, params, many, context):
            raise DatabaseError("the password is swordfish")

        with connection.execute_wrapper(fail):
            yield

    @pytest.mark.parametrize("address", [*ADDRESSES, "/api/v1/articles/a-slug"])
    def test_a_broken_database_is_a_problem_without_a_word_of_how(self, client, broken, address, caplog):
        response = client.get(address)

        problem = response.json()
        assert response.status_code == 500
        assert response.headers["Content-Type"] == "application/problem+json"
        assert response.headers["Cache-Control"] == "no-store"
        assert problem["type"].endswith("/internal-error")
        assert "swordfish" not in response.content.decode() and "Traceback" not in response.content.decode()
        assert "swordfish" in caplog.text

    def test_any_other_error_is_such_a_problem_too(self, client, whole):
        def fail(execute, sql, params, many, context):
            if "publishing_publication" in sql:
                raise RuntimeError("the password is swordfish")
            return execute(sql, params, many, context)

        with connection.execute_wrapper(fail):
            response = client.get("/api/v1/articles?q=calcium")

        assert response.status_code == 500
        assert "swordfish" not in response.content.decode()

    def test_what_a_reader_searched_for_is_not_logged(self, client, broken, caplog):
        client.get("/api/v1/articles?q=secretquestion")

        assert "The API failed" in caplog.text
        assert "secretquestion" not in "".join(record.getMessage() for record in caplog.records)


class TestUnknownAddresses:
    @pytest.mark.parametrize(
        "address", ["/api/", "/api/v1", "/api/v1/articles/", "/api/v1/nothing", "/api/docs", "/api/v2/x"]
    )
    def test_whatever_begins_with_api_is_answered_as_programs_read_it(self, client, address):
        response = client.get(address)

        assert response.status_code == 404
        assert response.headers["Content-Type"] == "application/problem+json"
        assert address in response.json()["detail"]

    def test_the_interactive_documentation_that_loads_from_elsewhere_is_off(self, client):
        assert client.get("/api/docs").status_code == 404
