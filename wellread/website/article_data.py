"""An article for machines: the facts of its page, in the words of schema.org."""

from collections.abc import Collection, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from wellread.articles.content import ArticleContent, PersonContent, Reference, question_anchors
from wellread.articles.plain_text import plain_text
from wellread.discovery.articles import ArticleView
from wellread.discovery.results import TermName
from wellread.review.coverage import Status
from wellread.vocabulary.models import Term
from wellread.website.addresses import absolute, article_address, followable, home_address
from wellread.website.article_facts import ArticleFacts, codes_of
from wellread.website.page_head import Node
from wellread.website.structured_data import (
    Crumb,
    breadcrumbs,
    known,
    node,
    page_node,
    person_node,
    principles_address,
)
from wellread.website.term_page import also_called

SIGNED = {Status.CURRENT, Status.OVERDUE}


def article_nodes(
    view: ArticleView, facts: ArticleFacts, *, facet_names: Mapping[str, str], people: Collection[str]
) -> tuple[Node, ...]:
    """Return the page of a current edition; `people` are the slugs of those who have a page of their own."""
    content, hit = view.content, view.hit
    url = absolute(article_address(hit.slug, language=hit.language))
    medical = content.kind == "medical"
    kinds = ["MedicalWebPage" if medical else "WebPage", *(["FAQPage"] if content.questions else [])]
    conditions = {(term.facet.slug, term.slug) for term in facts.coded}
    page = page_node(
        kinds if len(kinds) > 1 else kinds[0],
        url=url,
        name=content.headline,
        language=content.language,
        headline=content.headline,
        description=content.summary,
        datePublished=hit.published_on.isoformat(),
        dateModified=facts.words_changed_at.isoformat(),
        version=view.edition.number,
        timeRequired=f"PT{hit.minutes_to_read}M",
        author=[_author(person, people) for person in content.authors],
        **_review(view, facts),
        publishingPrinciples=principles_address(),
        audience=node("Patient") if medical else None,
        usageInfo=node("CreativeWork", text=_("This library explains. It does not replace your care team.")),
        about=[condition_node(term, language=content.language) for term in facts.coded],
        keywords=[_keyword(term) for term in hit.terms if (term.facet, term.slug) not in conditions],
        mainEntity=_questions(content, url),
        citation=[_citation(reference) for reference in content.references],
        correction=[
            node("CorrectionComment", datePublished=one.on.isoformat(), text=one.note or _("A mistake was corrected."))
            for one in facts.corrections
        ],
        image=[
            node("ImageObject", contentUrl=absolute(reverse("image", args=[one.file])), caption=one.caption)
            for one in content.images
        ],
        isBasedOn=followable(content.source_url),
        workTranslation=[
            node(
                "WebPage",
                url=absolute(article_address(one.slug, language=one.language)),
                name=one.headline,
                inLanguage=one.language,
            )
            for one in view.translations
        ],
        breadcrumb=breadcrumbs(_way(view, facet_names, url)),
    )
    return (page,)


def condition_node(term: Term, *, language: str) -> Node:
    return node(
        "MedicalCondition",
        name=term.name_in(language),
        alternateName=list(also_called(term, language=language)),
        url=absolute(reverse("website:term", args=[term.facet.path, term.slug])),
        code=[node("MedicalCode", codeValue=code, codingSystem=system) for system, code in codes_of(term)],
    )


def _review(view: ArticleView, facts: ArticleFacts) -> dict[str, Any]:
    """Return what is true of the review: nothing at all where there was none."""
    review = view.hit.review
    if review.status == Status.NONE or review.last_reviewed is None:
        return {}
    # Of a review at the source there is a name alone, be it of a person or of a body: nothing says which.
    reviewer = _signer(view, facts) if review.status in SIGNED else known(name=review.reviewer)
    return known(
        lastReviewed=review.last_reviewed.isoformat(),
        reviewedBy=reviewer,
        expires=review.review_due.isoformat() if review.review_due else "",
    )


def _signer(view: ArticleView, facts: ArticleFacts) -> Node:
    """Return who signed: as the person is known today, unless they are called otherwise than when they signed."""
    review, person = view.hit.review, facts.reviewer
    url = absolute(reverse("website:person", args=[review.reviewer_slug])) if review.reviewer_slug else ""
    if person is None or str(person) != review.reviewer:
        return person_node(name=review.reviewer, url=url)
    return person_node(
        name=person.name,
        credentials=person.credentials,
        role=person.role,
        affiliation=person.affiliation,
        licence=facts.licence,
        url=url,
    )


def _author(person: PersonContent, people: Collection[str]) -> Node:
    return person_node(
        name=person.name,
        credentials=person.credentials,
        role=person.role,
        affiliation=person.affiliation,
        url=absolute(reverse("website:person", args=[person.slug])) if person.slug in people else "",
    )


def _keyword(term: TermName) -> Node:
    return node("DefinedTerm", name=term.name, url=absolute(reverse("website:term", args=[term.facet_path, term.slug])))


def _questions(content: ArticleContent, url: str) -> list[Node]:
    return [
        node(
            "Question",
            name=one.question,
            url=f"{url}#{anchor}",
            acceptedAnswer=node("Answer", text=plain_text(one.answer_html), url=f"{url}#{anchor}"),
        )
        for one, anchor in zip(content.questions, question_anchors(content.questions), strict=True)
    ]


def _citation(reference: Reference) -> Node:
    doi = f"https://doi.org/{reference.doi}" if reference.doi else ""
    pubmed = f"https://pubmed.ncbi.nlm.nih.gov/{reference.pubmed_id}/" if reference.pubmed_id else ""
    return node(
        "CreativeWork",
        name=reference.title,
        publisher=node("Organization", name=reference.publisher) if reference.publisher else None,
        datePublished=str(reference.year) if reference.year else "",
        version=reference.guideline_version,
        url=followable(reference.url),
        sameAs=[address for address in (doi, pubmed) if address],
    )


def _way(view: ArticleView, facet_names: Mapping[str, str], url: str) -> list[Crumb]:
    """Return the first page, the facet and the term under which an article stands first, and the article."""
    crumbs = [(_("Library"), absolute(home_address(view.hit.language)))]
    for term in view.hit.terms[:1]:
        facet = absolute(reverse("website:facet", args=[term.facet_path]))
        crumbs.append((facet_names.get(term.facet, term.facet), facet))
        crumbs.append((term.name, absolute(reverse("website:term", args=[term.facet_path, term.slug]))))
    return [*crumbs, (view.content.headline, url)]
