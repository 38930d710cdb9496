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
from wellread.website.portraits import find_rendition

CANARY = "zqxcanary"
STATES = {"draft": (200, 0, 0), "scheduled": (0, 200, 0), "expired": (0, 0, 200), "withdrawn": (200, 200, 0)}
"""How an article is hidden, and the colour of its pictures."""
EDITED = {"edited": (0, 200, 200)}
LANGUAGES = ("en", "es")
TRANSLATES = {("draft", "es"): "en", ("withdrawn", "en"): "es"}
"""Which hidden articles are a translation of the article that is seen in another language."""
PLACES = ("headline", "summary", "body", "question", "answer", "quote", "alternativetext", "caption", "notice")
PLACES += ("author", "profile")


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
    image = image_from_bytes(picture({**STATES, **EDITED}[state]), title=slug(state, language))
    freeze(image)
    find_rendition(image, "width-8")
    person = Person.objects.create(
        name=told["author"],
        credentials="M.D.",
        affiliation="A hospital",
        disclosure="None.",
        slug=f"person-{slug(state, language)}",
        portrait=image,
        profile=told["profile"],
    )
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
    """Make an article that is hidden in that way; it shares its author, and some their translation, with one seen."""
    fields, person = words(state, language)
    seen = Article.objects.get(slug=slug("edited", TRANSLATES.get((state, language), language)))
    if (state, language) in TRANSLATES:
        fields["translation_key"] = seen.translation_key
    times = {"scheduled": {"go_live_at": _in_hours(24)}, "expired": {"expire_at": _in_hours(1)}}
    article = make_article(
        **fields,
        **times.get(state, {}),
        slug=slug(state, language),
        language=language,
        kind="information",
        terms=[_term(f"only-{state}")],
    )
    article.authors = [ArticleAuthor(person=person), ArticleAuthor(person=seen.authors.get().person)]
    revision = article.save_revision(clean=False)
    if state != "draft":
        revision.publish()
    if state == "expired":
        list(run_schedule(now=_in_hours(2)))
    if state == "withdrawn":
        withdraw(article, reason="It was wrong.")
    article.refresh_from_db()
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


def _in_hours(hours):
    return timezone.now() + timedelta(hours=hours)


def _term(name):
    return TermFactory._meta.model.objects.get(slug=name)
