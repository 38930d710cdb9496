"""Home, terms, people and reviews for machines: the facts of their pages, in the words of schema.org."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from wellread.articles.models import Person
from wellread.articles.plain_text import plain_text
from wellread.publishing.stamps import COVERING, Standing
from wellread.vocabulary.models import Term
from wellread.website.addresses import absolute, article_address, home_address
from wellread.website.article_data import condition_node
from wellread.website.article_facts import is_condition, licence_of
from wellread.website.page_head import Node
from wellread.website.stamp_page import StampPage
from wellread.website.structured_data import (
    Crumb,
    breadcrumbs,
    node,
    page_node,
    person_node,
    principles_address,
    website_id,
)
from wellread.website.term_page import TermPage, also_called

COMPLETED = "https://schema.org/CompletedActionStatus"


def home_nodes(language: str, *, description: str) -> tuple[Node, ...]:
    """Return the library as something that can be searched; every page adds its name and who publishes it."""
    template = absolute(reverse("website:articles")) + "?q={search_term_string}"
    search = {
        **node("SearchAction", target=node("EntryPoint", urlTemplate=template)),
        "query-input": "required name=search_term_string",
    }
    facts = {"publishingPrinciples": principles_address(), "description": description}
    return (node("WebSite", id=website_id(language), potentialAction=search, **facts),)


def term_nodes(page: TermPage, term: Term, *, language: str) -> tuple[Node, ...]:
    facet_url = absolute(reverse("website:facet", args=[page.facet_path]))
    own_url = absolute(reverse("website:term", args=[page.facet_path, term.slug]))
    meaning = node(
        "DefinedTerm",
        name=page.name,
        description=page.definition,
        alternateName=list(also_called(term, language=language)),
        termCode=term.slug,
        url=own_url,
        inDefinedTermSet=node("DefinedTermSet", name=page.facet_name, url=facet_url),
    )
    articles = [
        node("ListItem", position=place, name=hit.headline, url=absolute(article_address(hit.slug, language=language)))
        for place, hit in enumerate(page.result.hits, 1)
    ]
    return (
        page_node(
            "CollectionPage",
            url=page.canonical,
            name=page.name,
            language=language,
            description=page.definition,
            about=[meaning, *([condition_node(term, language=language)] if is_condition(term) else [])],
            mainEntity=node("ItemList", numberOfItems=page.result.total, itemListElement=articles),
            breadcrumb=breadcrumbs([_first_page(language), (page.facet_name, facet_url), (page.name, own_url)]),
        ),
    )


def person_nodes(person: Person, *, url: str, language: str, profile_html: str) -> tuple[Node, ...]:
    portrait = absolute(reverse("website:portrait", args=[person.slug])) if person.portrait_id else ""
    subject = person_node(
        name=person.name,
        credentials=person.credentials,
        role=person.role,
        affiliation=person.affiliation,
        licence=licence_of(person),
        url=url,
        description=plain_text(profile_html),
        image=portrait,
    )
    way = breadcrumbs([_first_page(language), (str(person), url)])
    return (page_node("ProfilePage", url=url, name=str(person), language=language, mainEntity=subject, breadcrumb=way),)


def stamp_nodes(page: StampPage, *, signed_at: datetime, language: str) -> tuple[Node, ...]:
    """Return a review as something that somebody did with an article; whether it still holds is said in words."""
    article = node(
        "MedicalWebPage",
        headline=page.headline,
        url=absolute(page.article_url),
        inLanguage=page.language,
        version=page.edition,
        expires=page.review_due.isoformat() if page.standing in COVERING - {Standing.SUPERSEDED} else "",
    )
    signer = person_node(
        name=page.signed_as, licence=page.licence, url=absolute(page.person_url) if page.person_url else ""
    )
    act = node(
        "ReviewAction",
        agent=signer,
        object=article,
        actionStatus=COMPLETED,
        endTime=signed_at.isoformat(),
        identifier=str(page.number),
        description=page.verdict,
    )
    crumbs = [_first_page(language), (_("How we review"), principles_address()), (page.headline, page.canonical)]
    return (
        page_node(
            "WebPage",
            url=page.canonical,
            name=page.verdict,
            language=language,
            mainEntity=act,
            breadcrumb=breadcrumbs(crumbs),
        ),
    )


def _first_page(language: str) -> Crumb:
    return _("Library"), absolute(home_address(language))
