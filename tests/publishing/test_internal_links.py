import pytest
from wagtail.contrib.redirects.models import Redirect

from tests.factories import TermFactory, make_article, make_published, sign_article
from wellread.articles.reading import content_of
from wellread.cli.examine_library import links
from wellread.cli.findings import Verdict
from wellread.publishing.door import chosen_terms
from wellread.publishing.errors import QualityError
from wellread.publishing.internal_links import broken_links, dead_links
from wellread.publishing.publish import publish, withdraw
from wellread.publishing.rules import judge
from wellread.review.coverage import coverage_of

pytestmark = pytest.mark.django_db


def linking(address, **fields):
    return make_article(body=[("paragraph", f'<p>See <a href="{address}">there</a>.</p>')], **fields)


def dead(address, **fields):
    return [link.address for link in dead_links(content_of(linking(address, **fields)))]


@pytest.fixture
def there(db):
    """What links can lead to: an article with a former address, its author, its term, its stamp."""
    article = make_published(title="A lump", slug="former", terms=[TermFactory(slug="throat-cancer")])
    article.slug = "a-lump"
    article.save()
    return article


@pytest.mark.parametrize(
    "address",
    [
        "/", "/articles/", "/articles/a-lump/", "/articles/a-lump", "/articles/former/", "/articles/a-lump/?x=1#top",
        "../a-lump/", "/articles/a-lump/changes/", "/diseases/", "/diseases/throat-cancer/", "/answers/?q=lump",
        "http://localhost:8000/articles/a-lump/", "/about/review/", "/es/", "/es/articles/", "#page--references", "#",
        "https://example.org/not/ours/", "mailto:a@example.org", "tel:+12025550142",
    ],
)  # fmt: skip
def test_what_exists_is_found(there, address):
    assert dead(address) == []


@pytest.mark.parametrize(
    "address",
    [
        "/articles/nothing/", "/articles/nothing/changes/", "/nothing", "/nothing/at/all/", "/diseases/nothing/",
        "/people/nobody/", "/reviews/4711/", "/es/articles/a-lump/", "http://localhost:8000/articles/nothing/",
        "nothing.html", "#not-a-question",
    ],
)  # fmt: skip
def test_what_does_not_exist_is_told(there, address):
    assert dead(address) == [address]


def test_people_and_stamps_are_found(there):
    person = there.authors.first().person
    number = there.publication.current.attestation.ledger_entry_id

    assert dead(f"/people/{person.slug}/") == []
    assert dead(f"/reviews/{number}/") == []


def test_a_question_of_the_same_article_is_found():
    body = [
        ("question", {"question": "Does it hurt?", "answer": '<p>No, see <a href="#what-then">then</a>.</p>'}),
        ("question", {"question": "What then?", "answer": '<p>See <a href="#does-it-hurt">above</a>.</p>'}),
    ]

    assert dead_links(content_of(make_article(body=body))) == []


def test_an_article_may_lead_to_itself_before_it_is_published():
    assert dead("/articles/myself/", slug="myself") == []


def test_a_dead_link_stops_the_publication_and_is_named():
    article = linking("/articles/nothing/")
    sign_article(article)

    with pytest.raises(QualityError, match="The link “there” leads nowhere: /articles/nothing/"):
        publish(article)


def test_a_link_to_a_draft_only_warns_because_readers_get_its_words_without_the_link():
    draft = make_article(title="Not yet public")
    article = make_article(body=[("paragraph", f'<p>See <a linktype="page" id="{draft.pk}">there</a>.</p>')])
    sign_article(article)
    content = content_of(article)

    found = judge(article, content, chosen_terms(article), coverage_of(content))

    assert [(one.rule, one.blocks) for one in found] == [("R27", False)]
    assert "“Not yet public”, which readers cannot see" in found[0].sentence
    assert publish(article).number == 1


def test_what_breaks_later_is_listed_and_the_doctor_tells_it(there):
    article = linking("/articles/a-lump/", title="It leads there")
    sign_article(article)
    publish(article)
    assert list(broken_links()) == []
    assert [one.verdict for one in links()] == [Verdict.OK]

    withdraw(there, reason="Old.")

    found = list(broken_links())
    assert [(one.headline, one.article_id, one.link.address) for one in found] == [
        ("It leads there", article.pk, "/articles/a-lump/")
    ]
    told = list(links())
    assert told[0].verdict == Verdict.ADVICE
    assert told[0].sentence == "In “It leads there” the link “there” leads nowhere any more: /articles/a-lump/."


def test_the_doctor_names_some_and_counts_the_rest(there):
    body = [("paragraph", "".join(f'<p><a href="/articles/a-lump/?{n}">n</a></p>' for n in range(7)))]
    article = make_article(body=body)
    sign_article(article)
    publish(article)

    withdraw(there, reason="Old.")

    told = list(links())
    assert len(told) == 6
    assert told[-1].sentence == "2 more links lead nowhere any more."


def test_a_redirect_that_the_institution_keeps_leads_somewhere():
    assert dead("/old-page/") == ["/old-page/"]

    Redirect.objects.create(old_path="/old-page", redirect_link="https://example.org/")

    assert dead("/old-page/") == []
