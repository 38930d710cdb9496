"""How often articles are reviewed in a new home: more often where knowledge changes quickly."""

from django.conf import settings

from wellread.review.models import ReviewPolicy
from wellread.vocabulary.models import Term

STARTER_MONTHS = 12
STARTER_TERMS = (
    "clinical-trials",
    "follow-up-guidelines",
    "pain-management",
    "prevention",
    "side-effects",
    "stem-cell-transplantation-cellular-therapy",
    "treatment",
)
"""Topics of the starter vocabulary about treatment, screening and drugs, narrower terms included."""


def install_starter_policies() -> int:
    """Give the starter vocabulary's topics their policies and return how many; what has one keeps it."""
    known = set(ReviewPolicy.objects.values_list("term", flat=True))
    terms = Term.objects.in_use().filter(facet__slug="topic", slug__in=STARTER_TERMS).exclude(pk__in=known)
    return len([ReviewPolicy.objects.create(term=term, months=STARTER_MONTHS) for term in terms])


def shortest_months() -> int:
    """Return the shortest time between reviews that a policy sets, or the one that holds without any."""
    shortest = ReviewPolicy.objects.order_by("months").values_list("months", flat=True).first()
    return min(shortest or settings.WELLREAD_REVIEW_MONTHS, settings.WELLREAD_REVIEW_MONTHS)
