"""The articles that editors pinned to words."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wellread.discovery.models import BestBet
from wellread.discovery.phrases import lines_of, normal_form
from wellread.discovery.snapshots import Moment, Snapshot
from wellread.publishing.models import Change, Publication

MOST_RECOMMENDED = 5


@dataclass(frozen=True)
class Pins:
    """The numbers of pinned articles by the words, in their normal form, that show them; longer contained ones first.

    Numbers are those of drafts' articles: what of them is public is looked up when it is asked for.
    """

    exact: Mapping[str, tuple[int, ...]]
    contained: tuple[tuple[str, tuple[int, ...]], ...]

    def articles_for(self, ways_of_saying: Sequence[str]) -> list[int]:
        """Return the articles for words as typed and as corrected: whole searches first, each article once."""
        forms = [normal_form(words) for words in ways_of_saying if words]
        found = [article for form in forms for article in self.exact.get(form, ())]
        for form in forms:
            padded = f" {form} "
            found += [article for phrase, articles in self.contained if f" {phrase} " in padded for article in articles]
        return list(dict.fromkeys(found))


def read_pins(language: str) -> Pins:
    exact: dict[str, list[int]] = defaultdict(list)
    contained: dict[str, list[int]] = defaultdict(list)
    for bet in BestBet.objects.filter(language=language).order_by("pk").prefetch_related("articles"):
        place = exact if bet.match == BestBet.Match.EXACT else contained
        for line in lines_of(bet.phrasings):
            place[normal_form(line)] += [one.article_id for one in bet.articles.all()]
    in_order = sorted(contained.items(), key=lambda item: (-len(item[0]), item[0]))
    return Pins(
        {phrase: tuple(articles) for phrase, articles in exact.items()},
        tuple((phrase, tuple(articles)) for phrase, articles in in_order),
    )


pins = Snapshot(read_pins, kinds=[Change.Kind.BEST_BET])


def pinned_publications(ways_of_saying: Sequence[str], *, language: str, moment: Moment) -> list[int]:
    """Return the publications pinned to the words, in order, that are public now in that language."""
    articles = pins.at(moment, language).articles_for(ways_of_saying)
    if not articles:
        return []
    current = Publication.objects.current().in_language(language).filter(article__in=articles)
    by_article = dict(current.order_by().values_list("article", "pk"))
    return [by_article[article] for article in articles if article in by_article][:MOST_RECOMMENDED]
