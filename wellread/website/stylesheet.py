"""Join the parts of the style sheet into the one file that pages link, so that readers wait for one file only.

Run `python -m wellread.website.stylesheet` after a change of a part; a test compares.
"""

from pathlib import Path

FOLDER = Path(__file__).parent / "static" / "website" / "css"
JOINED = FOLDER / "wellread.css"
GENERAL = ("button", "search", "hit", "stamp")
"""Parts that others refine, so that they come before those."""
LAYERS = "@layer tokens, base, layout, parts, print;"


def joined() -> str:
    """Return all parts in the order of their layers."""
    parts = sorted((FOLDER / "parts").glob("*.css"), key=lambda file: (file.stem not in GENERAL, file.stem))
    files = [FOLDER / "tokens.css", FOLDER / "base.css", FOLDER / "layout.css", *parts, FOLDER / "print.css"]
    texts = (file.read_text(encoding="utf-8").strip() for file in files)
    return "\n".join(["/* Joined from the files beside this one: change those, never this. */", LAYERS, *texts, ""])


if __name__ == "__main__":  # pragma: no cover  # a test compares the file instead
    JOINED.write_text(joined(), encoding="utf-8")
