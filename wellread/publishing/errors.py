"""Why something did not become public, or did not stop being public."""

from django.core.exceptions import ValidationError

from wellread.articles.errors import ArticleError
from wellread.review.errors import ReviewError


class PublishingError(Exception):
    """A refusal; the message is for the person who tried."""


class NotReviewedError(PublishingError):
    """Medical words that nobody answers for."""


class QualityError(PublishingError):
    """Words that break a rule which must hold before publishing."""


class AddressTakenError(PublishingError):
    """Another article of the same language has this address."""


class NothingToWithdrawError(PublishingError):
    """The article is not public."""


class OverrulingError(PublishingError):
    """A finding that cannot be overruled in this way."""


class NotYetError(PublishingError):
    """The draft is scheduled for a later time."""


class LanguageError(PublishingError):
    """A published article keeps its language."""


REFUSED = (PublishingError, ReviewError, ArticleError, ValidationError)
"""Whatever can be wrong with one article: in a batch the others go on."""
