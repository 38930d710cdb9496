"""People as pages name them: "Jane Roe, M.D.", and a byline of several."""

import re

from wellread.articles.content import PersonContent

_NAME = r"[^\W\d_][\w.’'-]*(?: (?:[^\W\d_][\w.’'-]*)){1,4}"
_KNOWN = {
    "md", "do", "phd", "rn", "np", "pa", "pa-c", "bsn", "msn", "dnp", "mph", "msw", "lcsw", "rd", "rdn", "pt", "dpt",
    "ot", "otr", "pharmd", "psyd", "edd", "mba", "ms", "msc", "ma", "mbbs", "mbchb", "facs", "facp", "faap", "facog",
    "frcp", "aprn", "fnp", "fnp-c", "crna", "cnm", "lpc", "dds", "dmd", "od", "dpm", "drph", "scd", "mhs", "ccc-slp",
    "cgc", "lgc",
}  # fmt: skip
_NAME_ALONE = re.compile(rf"^{_NAME}$")


def is_credential(words: str) -> bool:
    """Say whether the words are letters after a name, such as M.D. or PA-C."""
    return words.replace(".", "").lower() in _KNOWN or bool(re.fullmatch(r"(?:[A-Z][a-z]{0,3}\.){2,4}", words))


def is_name(words: str) -> bool:
    """Say whether the words look like a person's name: two to five of them, the first and last with a capital."""
    parts = words.split()
    return bool(_NAME_ALONE.match(words)) and parts[0][0].isupper() and parts[-1].lstrip("’'")[:1].isupper()


def read_person(words: str) -> PersonContent | None:
    """Return the person in "Name, Credentials, role at affiliation", or None if it begins with no name."""
    name, *rest = [part.strip() for part in words.strip().lstrip("—–-― ").split(",")]
    if not is_name(name):
        return None
    credentials = []
    while rest and is_credential(_without_stop(rest[0])):
        credentials.append(_without_stop(rest.pop(0)))
    role, _at, affiliation = re.sub(r"^(?:an?|the) ", "", ", ".join(rest).rstrip(". ")).partition(" at ")
    return PersonContent(name=name, credentials=", ".join(credentials), role=role, affiliation=affiliation)


def read_byline(words: str) -> tuple[PersonContent, ...]:
    """Return the people of "Ann Roe, R.N., Bob Loe and Cy Poe, Ph.D."."""
    people: list[list[str]] = []
    for part in re.split(r",\s*|\s+(?:and|&)\s+", words):
        part = re.sub(r"^(?:and|&)\s+", "", part.strip())
        if people and is_credential(_without_stop(part)):
            people[-1].append(_without_stop(part))
        elif part:
            people.append([part])
    return tuple(PersonContent(name=name, credentials=", ".join(letters)) for name, *letters in people)


def _without_stop(words: str) -> str:
    """Return the words without the stop that ends a sentence, but with the one of M.D."""
    return words[:-1] if words.endswith(".") and words.count(".") == 1 else words
