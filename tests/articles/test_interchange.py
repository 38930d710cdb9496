import json
from dataclasses import fields
from datetime import date

import jsonschema
import pytest
from hypothesis import given, settings

from tests.articles.contents import WHOLE, contents
from wellread.articles.content import ArticleContent, Image, PersonContent, Quote, Reference
from wellread.articles.interchange import SCHEMA, block_from_json, block_to_json, content_from_json, content_to_json


@given(contents)
@settings(deadline=None)
def test_any_content_comes_back_from_its_json_as_it_was(article):
    written = json.dumps(content_to_json(article))

    assert content_from_json(json.loads(written)) == article


def test_the_json_of_a_whole_article_meets_the_schema():
    jsonschema.validate(content_to_json(WHOLE), SCHEMA)


def test_every_field_of_an_article_is_a_key():
    assert {field.name for field in fields(ArticleContent)} == set(content_to_json(WHOLE))


def test_a_headline_is_enough():
    article = content_from_json({"headline": "Alone"})

    assert article == ArticleContent(source_id="", headline="Alone", language="")


def test_null_means_absent_everywhere():
    keys = set(content_to_json(WHOLE)) - {"headline"}

    article = content_from_json({"headline": "Alone", **dict.fromkeys(keys)})

    assert article == content_from_json({"headline": "Alone"})


def test_null_inside_a_person_a_reference_or_an_image_means_absent():
    quote = block_from_json(
        {"type": "quote", "words": "a", "person": {"name": "Ana", "credentials": None, "role": None}}
    )
    image = block_from_json({"type": "image", "file": "x.png", "caption": None, "width": None})

    assert quote == Quote("a", PersonContent("Ana"))
    assert image == Image("x.png")


def test_keys_that_mean_nothing_are_passed_over():
    article = content_from_json({"headline": "Alone", "colour": "red", "references": [{"title": "T", "pages": 3}]})

    assert article.references == (Reference("T"),)


@pytest.mark.parametrize("block", WHOLE.body, ids=lambda block: type(block).__name__)
def test_each_kind_of_block_has_its_type_first(block):
    values = block_to_json(block)

    assert next(iter(values)) == "type"
    assert block_from_json(values) == block


def test_dates_are_written_as_people_of_all_countries_read_them():
    assert content_to_json(WHOLE)["published_on"] == "2021-11-18"
    assert content_from_json({"headline": "A", "published_on": "2021-11-18"}).published_on == date(2021, 11, 18)


def test_the_telephone_address_is_made_not_written():
    assert set(content_to_json(WHOLE)["call_to_action"]) == {"text", "url", "telephone"}
