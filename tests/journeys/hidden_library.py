"""Articles that nobody may see, each with a canary in every place where words or pictures stand."""

import io
from datetime import timedelta

from django.utils import timezone
from PIL import Image as Picture

from tests.factories import FacetFactory, TermFactory, make_article, make_published
from wellread.articles.images import freeze, image_from_bytes
from wellread.articles.models import Article, ArticleAuthor, Person
from wellread.publishing.publish import withdraw
from wellread.publishing.schedule import run_schedule

CANARY = "zqxcanary"
STATES = {"draft": (200, 0, 0), "scheduled": (0, 200, 0), "expired": (0, 0, 200), "withdrawn": (200, 200, 0)}
"""How an article is hidden, and the colour of its pictures."""
EDITED = {"edited": (0, 200, 200)}
LANGUAGES = ("en", "es")
PLACES = (
    "headline",
    "summary",
    "body",
    "question",
    "answer",
    "quote",
    "alternativetext",
    "caption",
    "notice",
    "author",
)


def canary(state, language, place):
    return f"{CANARY}{state}{language}{place}"


def slug(state, language):
    return f"hidden-{state}-{language}"


def picture(colour):
    file = io.BytesIO()
    Picture.new("RGB", (24, 16), colour).save(file, "PNG")
    return file.getvalue()


def words(state, language):
    """Return the fields and the body of an article, a canary in each of them."""
    told = {place: canary(state, language, place) for place in PLACES}
    person = Person.objects.create(
        name=told["author"], credentials="M.D.", affiliation="A hospital", slug=f"person-{slug(state, language)}"
    )
    image = image_from_bytes(picture({**STATES, **EDITED}[state]), title=slug(state, language))
    freeze(image)
    image.get_rendition("width-8").file.close()
    body = [
        ("paragraph", f"<p>{told['body']}</p>"),
        ("question", {"question": f"{told['question']}?", "answer": f"<p>{told['answer']}</p>"}),
        ("quote", {"words": told["quote"], "person": person}),
        ("image", {"image": image, "alternative_text": told["alternativetext"], "caption": told["caption"]}),
    ]
    fields = {"title": told["headline"], "summary": told["summary"], "urgent_notice": told["notice"], "body": body}
    return fields, person


def make_terms():
    """Make a term for the public articles and one for each way to be hidden."""
    disease = FacetFactory(slug="disease", path="diseases", position=0)
    topic = FacetFactory(slug="topic", path="topics", position=1)
    broad = TermFactory(facet=disease, slug="broad")
    for state in (*STATES, *EDITED):
        TermFactory(facet=disease, slug=f"only-{state}", parents=[broad])
    TermFactory(facet=topic, slug="seen")


def make_seen():
    """Publish an article in each language that everybody may see."""
    for language in LANGUAGES:
        make_published(signed=False, title="Seen by all", slug=slug("edited", language), language=language,
                       terms=[_term("seen")])  # fmt: skip


def hide(state, language):
    """Make an article that is hidden in that way."""
    fields, person = words(state, language)
    fields |= {
        "slug": slug(state, language),
        "language": language,
        "kind": "information",
        "terms": [_term(f"only-{state}")],
    }
    match state:
        case "draft":
            article = make_article(**fields)
        case "scheduled":
            article = make_article(**fields, go_live_at=timezone.now() + timedelta(days=1))
            article.get_latest_revision().publish()
        case "expired":
            article = make_published(**fields, signed=False, expire_at=timezone.now() + timedelta(hours=1))
            list(run_schedule(now=timezone.now() + timedelta(hours=2)))
        case "withdrawn":
            article = make_published(**fields, signed=False)
            withdraw(article, reason="It was wrong.")
    article.refresh_from_db()
    article.authors = [ArticleAuthor(person=person)]
    article.save_revision(clean=False)
    assert not article.live


def edit_in_draft(language):
    """Change a published article without publishing the change."""
    fields, person = words("edited", language)
    article = Article.objects.get(slug=slug("edited", language))
    for name, value in fields.items():
        setattr(article, name, value)
    article.slug = f"{article.slug}-draft"
    article.authors = [ArticleAuthor(person=person)]
    article.terms = [_term("only-edited")]
    article.save_revision(clean=False)


def _term(name):
    return TermFactory._meta.model.objects.get(slug=name)
