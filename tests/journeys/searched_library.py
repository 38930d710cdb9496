"""A random library with much to find in it, in two languages, and its plain twin."""

from datetime import date, timedelta

from tests.factories import make_article
from tests.journeys.plain_library import PlainArticle
from tests.journeys.plain_search import STEMS, STOP_WORDS, Page, PlainMeanings, PlainSearch, stems_of
from tests.journeys.random_library import TERMS, RandomLibrary
from wellread.articles.reading import content_of
from wellread.discovery.models import WordEquivalent
from wellread.publishing.publish import publish
from wellread.review.attest import report
from wellread.vocabulary.models import Facet, Term

LANGUAGES = ("en", "es")
SHOWN = {
    language: [word for words in list(stems.values())[:count] for word in words.split()]
    for (language, stems), count in zip(STEMS.items(), (21, 14), strict=True)
}
"""The words that articles are made of; the other stems are those of names."""
NAMES = ["Lumpoma", "Nodal Growth", "Calcium Loss", "Benign Node", "Wandering Scan", "Cold Lumpoma", "Third Disease"]
SYNONYMS = ["growth", "swelling of nodes", "bone salt", "lump disease", "cold lump", "stone in the node", "greyness"]
EQUIVALENTS = {
    "en": [("benign", "harmless"), ("swelling", "growth"), ("blood test", "biopsy"), ("harmless lump", "calcium")],
    "es": [("hinchazón", "quiste"), ("prueba de sangre", "biopsia"), ("inofensivo", "benigno")],
}
CODES = [("C50", 0), ("C50.9", 1), ("D24", 2)]
REVIEWED_BY = "The source"


class SearchedLibrary(RandomLibrary):
    """Words by which articles are found: in texts, in the names of people, and those that mean something besides."""

    def __init__(self, seed, *, articles):
        self.pages = {}
        self.names_of_terms = {}
        self.coded = {}
        super().__init__(seed, articles=articles)
        for language, pairs in EQUIVALENTS.items():
            for words, equivalent in pairs:
                WordEquivalent.objects.get_or_create(language=language, words=words, equivalent=equivalent)
        self._searches = {}

    # Changes

    def add_term(self, facet):
        super().add_term(facet)
        number = len(self.plain.terms)
        term = Term.objects.get(pk=max(self.plain.terms))
        own = {"name": term.name, "is_a_thing": True, "synonyms": {language: [] for language in LANGUAGES}}
        if number <= len(NAMES):
            term.name = own["name"] = NAMES[number - 1]
            term.synonyms.create(language="en", kind="lay", words=SYNONYMS[number - 1])
            own["synonyms"]["en"].append(SYNONYMS[number - 1])
            term.synonyms.create(language="es", kind="lay", words=f"nudo {SHOWN['es'][number]}")
            own["synonyms"]["es"].append(f"nudo {SHOWN['es'][number]}")
        for prefix, place in CODES:
            if place == number - 1:
                term.codes.create(system="icd-10-cm", relation="primary", prefix=prefix)
                self.coded[prefix.replace(".", "")] = term.pk
        term.save()
        self.names_of_terms[term.pk] = own

    def add_article(self):
        self.language = self.chance.choice(["en", "en", "en", "es"])
        article = make_article(
            title=self.text(3),
            summary=self.text(5),
            body=self.body(),
            terms=self.some_terms(),
            language=self.language,
            published_on=date(2026, 1, 1) + timedelta(days=self.chance.randint(0, 40)),
        )
        self.plain.articles[article.pk] = PlainArticle("", set(), public=False)
        if self.chance.random() < 0.9:
            self.publish(article)

    def change(self):
        self._searches = {}
        super().change()
        self._replace_merged_terms()

    def _replace_merged_terms(self):
        """Add a term for each that was merged away, so that there is always something to choose among."""
        for facet, own in self.terms_of_facet().items():
            if len(own) < TERMS[facet]:
                self.add_term(Facet.objects.get(slug=facet))

    def some_article(self):
        article = super().some_article()
        self.language = article.language
        return article

    def both(self, plainly, really):
        before = {key: term.merged_into for key, term in self.plain.terms.items()}
        super().both(plainly, really)
        for key, term in self.plain.terms.items():
            if term.merged_into != before[key]:
                self._merge_words(key, term.merged_into)

    def _merge_words(self, key, into):
        """The term that takes over is called by the names and synonyms of the other too, each once."""
        gone, taking = self.names_of_terms[key], self.names_of_terms[into]
        for language in LANGUAGES:
            more = [gone["name"]] if language == "en" else []
            known = {words.casefold() for words in taking["synonyms"][language]}
            for words in [*more, *gone["synonyms"][language]]:
                if words.casefold() not in known:
                    known.add(words.casefold())
                    taking["synonyms"][language].append(words)

    def publish(self, article):
        report(article, content_of(article), by=REVIEWED_BY, on=date(2026, 1, 1))
        edition = publish(article)
        public = {term.pk for term in article.terms.all()}
        self.plain.articles[article.pk] = PlainArticle("", public, public=True)
        people = [author.person.name for author in article.authors.all()]
        texts = [text for block in article.body for text in _texts(block)]
        parts = (article.title, article.summary, *texts, *people, REVIEWED_BY)
        published_on = edition.publication.first_published_on
        self.pages[article.pk] = Page(article.language, parts, public, published_on)

    # What is asked

    def search(self, language):
        """Return the twin's search over what is public now."""
        if language not in self._searches:
            public = {key: page for key, page in self.pages.items() if self.plain.articles[key].public}
            self._searches[language] = PlainSearch(public, language, self.meanings(language), self.plain.under)
        return self._searches[language]

    def meanings(self, language):
        found = PlainMeanings()
        for key in self.plain.in_use():
            own = self.names_of_terms[key]
            synonyms = [one for one in own["synonyms"][language] if one.casefold() != own["name"].casefold()]
            for words in (own["name"], *own["synonyms"][language]):
                found.add(words, language, term=key)
            for words in synonyms:
                found.add(words, language, other=stems_of(own["name"], language))
                found.add(own["name"], language, other=stems_of(words, language))
        for one, other in EQUIVALENTS[language]:
            found.add(one, language, other=stems_of(other, language))
            found.add(other, language, other=stems_of(one, language))
        for code, key in self.coded.items():
            found.codes[code] = {self.plain.standing(key)}
        return found

    def terms_of_facet(self):
        return {facet: [key for key in self.plain.in_use() if self.plain.terms[key].facet == facet] for facet in TERMS}

    def some_words(self, language="en"):
        kinds = [
            self._a_word,
            self._a_beginning,
            self._a_phrase,
            self._a_meaning,
            self._a_stop_word,
            self._nothing_known,
        ]
        drawn = self.chance.choices(kinds, [10, 3, 3, 3, 2, 1], k=self.chance.choice([0, 1, 1, 2, 2, 3, 4]))
        return " ".join(kind(language) for kind in drawn)

    def _a_word(self, language):
        word = self.chance.choice(SHOWN[language])
        return self.chance.choice([word, word.upper(), f"{word},", f"({word})", word])

    def _a_beginning(self, language):
        word = self.chance.choice(SHOWN[language])
        return word[: self.chance.randint(3, max(3, len(word) - 1))]

    def _a_phrase(self, language):
        public = [page for key, page in self.pages.items() if self.plain.articles[key].public]
        own = [page for page in public if page.language == language]
        if not own or self.chance.random() < 0.2:
            return f'"{" ".join(self.chance.choices(SHOWN[language], k=2))}"'
        words = self.chance.choice(self.chance.choice(own).parts).replace(".", "").replace("?", "").split()
        start = self.chance.randint(0, max(0, len(words) - 2))
        return f'"{" ".join(words[start : start + self.chance.randint(1, 3)])}"'

    def _a_meaning(self, language):
        pairs = [words for pair in EQUIVALENTS[language] for words in pair]
        names = [own["name"] for own in self.names_of_terms.values()]
        synonyms = [words for own in self.names_of_terms.values() for words in own["synonyms"][language]]
        codes = [*self.coded, "C50.911", "D24.1", "Z99"]
        return self.chance.choice([*pairs, *self.chance.sample(names, 6), *synonyms, *codes])

    def _a_stop_word(self, language):
        return self.chance.choice(sorted(STOP_WORDS[language]))

    def _nothing_known(self, language):
        return self.chance.choice(["zyxwv", "qqq", "9999", "x-ray", "ab"])

    def text(self, words):
        language = getattr(self, "language", "en")
        drawn = self.chance.choices([*SHOWN[language], *STOP_WORDS[language], "x-ray"], k=words)
        return " ".join(drawn)

    def body(self):
        """Return some blocks. Between two texts stands a word that nobody looks for: no phrase goes across."""
        kinds = [self._paragraph, self._question, self._list]
        return [self.chance.choice(kinds)() for _ in range(self.chance.randint(0, 3))]

    def _paragraph(self):
        return "paragraph", f"<p>Qzz {self.text(6)} zzq.</p>"

    def _question(self):
        return "question", {"question": f"Qzz {self.text(3)} zzq?", "answer": f"<p>Qzz {self.text(7)} zzq.</p>"}

    def _list(self):
        return "list", {"items": [f"Qzz {self.text(2)} zzq" for _ in range(2)], "ordered": False}


def _texts(block):
    """Return the texts of a block as it stands in an article."""
    value = block.value
    match block.block_type:
        case "paragraph":
            return [_words(value)]
        case "question":
            return [value["question"], _words(value["answer"])]
        case _:
            return [_words(item) for item in value["items"]]


def _words(rich_text):
    return rich_text.source.replace("<p>", "").replace("</p>", "")
