"""Tells whoever keeps answers that the one being made holds for this request alone: the next is made anew.

Two things make it so: the database answered because the index could not, and words that found nothing were counted.
"""

from contextvars import ContextVar

_told: ContextVar[bool] = ContextVar("once_only", default=False)


def tell() -> None:
    _told.set(True)


def was_told() -> bool:
    return _told.get()


def forget() -> None:
    """Begin another answer in this thread."""
    _told.set(False)
