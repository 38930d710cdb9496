import re

from wellread.website.stylesheet import FOLDER, GENERAL, JOINED, joined

TOKENS_ONLY = re.compile(r"#[0-9a-f]{3,8}\b|\brgb\(|\bhsl\(", re.IGNORECASE)


def test_the_joined_file_holds_the_parts_as_they_are():
    assert JOINED.read_text("utf-8") == joined(), "Run: python -m wellread.website.stylesheet"


def test_the_order_of_the_layers_comes_first():
    first, second, *_rest = joined().splitlines()

    assert first.startswith("/*")
    assert second == "@layer tokens, base, layout, parts, print;"


def test_every_part_is_in_its_layer():
    for file in (FOLDER / "parts").glob("*.css"):
        without_comments = re.sub(r"/\*.*?\*/", "", file.read_text("utf-8"), flags=re.DOTALL)

        assert without_comments.strip().startswith("@layer parts {"), file.name


def test_colours_come_from_the_tokens():
    for file in [FOLDER / "base.css", FOLDER / "layout.css", *(FOLDER / "parts").glob("*.css")]:
        assert not TOKENS_ONLY.search(file.read_text("utf-8")), file.name


def test_nothing_is_loaded_from_anywhere():
    assert "url(" not in joined()
    assert "@import" not in joined()


def test_parts_that_others_refine_are_there():
    assert {file.stem for file in (FOLDER / "parts").glob("*.css")} >= set(GENERAL)
