"""A library with two languages and a small vocabulary, and a hand to bring things in."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.factories import FacetFactory, TermFactory
from tests.importers.pages import write_lines
from wellread.articles.libraries import ensure_libraries
from wellread.importers.run import Result, Run, Wish
from wellread.vocabulary.models import Synonym, Term

TODAY = date(2026, 11, 23)


@pytest.fixture
def vocabulary(db: None) -> dict[str, Term]:
    """Two facets with three terms, one below another, and a synonym."""
    disease = FacetFactory(slug="disease", path="diseases")
    topic = FacetFactory(slug="topic", path="topics")
    mouth = TermFactory(facet=disease, slug="mouth-trouble", name="Mouth Trouble")
    gums = TermFactory(facet=disease, slug="gum-trouble", name="Gum Trouble", parents=[mouth])
    brushing = TermFactory(facet=topic, slug="daily-brushing", name="Daily Brushing")
    Synonym.objects.create(term=gums, language="en", kind="lay", words="sore gums")
    Synonym.objects.create(term=gums, language="en", kind="abbreviation", words="GUM")
    return {term.slug: term for term in (mouth, gums, brushing)}


@pytest.fixture
def library(vocabulary: dict[str, Term]) -> None:
    """A prepared home, as far as the importers need one."""
    ensure_libraries()


@pytest.fixture
def bring_in(library: None, tmp_path: Path) -> Callable[..., list[Result]]:
    """Bring in some lines, or a path, and return what became of each."""

    def bring_in(*lines: Any, path: Path | None = None, **wish: Any) -> list[Result]:
        file = path or write_lines(tmp_path / "articles.jsonl", *lines)
        run = Run(Wish((file,), **wish), options={})
        results = list(run.bring_in(today=TODAY))
        run.notices = run.relate()
        run.finish()
        return results

    return bring_in
