from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from tests.factories import UserFactory, library, make_published
from wellread.discovery import sought_in_vain, sought_report
from wellread.discovery.models import BestBet, Crisis, SoughtWords, WordEquivalent
from wellread.discovery.request import SearchRequest
from wellread.discovery.search import search
from wellread.publishing.groups import EDITORS, LEADS, REVIEWERS, WRITERS, install_groups

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(sought_in_vain, "folder", lambda: tmp_path / "sought")
    sought_in_vain._last.asked = ("", 0.0)


@pytest.fixture
def sign_in(client):
    library()
    groups = {group.name: group for group in install_groups()}

    def enter(name):
        user = UserFactory()
        user.groups.add(groups[name])
        client.force_login(user)
        return client

    return enter


def address(model, view="list", *args):
    return reverse(f"wagtailsnippets_discovery_{model}:{view}", args=args)


LISTS = ["bestbet", "wordequivalent", "crisis"]


@pytest.mark.parametrize("group", [EDITORS, LEADS])
def test_editors_and_leads_find_the_menu_and_every_list(sign_in, group):
    client = sign_in(group)
    home = client.get(reverse("wagtailadmin_home")).content.decode()

    for words in ("Finding", "Best bets", "Word equivalents", "Crisis cards", "Sought in vain"):
        assert words in home
    for model in LISTS:
        assert client.get(address(model)).status_code == 200
        assert client.get(address(model, "add")).status_code == 200
    assert client.get(reverse("sought_in_vain:index")).status_code == 200


@pytest.mark.parametrize("group", [WRITERS, REVIEWERS])
def test_others_do_not(sign_in, group):
    client = sign_in(group)

    assert "Sought in vain" not in client.get(reverse("wagtailadmin_home")).content.decode()
    for page in [*map(address, LISTS), reverse("sought_in_vain:index")]:
        assert client.get(page).status_code == 302


def test_only_leads_delete_crisis_cards(sign_in):
    card = Crisis.objects.create(triggers="blue moon", heading="Look up", what_to_do="<p>Now.</p>")

    assert sign_in(EDITORS).post(address("crisis", "delete", card.pk)).status_code == 302
    assert Crisis.objects.exists()
    sign_in(LEADS).post(address("crisis", "delete", card.pk))
    assert not Crisis.objects.exists()


def test_an_editor_adds_a_word_equivalent_that_holds_at_once(sign_in):
    make_published(signed=False, title="Fatigue")
    values = {"language": "en", "words": "wobbly knees", "equivalent": "fatigue", "both_directions": "on"}

    sign_in(EDITORS).post(address("wordequivalent", "add"), values)

    assert search(SearchRequest(language="en", words="wobbly knees")).total == 1


@pytest.mark.parametrize(
    ("words", "equivalent", "why"),
    [
        ("Pee!", "pee", "These are the same words"),
        ("—", "urine", "Write at least one word"),
        ("urine", "pee", "the other way round"),
        ("pee", "urine", "equivalent already"),
    ],
)
def test_a_pair_that_says_nothing_new_is_refused_with_a_sentence(sign_in, words, equivalent, why):
    WordEquivalent.objects.create(words="pee", equivalent="urine")
    values = {"language": "en", "words": words, "equivalent": equivalent, "both_directions": "on"}

    page = sign_in(EDITORS).post(address("wordequivalent", "add"), values).content.decode()

    assert why in page
    assert WordEquivalent.objects.count() == 1


def bet_values(*articles, words="lump\nbump", language="en"):
    rows = [{"article": article.pk, "ORDER": number} for number, article in enumerate(articles, start=1)]
    values = {"language": language, "phrasings": words, "match": "exact", "articles": inline_formset(rows)}
    return nested_form_data(values)


class TestBestBets:
    def test_an_editor_pins_articles_in_order(self, sign_in):
        first, second = (make_published(signed=False, title=title) for title in ("First", "Second"))

        sign_in(EDITORS).post(address("bestbet", "add"), bet_values(second, first))

        found = search(SearchRequest(language="en", words="bump")).recommended
        assert [hit.headline for hit in found] == ["Second", "First"]

    def test_an_article_of_another_language_is_refused_by_name(self, sign_in):
        spanish = make_published(signed=False, title="Un bulto", language="es")

        page = sign_in(EDITORS).post(address("bestbet", "add"), bet_values(spanish)).content.decode()

        assert "“Un bulto” is in another language than these words." in page
        assert not BestBet.objects.exists()

    def test_an_article_twice_is_refused(self, sign_in):
        article = make_published(signed=False, title="Once")

        page = sign_in(EDITORS).post(address("bestbet", "add"), bet_values(article, article)).content.decode()

        assert "duplicate" in page
        assert not BestBet.objects.exists()

    def test_one_without_articles_or_words_is_refused(self, sign_in):
        client = sign_in(EDITORS)

        client.post(address("bestbet", "add"), bet_values())
        client.post(address("bestbet", "add"), bet_values(make_published(signed=False), words="?!"))

        assert not BestBet.objects.exists()


def test_an_editor_writes_a_crisis_card(sign_in):
    values = {
        "language": "en",
        "position": "1",
        "active": "on",
        "heading": "Look up",
        "what_to_do": rich_text("<p>Now.</p>"),
        "telephone": "988",
        "telephone_label": "",
        "url": "",
        "url_label": "",
        "triggers": "blue moon",
    }

    sign_in(EDITORS).post(address("crisis", "add"), values)

    card = search(SearchRequest(language="en", words="a blue moon")).crisis_card
    assert (card.heading, card.what_to_do_html, card.telephone) == ("Look up", "<p>Now.</p>", "988")


class TestTheReport:
    @pytest.fixture
    def sought(self):
        today = timezone.localdate()
        rows = [("en", "zither", 0, 1), ("en", "xylophone", 0, 2), ("en", "xylophone", 40, 3), ("es", "cítara", 40, 1)]
        for language, words, days, times in rows:
            day = today - timedelta(days=days)
            SoughtWords.objects.create(language=language, words=words, day=day, times=times)

    def rows(self, client, **query):
        text = client.get(reverse("sought_in_vain:index"), {"export": "csv", **query}).getvalue().decode()
        return [line.split(",")[:3] for line in text.splitlines()[1:]]

    def test_words_are_added_up_over_the_days_the_most_sought_first(self, sign_in, sought):
        client = sign_in(EDITORS)

        assert self.rows(client) == [["xylophone", "en", "5"], ["cítara", "es", "1"], ["zither", "en", "1"]]
        assert "xylophone" in client.get(reverse("sought_in_vain:index")).content.decode()

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ({"days": "30"}, [["xylophone", "en", "2"], ["zither", "en", "1"]]),
            ({"language": "es"}, [["cítara", "es", "1"]]),
            ({"q": "zith"}, [["zither", "en", "1"]]),
            ({"ordering": "words"}, [["cítara", "es", "1"], ["xylophone", "en", "5"], ["zither", "en", "1"]]),
            ({"days": "nonsense", "ordering": "pk; drop", "p": "x"}, None),
        ],
    )
    def test_they_are_narrowed_and_sorted(self, sign_in, sought, query, found):
        rows = self.rows(sign_in(EDITORS), **query)

        assert rows == found or found is None

    def test_what_was_just_sought_is_in_it(self, sign_in):
        search(SearchRequest(language="en", words="xylophone"))

        assert self.rows(sign_in(EDITORS)) == [["xylophone", "en", "1"]]

    def test_nothing_sought_is_said_in_words(self, sign_in):
        page = sign_in(EDITORS).get(reverse("sought_in_vain:index")).content.decode()

        assert "Nothing was sought in vain in the last 180 days." in page

    def test_it_opens_where_nothing_can_be_taken_in(self, sign_in, sought, monkeypatch):
        def refuse():
            raise OSError("disk full")

        monkeypatch.setattr(sought_report, "collect", refuse)

        assert len(self.rows(sign_in(EDITORS))) == 3
