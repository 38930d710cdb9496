"""Mistakes are forgiven, lay words meet clinical ones: on MedQuAD, under the starter vocabulary."""

import gzip
import json
import random
import re
import string

import pytest

from tests.conftest import SHARED_DATA
from tests.engine.articles import article
from tests.engine.vocabulary_words import Tagger, make_lexicon, read_terms
from wellread.engine.embedded import EmbeddedEngine
from wellread.engine.lexicon import Lexicon
from wellread.engine.stop_words import is_stop_word
from wellread.engine.values import Passage, Relaxation, Request, State

pytestmark = pytest.mark.shared_data

TERMS = read_terms()
LEXICON = make_lexicon(TERMS)
TREATMENTS = (
    "chemotherapy radiation surgery immunotherapy transplant dialysis insulin antibiotics steroids aspirin vaccine "
    "therapy medication rehabilitation mastectomy prednisone methotrexate warfarin ibuprofen tamoxifen"
)
SHORTEST = 5


@pytest.fixture(scope="module")
def documents():
    if not SHARED_DATA.is_dir():
        pytest.skip("the private test data is not beside this checkout")
    tagger = Tagger(TERMS)
    with gzip.open(SHARED_DATA / "medquad" / "articles.jsonl.gz", "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return [
        article(
            key,
            row["title"],
            terms=tagger.terms(row["title"]),
            passages=tuple(Passage(one["answer"], one["question"], one["qid"]) for one in row["questions"]),
        )
        for key, row in enumerate(rows, start=1)
    ]


@pytest.fixture(scope="module")
def engine(documents, tmp_path_factory):
    engine = EmbeddedEngine(tmp_path_factory.mktemp("index"), ("en",))
    engine.rebuild(documents, State("library", 1), verify=lambda found: None, wait_seconds=60)
    return engine


@pytest.fixture(scope="module")
def words():
    """The words of the names of diseases, and of treatments, that have as many letters as people mistype."""
    names = " ".join(term.name for term in TERMS if term.facet == "disease") + " " + TREATMENTS
    found = sorted(set(re.findall(r"[a-z]+", names.lower())))
    return [word for word in found if len(word) >= SHORTEST and not is_stop_word(word, "en")]


def search(engine, words, limit=1):
    return engine.search(Request("en", words, limit=limit, with_counts=False, with_excerpts=False), LEXICON)


def stands(engine, word):
    """Return whether a word is one, and no mistake: what stands in an article is never changed."""
    request = Request("en", f'"{word}"', limit=1)
    return engine.search(request, Lexicon("en")).understood.relaxation is Relaxation.NONE


def mistyped(word, chance):
    """Return a word with one letter missing, too many, wrong, or in the place of the next."""
    place = chance.randrange(len(word))
    letter = chance.choice(string.ascii_lowercase)
    return chance.choice(
        [
            word[:place] + word[place + 1 :],
            word[:place] + letter + word[place:],
            word[:place] + letter + word[place + 1 :],
            word[:place] + word[place : place + 2][::-1] + word[place + 2 :],
        ]
    )


def test_one_wrong_letter_gives_the_same_first_hit(engine, words):
    chance = random.Random(3)
    known = [word for word in words if search(engine, word).total]
    wrong = []

    asked = 0
    while asked < 1000:
        word = chance.choice(known)
        mistake = mistyped(word, chance)
        if mistake == word or stands(engine, mistake):
            continue
        asked += 1
        right_hits, hits = search(engine, word).hits, search(engine, mistake).hits
        if not hits or hits[0].key != right_hits[0].key:
            wrong.append((word, mistake))

    assert len(wrong) <= 20, wrong


def test_no_right_word_is_changed(engine, documents):
    words = {word for one in documents for word in re.findall(r"\w+", one.headline)}

    changed = [word for word in sorted(words) if search(engine, word).understood.corrected]

    assert changed == []


def test_lay_and_clinical_words_lead_to_the_articles_of_their_term(engine, documents):
    terms_of = {one.key: one.terms for one in documents}
    used = {number for numbers in terms_of.values() for number in numbers}
    pairs = [(synonym, term) for term in TERMS if term.number in used for synonym in term.synonyms]
    chosen = random.Random(4).sample(pairs, 300)

    lost = [
        (synonym, term.name)
        for synonym, term in chosen
        if not any(term.number in terms_of[hit.key] for hit in search(engine, synonym, limit=3).hits)
    ]

    assert len(lost) <= 15, lost
