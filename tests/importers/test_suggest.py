from datetime import date

from wellread.articles.content import (
    ArticleContent,
    Image,
    Paragraph,
    PersonContent,
    PullQuote,
    Question,
    Reference,
    Section,
)
from wellread.importers.suggest import TermWords, suggest
from wellread.importers.vocabulary_words import vocabulary_words

MOUTH = TermWords("disease", "mouth", "Mouth Trouble", ("Mouth Trouble",))
GUMS = TermWords("disease", "gums", "Gum Trouble", ("Gum Trouble", "sore gums"), ("GUM",), frozenset({MOUTH.address}))
CARE = TermWords("topic", "care", "Care", ("Care", "dental care"))
DENTAL = TermWords("topic", "dental", "Dental", ("dental",))
VOCABULARY = [MOUTH, GUMS, CARE, DENTAL]


def content(headline="A headline", summary="", body=()):
    return ArticleContent(source_id="x", headline=headline, language="en", summary=summary, body=tuple(body))


def text(words):
    return Paragraph(f"<p>{words}</p>")


def slugs(article):
    return [one.slug for one in suggest(article, VOCABULARY)]


def test_a_term_in_the_headline_is_suggested_with_why():
    suggestions = suggest(content("Sóre  GUMS, again", body=[text("<em>Sore</em> gums bleed.")]), VOCABULARY)

    assert [(one.slug, one.score) for one in suggestions] == [("gums", 7)]
    assert suggestions[0].why == "“sore gums” 2× (headline, text)"


def test_only_whole_words_count():
    assert slugs(content("Careful: carefree gumshoes")) == []


def test_an_abbreviation_counts_only_as_it_is_written():
    assert slugs(content("About gum")) == []
    assert slugs(content("About GUM")) == ["gums"]


def test_one_mention_in_the_text_is_not_enough_and_several_are():
    once = content(body=[text("Sore gums bleed.")])
    often = content(body=[text("Sore gums bleed."), *[text("Sore gums hurt.")] * 3])

    assert (slugs(once), slugs(often)) == ([], ["gums"])


def test_questions_and_headings_weigh_more_than_text():
    asked = content(body=[Question("Do I have sore gums?", "<p>Sore gums bleed.</p>")])
    headed = content(body=[Section("Sore gums", "<p>Sore gums bleed.</p>")])

    assert slugs(asked) == slugs(headed) == ["gums"]


def test_a_parent_is_never_suggested_beside_its_child():
    assert slugs(content("Mouth trouble and sore gums")) == ["gums"]
    assert slugs(content("Mouth trouble")) == ["mouth"]


def test_words_inside_a_longer_name_of_the_same_facet_do_not_count():
    assert slugs(content("Dental care")) == ["care"]


def test_what_is_only_touched_upon_is_left_out():
    article = content("Sore gums: sore gums?", "Sore gums.", [text("sore gums " * 4 + "mouth trouble " * 4)])
    others = [TermWords("disease", "mouth", "Mouth Trouble", ("Mouth Trouble",)), GUMS]

    assert [one.slug for one in suggest(article, others)] == ["gums"]


def test_pull_quotes_references_and_alternative_texts_do_not_count():
    article = ArticleContent(
        source_id="x",
        headline="A headline",
        language="en",
        published_on=date(2024, 1, 1),
        body=(*[PullQuote("sore gums", PersonContent("X"))] * 5, Image("a.png", alternative_text="sore gums " * 9)),
        references=(Reference("sore gums " * 9),),
    )

    assert slugs(article) == []


def test_the_vocabulary_gives_names_synonyms_and_what_stands_above(vocabulary, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        words = {one.slug: one for one in vocabulary_words("en")}

    assert words["gum-trouble"].names == ("Gum Trouble", "sore gums")
    assert words["gum-trouble"].abbreviations == ("GUM",)
    assert words["gum-trouble"].above == {("disease", "mouth-trouble")}


def test_synonyms_of_another_language_do_not_count(vocabulary):
    assert [one.names for one in vocabulary_words("es") if one.slug == "gum-trouble"] == [("Gum Trouble",)]
