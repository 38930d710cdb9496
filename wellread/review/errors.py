"""What can go wrong with a review."""


class ReviewError(Exception):
    """A review that cannot be given; the message says why."""


class NotEntitledError(ReviewError):
    """Somebody who may not sign or waive."""


class WordsChangedError(ReviewError):
    """The words to be signed are not the words that were shown."""


class KeyMissingError(ReviewError):
    """The installation has no key to sign the ledger with."""


class LedgerHeadError(ReviewError):
    """What is written down of the ledger outside the database is not what this installation wrote."""


class MailError(ReviewError):
    """Mail that could not be sent."""


class WrongPasswordError(ReviewError):
    """Somebody who did not show that it is them."""


class InvitationError(ReviewError):
    """A link that opens nothing; the message says why and what to do."""


class WrongCodeError(ReviewError):
    """A code that is not the one that was sent."""
