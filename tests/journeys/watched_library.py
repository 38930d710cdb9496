"""A small library, all its public addresses, and everything that changes what readers see: what was kept must go."""

import re
from datetime import timedelta
from io import BytesIO

from django.core.files.images import ImageFile
from django.test import Client, override_settings
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect

from tests.factories import PersonFactory, ReviewerFactory, make_article, make_published, sign_article
from tests.website.builders import library_image, picture_bytes, two_facets
from wellread.articles.models import Article, InstitutionSettings
from wellread.articles.reading import content_of
from wellread.articles.wording import content_digest
from wellread.discovery.models import BestBet, BestBetArticle, Crisis, WordEquivalent
from wellread.publishing.models import Publication
from wellread.publishing.publish import publish, withdraw
from wellread.review.attest import confirm_minor_change, report, revoke
from wellread.review.models import Attestation, ReviewPolicy
from wellread.review.subject import subject_of
from wellread.vocabulary.merge import merge
from wellread.vocabulary.models import Code, FacetName, Synonym, TermName

WORDS = ["lump", "swelling", "Houston", "c32.9", "what is a lump?", "zyxwv", "hurt myself"]
OLD_AND_NEW = (
    "/articles/houses/",
    "/articles/gone/",
    "/es/articles/otro-bulto/",
    "/diseases/swelling/",
    "/diagnoses/",
    "/diagnoses/throat-cancer/",
    "/moved-away/",
    "/nothing-here/",
)
"""What leads somewhere before a change or after it."""
ONE_OF_EACH_KIND = (
    "/",
    "/es/",
    "/articles/",
    "/es/articles/",
    "/articles/?q=lump",
    "/articles/?q=swelling",
    "/articles/?q=Houston",
    "/articles/?q=c32.9",
    "/articles/?q=hurt+myself",
    "/articles/?disease=throat-cancer",
    "/articles/lump/",
    "/articles/tired/",
    "/es/articles/bulto/",
    "/articles/lump/changes/",
    "/articles/lump/changes.atom",
    "/articles/lump/current/",
    "/articles/lump/mistake/",
    "/answers/",
    "/answers/?q=what+is+a+lump%3F",
    "/suggest?q=lum",
    "/opensearch.xml",
    "/diseases/",
    "/es/diseases/",
    "/diseases/throat-cancer/",
    "/diseases/head-and-neck-cancer/",
    "/people/maren-sample/",
    "/people/maren-sample/portrait/",
    "/about/review/",
    "/privacy/",
    "/accessibility/",
    "/sitemap.xml",
    "/robots.txt",
    "/api/v1/articles",
    "/api/v1/articles/lump",
    "/api/v1/facets",
    "/api/v1/answers?q=lump",
    "/api/v1/suggest?q=lum",
)
"""Where something of every kind is to be seen; signatures come besides."""
LINK = re.compile(rb'(?:href|src)="(/[^"#?]*)|<(?:loc|uri|id)>http://[^/]+(/[^<#?]*)<')
NO_PAGES = re.compile(r"^/(admin|static|health)/|[.]pdf$|/feedback/$")


class WatchedLibrary:
    """Articles of every standing, and whatever stands around them."""

    def __init__(self):
        terms = two_facets()
        self.terms = terms
        self.author = PersonFactory(
            name="Maren Sample", slug="maren-sample", profile="<p>Writes.</p>", portrait=library_image("tan")
        )
        self.first, self.second = ReviewerFactory(), ReviewerFactory()
        chart = ("image", {"image": library_image("gold"), "alternative_text": "A chart", "caption": ""})
        question = ("question", {"question": "What is a lump?", "answer": "<p>A lump is a swelling.</p>"})
        self.lump = self._signed(
            title="A lump in the neck",
            slug="lump",
            summary="A lum in the neck.",
            body=[("paragraph", "<p>Words about a lump.</p>"), question, chart],
            terms=[terms["throat"], terms["diagnosis"]],
        )
        self.tired = self._reported(title="Tired all day", slug="tired", terms=[terms["breast"]])
        self.spanish = make_published(
            signed=False, title="Un bulto", slug="bulto", language="es", terms=[terms["head"]]
        )
        self.draft = make_article(title="Houston houses", slug="houses", kind="information", terms=[terms["support"]])
        withdraw(make_published(title="Gone", slug="gone", signed=False), reason="Old.")
        institution = InstitutionSettings.load()
        institution.name, institution.call_to_action_text = "Sample Hospital", "Call us."
        institution.save()

    def _signed(self, **fields):
        article = make_article(**fields)
        author = article.authors.all()[0]
        author.person = self.author
        author.save()
        article.save_revision()
        sign_article(article, self.first)
        publish(article)
        return article

    def _reported(self, **fields):
        article = make_article(**fields)
        report(article, content_of(article), by="The source", on=timezone.localdate() - timedelta(days=900))
        publish(article)
        return article

    def due(self):
        """Return the day after which the first of the reviews that readers see is overdue."""
        due = Publication.objects.current().values_list("current__review_due", flat=True)
        return min(day for day in due if day)

    def change(self, article, **fields):
        """Return the article's draft with other words."""
        draft = Article.objects.get(pk=article.pk).get_latest_revision_as_object()
        for name, value in fields.items():
            setattr(draft, name, value)
        draft.save_revision(clean=False)
        return draft

    def addresses(self):
        """Return every public address that any other leads to, those that only programs know, and some of old."""
        found = dict.fromkeys([*self._searches(), *OLD_AND_NEW, *self._for_programs()])
        waiting = ["/", "/es/", "/sitemap.xml", "/es/articles/", "/opensearch.xml", "/es/opensearch.xml", *found]
        client = reader()
        with override_settings(WELLREAD_PAGE_CACHE_MB=0):
            while waiting:
                address = waiting.pop()
                if address in found and address not in OLD_AND_NEW:
                    continue
                found[address] = None
                waiting += [one for one in _links(ask(client, address)[2]) if one not in found]
        return list(found)

    def one_of_each_kind(self):
        """Return an address of every kind of page, and what leads somewhere before a change or after it."""
        return [*ONE_OF_EACH_KIND, *OLD_AND_NEW, *self._signatures()]

    def _signatures(self):
        for number in Attestation.objects.values_list("ledger_entry", flat=True):
            yield from (f"/reviews/{number}/", f"/reviews/{number}.json")

    def _for_programs(self):
        yield from self._signatures()
        for slug in ("lump", "tired", "bulto", "gone", "houses"):
            yield from (f"/api/v1/articles/{slug}?language={language}" for language in ("en", "es"))
        yield from ("/robots.txt", "/api/openapi.json", "/.well-known/jwks.json", "/people/maren-sample/portrait/")

    def _searches(self):
        asked = [f"q={words.replace(' ', '+').replace('?', '%3F')}" for words in WORDS]
        lists = [
            "disease=throat-cancer",
            "disease=head-and-neck-cancer&topic=diagnosis",
            "sort=title",
            "disease=swelling",
        ]
        for prefix in ("", "/es"):
            yield from (f"{prefix}/articles/?{one}" for one in [*asked, *lists, "q=lump&disease=throat-cancer"])
            yield from (f"{prefix}/answers/?{one}" for one in asked)
            yield from (f"{prefix}/suggest?{one}" for one in asked[:3])
            yield f"{prefix}/articles/lump/changes/?from=1&to=2"
        for address in ("articles", "facets", "answers", "suggest"):
            for language in ("en", "es"):
                yield from (f"/api/v1/{address}?{one}&language={language}" for one in asked)
        yield from ("/api/v1/articles?disease=throat-cancer", "/api/v1/articles/bulto?language=es")


# What happens to it


def publish_words(library):
    publish(library.draft)


def publish_other_words(library):
    draft = library.change(library.lump, title="A swelling in the neck")
    sign_article(draft, library.first)
    publish(draft)


def withdraw_article(library):
    withdraw(library.draft, reason="A study was retracted.")


def bring_back(library):
    publish(Article.objects.get(slug="gone"))


def give_another_address(library):
    publish(library.change(library.spanish, slug="otro-bulto"))


def tag_otherwise(library):
    draft = Article.objects.get(pk=library.spanish.pk).get_latest_revision_as_object()
    draft.terms = [library.terms["breast"]]
    draft.save_revision(clean=False)
    publish(draft)


def rename_term(library):
    library.terms["throat"].name = "Cancer of the Throat"
    library.terms["throat"].save()


def give_term_another_slug(library):
    library.terms["throat"].slug = "swelling"
    library.terms["throat"].save()


def define_term(library):
    library.terms["throat"].definition = "A swelling in the throat."
    library.terms["throat"].save()


def name_term_in_spanish(library):
    TermName.objects.create(term=library.terms["head"], language="es", name="Cabeza y cuello")


def give_term_a_synonym(library):
    Synonym.objects.create(term=library.terms["throat"], language="en", kind=Synonym.Kind.LAY, words="Houston throat")


def give_term_a_code(library):
    Code.objects.create(term=library.terms["throat"], system="icd-10-cm", relation="primary", prefix="C32")


def move_term(library):
    library.terms["breast"].parents.add(library.terms["head"])


def merge_terms(library):
    merge(library.terms["breast"], into=library.terms["head"])


def rename_facet(library):
    library.terms["diseases"].name = "Illnesses"
    library.terms["diseases"].save()


def name_facet_in_spanish(library):
    FacetName.objects.create(facet=library.terms["diseases"], language="es", name="Enfermedades")


def give_facet_another_path(library):
    library.terms["diseases"].path = "diagnoses"
    library.terms["diseases"].save()


def rename_person(library):
    library.author.affiliation = "Another Clinic"
    library.author.save()


def replace_portrait(library):
    image = library.author.portrait
    image.file = ImageFile(BytesIO(picture_bytes("navy")), name="other.png")
    image._set_image_file_metadata()
    image.save()
    image.renditions.all().delete()


def delete_portrait(library):
    library.author.portrait.delete()


def change_institution(library):
    settled = InstitutionSettings.load()
    settled.name, settled.call_to_action_text = "Another Hospital", "Write to us."
    settled.save()


def recommend(library):
    bet = BestBet.objects.create(language="en", phrasings="swelling")
    BestBetArticle.objects.create(best_bet=bet, article=library.tired)


def write_crisis_card(library):
    Crisis.objects.create(
        language="en",
        triggers="hurt myself",
        heading="You are not alone",
        what_to_do="<p>Call now.</p>",
        telephone="988",
    )


def say_that_words_mean_the_same(library):
    WordEquivalent.objects.create(language="en", words="Houston", equivalent="lump")


def sign_again(library):
    sign_article(Article.objects.get(pk=library.lump.pk).get_latest_revision_as_object(), library.second)


def take_back_signature(library):
    revoke(_signature(library), reason="A study was retracted.", by="The reviewer")


def confirm_a_corrected_letter(library):
    draft = library.change(library.lump, summary="A lump in the neck.")
    content = subject_of(draft).content
    confirm_minor_change(
        _signature(library),
        content,
        shown_digest=content_digest(content),
        marked_by="One editor",
        confirmed_by="Another editor",
    )
    publish(draft)


def tell_of_licence(library):
    library.first.licence = "Board of Samples"
    library.first.conflicts_of_interest = "Consults for a sample company."
    library.first.save()


def set_review_policy(library):
    ReviewPolicy.objects.create(term=library.terms["diagnosis"], months=7)


def redirect(library):
    Redirect.objects.create(old_path="/moved-away", redirect_link="/articles/")


CHANGES = (
    publish_words,
    give_another_address,
    tag_otherwise,
    rename_term,
    define_term,
    name_term_in_spanish,
    give_term_a_synonym,
    give_term_a_code,
    move_term,
    rename_facet,
    name_facet_in_spanish,
    rename_person,
    replace_portrait,
    delete_portrait,
    change_institution,
    recommend,
    write_crisis_card,
    say_that_words_mean_the_same,
    tell_of_licence,
    set_review_policy,
    sign_again,
    confirm_a_corrected_letter,
    publish_other_words,
    take_back_signature,
    redirect,
    bring_back,
    withdraw_article,
    give_term_another_slug,
    merge_terms,
    give_facet_another_path,
)
"""All that changes what readers see, but for what the clock does."""


def _signature(library):
    return Publication.objects.get(article=library.lump).current.attestation


def _links(content):
    """Return where a page leads: other pages, pictures, feeds, entries of a sitemap."""
    found = [(one or other).decode() for one, other in LINK.findall(content)]
    return [address for address in dict.fromkeys(found) if not NO_PAGES.search(address)]


def ask(client, address):
    """Return what an address says: its status, where it leads, and its words."""
    response = client.get(address)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return response.status_code, response.headers.get("Location", ""), content


def reader():
    # A production server answers to localhost as well.
    return Client(raise_request_exception=False, SERVER_NAME="localhost")
