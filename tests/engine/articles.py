"""Documents for the engine's tests."""

from wellread.engine.values import Document


def article(key, headline, **of_document):
    """Return a document with this headline."""
    values = {"version": 1, "language": "en", "title_key": headline.lower(), "published_on": 700_000}
    return Document(key=key, headline=headline, **{**values, **of_document})


def random_articles(chance, number):
    """Return articles with random words and random terms: 1 to 29 of one facet, 31 to 59 of another."""
    return [
        article(
            key,
            " ".join(chance.sample(["Alpha", "Beta", "Gamma", "Delta"], chance.randint(1, 4))),
            terms=(
                *chance.sample(range(1, 30), chance.randint(0, 5)),
                *chance.sample(range(31, 60), chance.randint(0, 5)),
            ),
            published_on=700_000 + chance.randint(0, 9),
        )
        for key in range(1, number + 1)
    ]
