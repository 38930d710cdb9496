"""From content to a row with its blocks (writing) and back (reading)."""

from dataclasses import replace

import pytest
from wagtail.rich_text import RichText

from tests.articles.contents import EXPERT, WHOLE
from tests.articles.test_images import picture
from tests.factories import PersonFactory, library, make_article, make_published
from wellread.articles.content import Image, KeyFacts, Paragraph, PersonContent, Quote
from wellread.articles.images import freeze, image_from_bytes
from wellread.articles.models import Article, Person
from wellread.articles.reading import content_of
from wellread.articles.wording import content_digest
from wellread.articles.writing import find_person, free_person_slug, write_content

pytestmark = pytest.mark.django_db


@pytest.fixture
def image():
    return image_from_bytes(picture("gold"), title="gold")


@pytest.fixture
def whole(image):
    """The whole content with the image's true name and sizes, and a related article that exists."""
    frozen = freeze(image)
    make_article(source_id="test:other")
    body = [
        replace(block, file=frozen.file, width=frozen.width, height=frozen.height)
        if isinstance(block, Image)
        else block
        for block in WHOLE.body
    ]
    return replace(WHOLE, body=tuple(body))


def written(content, images=None):
    article = Article(locale=library().locale, source_id=content.source_id, live=False)
    write_content(article, content, images=images or {})
    library().add_child(instance=article)
    article.save_revision(clean=False)
    return article


def test_a_whole_article_comes_back_as_it_was(whole, image):
    article = written(whole, {block.file: image for block in whole.images})

    assert content_of(article) == whole
    assert content_of(Article.objects.get(pk=article.pk)) == whole
    assert content_of(article.get_latest_revision_as_object()) == whole


def test_an_article_with_a_headline_alone_comes_back(db):
    bare = replace(WHOLE, summary="", authors=(), body=(), references=(), call_to_action=None, urgent_notice="",
                   published_on=None, source_url="", related=())  # fmt: skip

    assert content_of(written(bare)) == bare


def test_writing_anew_replaces_what_was_there(whole, image):
    article = written(whole, {block.file: image for block in whole.images})
    shorter = replace(
        WHOLE, body=(Paragraph("<p>New.</p>"),), authors=(), references=(), call_to_action=None, related=()
    )

    write_content(article, shorter, images={})

    assert content_of(article) == shorter


def test_what_a_writer_pastes_is_cleaned_when_it_is_read(article):
    article.body = [("paragraph", '<p data-block-key="x1" onclick="steal()">Words<script>steal()</script></p>')]

    assert content_of(article).body == (Paragraph("<p>Words</p>"),)


def test_a_key_fact_is_read_without_its_paragraph(article):
    article.body = [("key_facts", {"items": [RichText("<p>One</p><p>Two</p>")]})]

    (block,) = content_of(article).body

    assert isinstance(block, KeyFacts)
    assert block.items_html[0].split() == ["One", "Two"]


def test_a_link_to_an_article_leads_to_its_public_address(article):
    other = make_published(signed=False, title="Another article")
    article.body = [("paragraph", f'<p><a linktype="page" id="{other.pk}">there</a></p>')]

    (block,) = content_of(article).body

    assert f'/articles/{other.slug}/"' in block.html


def test_an_unfinished_quote_or_image_is_left_out(article):
    article.body = [
        ("quote", {"words": "Who said it?", "person": None}),
        ("image", {"image": None, "alternative_text": "a", "caption": ""}),
        ("paragraph", "<p>Words</p>"),
    ]

    assert content_of(article).body == (Paragraph("<p>Words</p>"),)


def test_a_rich_text_without_words_is_a_paragraph_without_words(article):
    article.body = [("paragraph", None), ("paragraph", "")]

    assert content_of(article).body == (Paragraph(""), Paragraph(""))


def test_headline_and_summary_are_read_without_space_around_them(article):
    article.title, article.summary = " A lump ", " Short.\n"

    content = content_of(article)

    assert (content.headline, content.summary) == ("A lump", "Short.")


def test_a_telephone_number_is_read_as_it_is_dialled(article):
    article.call_to_action_telephone = "(844) 210-9567"

    assert content_of(article).call_to_action.telephone == "+18442109567"


def test_without_text_address_and_number_there_is_no_call_to_action(article):
    assert content_of(article).call_to_action is None


def test_the_words_of_a_draft_have_the_digest_of_what_was_imported(whole, image):
    article = written(whole, {block.file: image for block in whole.images})

    assert content_digest(content_of(article)) == content_digest(whole)


class TestPeople:
    def test_a_person_who_is_known_is_found_and_keeps_what_the_library_knows(self):
        known = PersonFactory(name="Rosa Beispiel", credentials="M.D.", affiliation="Another hospital")

        found = find_person(EXPERT)

        assert found == known
        assert found.affiliation == "Another hospital"

    @pytest.mark.parametrize("name", ["rosa beispiel", " Rosa Beispiel "])
    def test_capitals_and_space_around_a_name_do_not_make_another_person(self, name):
        known = PersonFactory(name="Rosa Beispiel", credentials="M.D.")

        assert find_person(PersonContent(name, "m.d.")) == known

    def test_other_credentials_make_another_person(self):
        PersonFactory(name="Rosa Beispiel", credentials="R.N.")

        assert find_person(EXPERT).credentials == "M.D."
        assert Person.objects.count() == 2

    def test_of_two_people_with_one_name_the_slug_decides(self):
        PersonFactory(name="Rosa Beispiel", credentials="M.D.", slug="rosa-1")
        second = PersonFactory(name="Rosa Beispiel", credentials="M.D.", slug="rosa-2")

        assert find_person(PersonContent("Rosa Beispiel", "M.D.", slug="rosa-2")) == second

    def test_a_new_person_gets_a_free_slug(self):
        PersonFactory(name="Somebody", slug="rosa-beispiel")
        PersonFactory(name="Somebody", slug="rosa-beispiel-2")

        assert find_person(EXPERT).slug == "rosa-beispiel-3"

    def test_a_name_without_latin_letters_still_has_a_slug(self):
        assert find_person(PersonContent("山田太郎")).slug == "person"

    def test_a_long_slug_is_cut_and_still_free(self):
        PersonFactory(slug="a" * 100)

        assert free_person_slug("a" * 120) == "a" * 95 + "-2"

    def test_a_person_twice_in_an_article_is_one_row(self):
        article = written(replace(WHOLE, body=(Quote("a", EXPERT), Quote("b", EXPERT)), authors=(EXPERT,)))

        assert Person.objects.filter(name="Rosa Beispiel").count() == 1
        assert len(content_of(article).people) == 1
