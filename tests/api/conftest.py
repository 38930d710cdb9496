"""What the tests of the API lean on."""

from datetime import date
from types import SimpleNamespace

import pytest

from tests.articles.contents import EXPERT, WHOLE
from tests.articles.test_images import picture
from tests.factories import FacetFactory, TermFactory, library, make_published, sign_article
from wellread.articles.images import image_from_bytes
from wellread.articles.models import Article, Person
from wellread.articles.writing import write_content


@pytest.fixture
def get(client):
    """Ask the API, see the status, and get the answer's JSON."""

    def ask(address, *, status=200):
        response = client.get(f"/api{address}")
        assert response.status_code == status, response.content
        return response.json()

    return ask


@pytest.fixture
def terms(db):
    disease, topic = FacetFactory(slug="disease", position=0), FacetFactory(slug="topic", position=1)
    breast = TermFactory(facet=disease, slug="breast-cancer", name="Breast Cancer")
    return SimpleNamespace(
        breast=breast,
        inflammatory=TermFactory(facet=disease, slug="inflammatory", parents=[breast]),
        anemia=TermFactory(facet=disease, slug="anemia"),
        diagnosis=TermFactory(facet=topic, slug="diagnosis"),
    )


@pytest.fixture
def whole(terms):
    """A signed and published article with every kind of block."""
    image = image_from_bytes(picture("teal"), title="teal")
    article = Article(locale=library().locale, source_id=WHOLE.source_id, live=False)
    write_content(article, WHOLE, images={block.file: image for block in WHOLE.images})
    Person.objects.update(disclosure="None.")
    article.terms = [terms.inflammatory, terms.diagnosis]
    library().add_child(instance=article)
    sign_article(article)
    article.save_revision(clean=False).publish()
    article.refresh_from_db()
    return article


@pytest.fixture
def bare(terms):
    """A published article with as little as an article can have."""
    return make_published(
        signed=False, title="Bare", summary="", body=[], terms=[terms.anemia], published_on=date(2020, 1, 1)
    )


@pytest.fixture
def expert():
    return EXPERT
