"""A library of any size, quickly: rows as the door leaves them, without the door."""

import random
from datetime import date, timedelta

from django.db import transaction

from tests.factories import FacetFactory, TermFactory
from wellread.articles.content import ArticleContent, PersonContent, Question
from wellread.articles.interchange import content_to_json
from wellread.publishing.changes import locked_state
from wellread.publishing.door import search_text
from wellread.publishing.index_words import index_words
from wellread.publishing.models import Change, Edition, EditionTerm, Publication

ROWS_AT_ONCE = 1000
_SYLLABLES = ("ca", "lu", "mor", "ti", "no", "pel", "ra", "sin", "do", "ver", "ke", "bi", "osis", "ectomy")


def fill(number, *, words=500, languages=("en", "en", "en", "es"), seed=1):
    """Add so many published articles, each with four questions and their answers; return how many there are."""
    chance = random.Random(seed)
    vocabulary = ["".join(chance.choices(_SYLLABLES, k=chance.randint(1, 4))) for _ in range(8000)]
    weights = [1 / (rank + 10) for rank in range(len(vocabulary))]
    terms = [TermFactory(facet=FacetFactory(slug=slug)) for slug in ("disease", "topic") for _ in range(40)]
    start = Publication.objects.count()
    for first in range(start, start + number, ROWS_AT_ONCE):
        contents = [
            _content(key, chance.choice(languages), chance.choices(vocabulary, weights, k=words))
            for key in range(first, min(first + ROWS_AT_ONCE, start + number))
        ]
        _publish(contents, terms, chance)
        _record(contents)
    return Publication.objects.count()


def _content(key, language, words):
    quarter = len(words) // 4
    pieces = [words[quarter * part : quarter * (part + 1)] for part in range(4)]
    return ArticleContent(
        source_id=f"filled-{key}",
        headline=" ".join(words[:6]).capitalize(),
        language=language,
        kind="information",
        summary=" ".join(words[6:20]),
        authors=(PersonContent(f"Sample Person {key % 50}"),),
        body=tuple(Question(f"What is {' '.join(piece[:4])}?", f"<p>{' '.join(piece)}.</p>") for piece in pieces),
        published_on=date(2020, 1, 1) + timedelta(days=key % 2000),
    )


def _publish(contents, terms, chance):
    publications = Publication.objects.bulk_create(
        Publication(
            source_id=content.source_id,
            translation_key=f"{int(content.source_id[7:]):032x}",
            language=content.language,
            slug=content.source_id,
            first_published_on=content.published_on,
        )
        for content in contents
    )
    editions = Edition.objects.bulk_create(
        Edition(
            publication=publication,
            number=1,
            kind=Edition.Kind.FIRST,
            published_at=f"{content.published_on}T00:00:00Z",
            content=content_to_json(content),
            digest="",
            headline=content.headline,
            search_text=search_text(content),
            index_words=index_words(content),
            minutes_to_read=1,
            basis="information",
        )
        for publication, content in zip(publications, contents, strict=True)
    )
    EditionTerm.objects.bulk_create(
        EditionTerm(edition=edition, term=term) for edition in editions for term in chance.sample(terms, 3)
    )
    for publication, edition in zip(publications, editions, strict=True):
        publication.current = edition
    Publication.objects.bulk_update(publications, ["current"])


@transaction.atomic
def _record(contents):
    state = locked_state()
    Change.objects.bulk_create(
        Change(number=number, kind=Change.Kind.EDITION, subject=content.source_id)
        for number, content in enumerate(contents, start=state.last_change + 1)
    )
    state.last_change += len(contents)
    state.save()
