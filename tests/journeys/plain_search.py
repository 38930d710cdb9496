"""What a search finds, in plain Python, from the rules of docs/search.md and from nothing of the engine but its stems.

Those of whole words stand in tables written by hand. Nobody mistypes here: what is taken for a typing mistake is
tested elsewhere.
"""

import re
from dataclasses import dataclass, field

from wellread.engine.analysis import stems

STEMS = {
    "en": {
        "lump": "lump lumps",
        "lumpi": "lumpy",
        "lumbar": "lumbar",
        "calcium": "calcium",
        "calcifi": "calcify calcified",
        "test": "test tests testing tested",
        "node": "node nodes",
        "nodal": "nodal",
        "treat": "treat treated treats",
        "treatment": "treatment treatments",
        "scan": "scan scans scanning",
        "risk": "risk risks",
        "hope": "hope hoping hopes",
        "studi": "study studies",
        "uber": "über",
        "swell": "swell swelling",
        "ray": "ray",
        "x": "x",
        "biopsi": "biopsy biopsies",
        "growth": "growth",
        "benign": "benign",
        "sampl": "sample",
        "sourc": "source",
        "diseas": "disease",
        "wander": "wandering",
        "grey": "greyness",
    },
    "es": {
        "gangli": "ganglio ganglios",
        "dolor": "dolor dolores",
        "tumor": "tumor tumores",
        "celul": "célula células",
        "tratamient": "tratamiento tratamientos",
        "senal": "señal señales",
        "quist": "quiste quistes",
        "prueb": "prueba pruebas",
        "riesg": "riesgo riesgos",
        "sangr": "sangre",
        "calci": "calcio",
        "hinchazon": "hinchazón",
        "benign": "benigno benigna",
        "biopsi": "biopsia biopsias",
        "sampl": "sample",
        "sourc": "source",
        "nud": "nudo",
        "lumpom": "lumpoma",
        "nod": "node",
        "dis": "disease",
        "inofens": "inofensivo",
    },
}
"""For each stem the words that have it. All other words of these libraries are their own stems."""
STOP_WORDS = {
    "en": {"the", "of", "and", "a", "in", "is", "what", "for", "with"},
    "es": {"el", "la", "de", "y", "en", "es", "un", "para", "con"},
}
ACCENTS = str.maketrans("áéíóúüñÁÉÍÓÚÜÑ", "aeiouunAEIOUUN")
LEAST_LETTERS_OF_A_BEGINNING = 3
QUOTED = re.compile(r'"([^"]*)"')
CODE = re.compile(r"[A-Za-z]\d[\dA-Za-z](\.?[\dA-Za-z]{1,4})?")
_STEM_OF = {
    language: {word.translate(ACCENTS): stem for stem, words in stems.items() for word in words.split()}
    for language, stems in STEMS.items()
}


def plain(text):
    return text.translate(ACCENTS).lower()


def words_of(text):
    return re.findall(r"[^\W_]+", plain(text))


def stem(word, language):
    """Return the stem from the table; half a word that somebody typed is in none, and goes by the published rule."""
    return _STEM_OF[language].get(word) or (stems(word, language) or [word])[0]


def stems_of(text, language):
    return tuple(stem(word, language) for word in words_of(text))


@dataclass
class Page:
    """A public article's words, part by part: headline, summary, each heading, each passage, each name."""

    language: str
    parts: tuple
    terms: set
    published_on: object = None
    stems: set = field(init=False)
    forms: set = field(init=False)
    compounds: set = field(init=False)
    runs: list = field(init=False)

    def __post_init__(self):
        self.runs = [stems_of(part, self.language) for part in self.parts]
        self.stems = {one for run in self.runs for one in run}
        self.forms = {word for part in self.parts for word in words_of(part)}
        self.compounds = {one for part in self.parts for one in re.findall(r"\w+(?:-\w+)+", plain(part))}

    def has_phrase(self, phrase):
        size = len(phrase)
        return any(phrase == run[at : at + size] for run in self.runs for at in range(len(run) - size + 1))


@dataclass(frozen=True)
class Typed:
    """A word of a request: in small letters without accents, whether in quotes, and what touches it by a hyphen."""

    word: str
    chunk: str = ""


@dataclass
class PlainMeanings:
    """What phrases mean besides themselves: keys are tuples of stems, values terms and other phrases."""

    phrases: dict = field(default_factory=dict)
    codes: dict = field(default_factory=dict)

    def add(self, words, language, *, term=None, other=None):
        stop = STOP_WORDS[language]
        key = tuple(stem(word, language) for word in words_of(words) if word not in stop)
        self.phrases.setdefault(key, []).append((term, other))


class PlainSearch:
    """Finds among the pages of one language."""

    def __init__(self, pages, language, meanings, under):
        """`pages` by key; `under` gives for a page all terms that it stands under."""
        self.language, self.meanings = language, meanings
        self.pages = {key: page for key, page in pages.items() if page.language == language}
        self.under = {key: under(page) for key, page in self.pages.items()}
        self.stems = set().union(*(page.stems for page in self.pages.values()))
        self.forms = set().union(*(page.forms for page in self.pages.values()))
        self.compounds = set().union(*(page.compounds for page in self.pages.values()))
        self.terms = set().union(*self.under.values())

    def find(self, text):
        """Return the keys of what the words find, and whether only some of the words had to be enough."""
        if not text.strip():
            return set(self.pages), False
        groups = self.groups(text)
        if not groups:
            return set(), False
        found = [{key for key in self.pages if group(key)} for group in groups]
        all_have = set.intersection(*found)
        if all_have:
            return all_have, False
        if '"' in text:
            return self.find(text.replace('"', " "))[0], True
        for needed in range(min(len(groups) - 1, most_needed(len(groups))), 0, -1):
            some_have = {key for key in self.pages if sum(key in one for one in found) >= needed}
            if some_have:
                return some_have, True
        return set(), False

    def groups(self, text):
        """Return for each word or phrase that can be found a function that says whether a page has it."""
        found, position = [], 0
        left_out = self._left_out(text)
        for quoted in QUOTED.finditer(text):
            found += self._unquoted(text[position : quoted.start()], left_out)
            if set(words_of(quoted[1])) - left_out:
                found.append(self._phrase(stems_of(quoted[1], self.language)))
            position = quoted.end()
        return found + self._unquoted(text[position:], left_out)

    def _left_out(self, text):
        """Stop words say nothing beside others; in a phrase that has others too, they count."""
        stop = STOP_WORDS[self.language]
        return stop if set(words_of(text)) - stop else set()

    def _unquoted(self, text, left_out):
        typed = [Typed(word, chunk) for chunk in text.split() for word in words_of(chunk)]
        waiting = [one for one in typed if one.word not in left_out]
        found = []
        while waiting:
            count, group = self._first(waiting)
            found += [group] if group else []
            waiting = waiting[count:]
        return found

    def _first(self, typed):
        """Return how many of the words belong together, and what finds them, None if nothing does."""
        if terms := self._terms_of_code(typed[0].chunk):
            count = len(words_of(typed[0].chunk))
            phrase = stems_of(typed[0].chunk, self.language)
            return count, any_of(self._phrase(phrase), self._under(terms))
        for count in range(len(typed), 0, -1):
            key = tuple(stem(one.word, self.language) for one in typed[:count])
            if meant := self.meanings.phrases.get(key):
                return count, self._meant(typed[:count], key, meant)
        if joined := self._joined(typed[0]):
            return joined
        return 1, self._word(typed[0].word)

    def _terms_of_code(self, chunk):
        if not CODE.fullmatch(chunk):
            return set()
        code = chunk.upper().replace(".", "")
        for end in range(len(code), 2, -1):
            if code[:end] in self.meanings.codes:
                return self.meanings.codes[code[:end]] & self.terms
        return set()

    def _meant(self, typed, key, meant):
        terms = {term for term, _ in meant if term in self.terms}
        others = [other for _, other in meant if other and any(page.has_phrase(other) for page in self.pages.values())]
        if not terms and not others:
            if len(typed) == 1:
                return self._word(typed[0].word)
            if not set(key) <= self.stems:
                return None
        return any_of(self._all(key), self._under(terms), *map(self._phrase, others))

    def _joined(self, first):
        """X-ray is searched as it stands, or side by side, where an article has it so."""
        words = words_of(first.chunk)
        if len(words) < 2 or words[0] != first.word or "-" not in first.chunk:
            return None
        whole, phrase = plain(first.chunk), stems_of(first.chunk, self.language)
        ways = [self._phrase(phrase), *map(self._compound, {whole, whole.replace("-", "")})]
        if whole not in self.compounds and not any(page.has_phrase(phrase) for page in self.pages.values()):
            return None
        return len(words), any_of(*ways)

    def _word(self, word):
        own = stem(word, self.language)
        if own in self.stems:
            return self._all((own,))
        if len(word) < LEAST_LETTERS_OF_A_BEGINNING or any(letter.isdigit() for letter in word):
            return None
        if not any(form.startswith(word) for form in self.forms):
            return None
        return lambda key: any(form.startswith(word) for form in self.pages[key].forms)

    def _all(self, stems):
        return lambda key: set(stems) <= self.pages[key].stems

    def _phrase(self, stems):
        return lambda key: self.pages[key].has_phrase(stems)

    def _compound(self, whole):
        return lambda key: (
            whole in self.pages[key].compounds or whole in {one.replace("-", "") for one in self.pages[key].compounds}
        )

    def _under(self, terms):
        return lambda key: bool(self.under[key] & terms)

    def matching(self, found, selected):
        return {key for key in found if all(self.under[key] & chosen for chosen in selected.values() if chosen)}

    def counts(self, found, selected, terms_of_facet):
        """Return for each term how many articles choosing it would list, its own facet's other choices aside."""
        counted = {}
        for facet, terms in terms_of_facet.items():
            others = {name: chosen for name, chosen in selected.items() if name != facet}
            rest = self.matching(found, others)
            counted |= {term: sum(term in self.under[key] for key in rest) for term in terms}
        return counted


def any_of(*ways):
    return lambda key: any(way(key) for way in ways)


def most_needed(groups):
    """A quarter of the groups, at least two of more."""
    return 1 if groups < 3 else max(2, -(-groups // 4))
