"""What can go wrong with the vocabulary."""


class VocabularyError(Exception):
    """A change to the vocabulary that would break it; the message says what to do."""


class CycleError(VocabularyError):
    """A term would become its own ancestor."""


class MergeError(VocabularyError):
    """Two terms that cannot become one."""
