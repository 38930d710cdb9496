"""A real library and its plain twin, filled and changed at random: every change is made to both."""

import random
from datetime import date, timedelta

import pytest
from django.db import transaction

from tests.factories import FacetFactory, TermFactory, make_article
from tests.journeys.plain_library import PlainArticle, PlainLibrary, PlainTerm, WouldBeACycleError
from wellread.articles.models import Article
from wellread.articles.reading import content_of
from wellread.publishing.publish import publish, withdraw
from wellread.review.attest import report
from wellread.vocabulary.errors import VocabularyError
from wellread.vocabulary.merge import merge
from wellread.vocabulary.models import Term

# No two of one stem: how words are understood is compared in `exactness`, with a twin that knows those rules.
WORDS = ["lump", "Lumbar", "calcium", "señal", "Senado", "test", "Über", "node"]
TERMS = {"disease": 14, "topic": 9}


class RandomLibrary:
    """Draws from one source of chance, so that a seed makes the same library again."""

    def __init__(self, seed, *, articles):
        self.chance = random.Random(seed)
        self.plain = PlainLibrary()
        self.names = 0
        for position, (facet, number) in enumerate(TERMS.items()):
            row = FacetFactory(slug=facet, position=position)
            for _ in range(number):
                self.add_term(row)
        for _ in range(articles):
            self.add_article()

    def add_term(self, facet):
        """Add a term below up to three that are there, so that there are no cycles yet."""
        others = [key for key in self.plain.in_use() if self.plain.terms[key].facet == facet.slug]
        parents = self.chance.sample(others, min(len(others), self.chance.choice([0, 0, 1, 1, 2, 3])))
        term = TermFactory(facet=facet, slug=self.new_name("term"), parents=[Term.objects.get(pk=pk) for pk in parents])
        self.plain.terms[term.pk] = PlainTerm(facet.slug, term.slug, set(parents))

    def add_article(self):
        article = make_article(
            title=self.text(3),
            summary=self.text(2),
            body=self.body(),
            terms=self.some_terms(),
            published_on=date(2026, 1, 1) + timedelta(days=self.chance.randint(0, 5)),
        )
        self.plain.articles[article.pk] = PlainArticle("", set(), public=False)
        if self.chance.random() < 0.9:
            self.publish(article)

    def change(self):
        """Do one thing that editors do."""
        self.chance.choices(
            [
                self.retag,
                self.rewrite,
                self.draft,
                self.take_back,
                self.bring_back,
                self.rename,
                self.merge,
                self.reparent,
            ],
            [5, 4, 4, 3, 1, 2, 3, 4],
        )[0]()

    def retag(self):
        article = self.some_article()
        article.terms = self.some_terms()
        article.save_revision(clean=False)
        self.publish(article)

    def rewrite(self):
        article = self.some_article()
        article.title, article.body = self.text(3), self.body()
        article.save_revision(clean=False)
        self.publish(article)

    def draft(self):
        """Change words and terms without publishing them: nothing public changes."""
        article = self.some_article()
        article.title, article.terms = "draft " + self.text(3), self.some_terms()
        article.save_revision(clean=False)

    def take_back(self):
        article = self.some_article()
        if self.plain.articles[article.pk].public:
            withdraw(article, reason="At random.")
            self.plain.articles[article.pk].public = False

    def bring_back(self):
        hidden = [pk for pk, article in self.plain.articles.items() if not article.public]
        if hidden:
            self.publish(Article.objects.get(pk=self.chance.choice(hidden)).get_latest_revision_as_object())

    def rename(self):
        term = self.some_term()
        self.plain.rename(term.pk, self.new_name("renamed"))
        term.slug = self.plain.terms[term.pk].slug
        term.save()

    def merge(self):
        term, into = self.some_term(), self.some_term()
        if term.pk == into.pk or term.facet_id != into.facet_id:
            return
        self.both(lambda: self.plain.merge(term.pk, into.pk), lambda: merge(term, into=into))

    def reparent(self):
        term = self.some_term()
        own = [pk for pk in self.plain.in_use() if self.plain.terms[pk].facet == term.facet.slug]
        parents = self.chance.sample(own, self.chance.choice([0, 1, 2]))
        self.both(lambda: self.plain.set_parents(term.pk, parents), lambda: term.parents.set(parents))

    def both(self, plainly, really):
        """Make a change to both libraries, or see both refuse it."""
        try:
            plainly()
        except WouldBeACycleError:
            with pytest.raises(VocabularyError), transaction.atomic():
                really()
        else:
            really()

    def publish(self, article):
        content = content_of(article)
        report(article, content, by="The source", on=date(2026, 1, 1))
        publish(article)
        self.plain.articles[article.pk] = PlainArticle(
            words=" ".join([article.title, article.summary, *(str(child.value) for child in article.body)])
            .replace("<p>", " ")
            .replace("</p>", " "),
            terms={term.pk for term in article.terms.all()},
            public=True,
        )

    def some_article(self):
        return Article.objects.get(pk=self.chance.choice(list(self.plain.articles))).get_latest_revision_as_object()

    def some_term(self):
        return Term.objects.get(pk=self.chance.choice(self.plain.in_use()))

    def some_terms(self):
        chosen = self.chance.sample(list(self.plain.terms), self.chance.choice([0, 1, 1, 2, 2, 3, 4]))
        if chosen and self.chance.random() < 0.3:
            chosen.append(self.chance.choice(sorted(self.plain.above(chosen[0]))))  # a term and a broader one
        return list(Term.objects.filter(pk__in=chosen))

    def some_slug(self, key):
        """Return a slug that means the term: most often that of today."""
        merged = [one for one in self.plain.terms if self.plain.standing(one) == key]
        slugs = [slug for one in merged for slug in [self.plain.terms[one].slug, *self.plain.terms[one].former_slugs]]
        return self.chance.choice([self.plain.terms[key].slug, self.chance.choice(slugs)])

    def some_selection(self):
        selected = {}
        for facet in TERMS:
            own = [key for key in self.plain.in_use() if self.plain.terms[key].facet == facet]
            selected[facet] = set(self.chance.sample(own, self.chance.choice([0, 0, 1, 1, 2, 3])))
        return selected

    def some_words(self):
        return self.chance.choice(["", *WORDS, "LUMP", "senal", "uber"])

    def text(self, words):
        return " ".join(self.chance.choices(WORDS, k=words))

    def body(self):
        return [("paragraph", f"<p>{self.text(4)}.</p>") for _ in range(self.chance.randint(0, 2))]

    def new_name(self, kind):
        self.names += 1
        return f"{kind}-{self.names}"
