"""A small index in a folder, and what it has to answer."""

from wellread.engine.embedded import EmbeddedEngine
from wellread.engine.lexicon import Lexicon
from wellread.engine.values import Document, Passage, Request, Sort, State

LANGUAGES = ("en", "es")
WORDS = ("calcium", "lump", "thyroid", "biopsy", "señal", "node")


def make_document(key, *, version=1, language="en", words="", terms=(1,)):
    return Document(
        key=key,
        version=version,
        language=language,
        headline=f"Headline {key} about {words or WORDS[key % len(WORDS)]}",
        summary="A short summary.",
        passages=(Passage(f"Passage of {key}: {WORDS[key % 5]} and {words}.", "What is it?", "what-is-it"),),
        terms=terms,
        title_key=f"headline {key}",
        published_on=730_000 + key,
    )


def some_documents(number=30):
    return [make_document(key, language="en" if key % 3 else "es", terms=(key % 4,)) for key in range(1, number + 1)]


def accept(found):
    """Verify nothing."""


def make_engine(path, documents=(), *, change=1):
    """Return an engine over a new index of the documents."""
    engine = EmbeddedEngine(path, LANGUAGES)
    engine.rebuild(documents, State("library", change), verify=accept, wait_seconds=5)
    return engine


def versions(engine, language="en", words=""):
    """Return the version of each article that an engine finds."""
    request = Request(language, words=words, limit=1000, sort=Sort.NEWEST, with_excerpts=False)
    found = engine.search(request, Lexicon(language))
    versions_by_key = {hit.key: hit.version for hit in found.hits}
    assert len(versions_by_key) == len(found.hits) == found.total
    return versions_by_key


def answers(engine):
    """Return all that an engine says about a number of requests."""
    requests = [Request(language, words=words) for language in LANGUAGES for words in ("", *WORDS)]
    requests += [Request("en", selected={"disease": frozenset({term})}) for term in range(4)]
    return [engine.search(request, Lexicon(request.language)) for request in requests]
