"""An article as one line of an export: its current edition, and the newer draft if there is one.

What an import makes of such a line is exported as the same line again; docs/import.md says what a line leaves out.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC
from typing import Any

from django.conf import settings
from django.utils.text import slugify

from wellread.articles.content import ArticleContent, Block, Image, PersonContent, PullQuote, Quote
from wellread.articles.interchange import content_to_json
from wellread.articles.models import Article, Person
from wellread.articles.reading import content_of
from wellread.publishing.models import Edition, Publication
from wellread.review.coverage import Basis, coverage_of
from wellread.vocabulary.models import Term

IMAGE_FOLDER = "images"


@dataclass(frozen=True)
class ExportLine:
    """The values of a line, and the frozen images that it names."""

    values: dict[str, Any]
    images: tuple[str, ...]


class Exporter:
    """Writes articles as lines; knows what the whole library must be asked for."""

    def __init__(self) -> None:
        self._people = {person.slug: person for person in Person.objects.order_by("-pk")}
        self._people_by_words = {(one.name, one.credentials): one for one in self._people.values()}
        self._groups: dict[Any, list[tuple[bool, str]]] = defaultdict(list)
        rows = Article.objects.values_list("translation_key", "locale__language_code", "source_id")
        for key, language, source_id in rows:
            self._groups[key].append((language != settings.LANGUAGE_CODE, source_id))
        self._source_ids = {source_id for _key, _language, source_id in rows}

    def line(self, article: Article) -> ExportLine:
        """Return the article's line; raise ImageError if an image of its draft is gone."""
        publication = Publication.objects.filter(article=article).select_related("current").first()
        edition = _last_edition(publication) if publication else None
        draft: Article = article.get_latest_revision_as_object()
        if publication is None or edition is None:
            content, values = self._draft(draft, content_of(draft))
            return self._line(article, {**values, "status": "draft"}, [content])
        return self._published(article, publication, edition, draft)

    def _published(self, article: Article, publication: Publication, edition: Edition, draft: Article) -> ExportLine:
        content = self._portable(edition.read())
        values = {
            **content_to_json(content),
            "slug": publication.slug,
            "terms": _terms(edition.terms.select_related("facet", "merged_into__facet")),
            **_review(edition.basis, edition.reviewed_by, edition.reviewed_on),
            "status": "withdrawn" if publication.current_id is None else "published",
            "withdrawn_reason": publication.withdrawn_reason,
            "edition": _edition(edition),
        }
        draft_content = content_of(draft)
        draft_content = replace(draft_content, published_on=draft_content.published_on or content.published_on)
        newer, draft_values = self._draft(draft, draft_content)
        differs = any(draft_values[key] != values[key] for key in ("slug", "terms")) or newer != content
        if not differs:
            return self._line(article, values, [content])
        return self._line(article, {**values, "draft": draft_values}, [content, newer])

    def _line(self, article: Article, values: dict[str, Any], contents: list[ArticleContent]) -> ExportLine:
        values = {
            **values,
            "withdrawn_reason": values.get("withdrawn_reason", ""),
            "translation_of": self._original(article),
            "edition": values.get("edition"),
            "draft": values.get("draft"),
        }
        images = {image.file.rpartition("/")[2]: None for content in contents for image in content.images}
        return ExportLine(values, tuple(images))

    def _draft(self, draft: Article, content: ArticleContent) -> tuple[ArticleContent, dict[str, Any]]:
        coverage = coverage_of(content)
        portable = self._portable(content)
        values = {
            **content_to_json(portable),
            "slug": draft.slug,
            "terms": _terms(draft.terms.all()),
            **(
                _review(coverage.basis, coverage.reviewed_by, coverage.reviewed_on)
                if coverage
                else _review("", "", None)
            ),
            "change_kind": draft.change_kind,
            "change_note": draft.change_note,
        }
        return portable, values

    def _original(self, article: Article) -> str | None:
        """Return what this article translates, by source id: the one in the default language, else the first."""
        _other_language, source_id = min(self._groups[article.translation_key])
        return None if source_id == article.source_id else source_id

    def _portable(self, content: ArticleContent) -> ArticleContent:
        """Return the content as another installation can take it in."""
        return replace(
            content,
            authors=tuple(self._person(author) for author in content.authors),
            body=tuple(self._block(block) for block in content.body),
            related=tuple(one for one in content.related if one in self._source_ids),
        )

    def _block(self, block: Block) -> Block:
        match block:
            case Quote() | PullQuote():
                return replace(block, person=self._person(block.person))
            case Image():
                return replace(block, file=f"{IMAGE_FOLDER}/{block.file}")
            case _:
                return block

    def _person(self, person: PersonContent) -> PersonContent:
        """Return the person with the role, affiliation and address of today; name and credentials are signed words.

        Whoever was named with other credentials then gets an address apart, or an import would make them one.
        """
        words = (person.name, person.credentials)
        row = self._people.get(person.slug)
        if row is None or (row.name, row.credentials) != words:
            row = self._people_by_words.get(words)
        if row is None:
            return replace(person, slug=f"{person.slug}-{slugify(person.credentials or person.name)}"[:100].strip("-"))
        return replace(person, slug=row.slug, role=row.role, affiliation=row.affiliation)


def _last_edition(publication: Publication) -> Edition | None:
    return publication.current or publication.editions.order_by("-number").first()


def _edition(edition: Edition) -> dict[str, Any]:
    return {
        "number": edition.number,
        "kind": edition.kind,
        "published_at": edition.published_at.astimezone(UTC).isoformat(),
        "change_note": edition.change_note,
    }


def _terms(terms: Iterable[Term]) -> dict[str, list[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for term in (one.merged_into or one for one in terms):
        found[term.facet.slug].add(term.slug)
    return {facet: sorted(found[facet]) for facet in sorted(found)}


def _review(basis: str, by: str, on: Any) -> dict[str, Any]:
    values: dict[str, Any] = {"reported_review": None, "attestation": None}
    key = {Basis.REPORTED: "reported_review", Basis.ATTESTATION: "attestation"}.get(Basis(basis)) if basis else None
    if key:
        values[key] = {"by": by, "on": on.isoformat()}
    return values
