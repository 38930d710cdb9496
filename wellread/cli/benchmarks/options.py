"""What a run of the bench shall measure; travels to the measuring process as JSON."""

import json
from dataclasses import asdict, dataclass

PEERS = ("bare", "plainest", "fts5", "wagtail", "postgresql")
MOST_FOR_DATABASE = 20_000
"""With more articles, filling Django's tables takes longer than all the rest."""
MOST_IN_MEMORY = 200_000


@dataclass(frozen=True)
class Options:
    """The choices of the command line."""

    articles: int = 5000
    peers: tuple[str, ...] = PEERS
    http: bool = False
    pages: bool = False
    postgresql: str = ""
    rounds: int = 5
    seconds: float = 10.0
    seed: int = 1

    @property
    def with_database(self) -> bool:
        return self.http or self.pages or self.articles <= MOST_FOR_DATABASE

    @property
    def in_words(self) -> str:
        """Return the command that measures the same again."""
        words = ["wellread bench", f"--articles {self.articles}"]
        if self.http or self.pages:
            words += ["--http" if self.http else "--pages", f"--seconds {self.seconds:g}"]
        else:
            words += [f"--peers {','.join(self.peers)}"]
        return " ".join([*words, f"--rounds {self.rounds}"])

    def to_json(self) -> str:
        return json.dumps(asdict(self))


def options_from_json(text: str) -> Options:
    values = json.loads(text)
    return Options(**{**values, "peers": tuple(values["peers"])})
