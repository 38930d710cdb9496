"""How a command ends: the exit codes that scripts rely on, and which failure leads to which."""

from enum import IntEnum

import click
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db import DatabaseError

from wellread.indexing.errors import EngineError
from wellread.publishing.errors import REFUSED
from wellread.review.errors import KeyMissingError
from wellread.vocabulary.errors import VocabularyError


class ExitCode(IntEnum):
    """ARCHITECTURE promises these numbers."""

    DONE = 0
    SKIPPED = 1
    USAGE = 2
    REFUSED = 3
    BROKEN = 4
    STOPPED = 130


class RefusedError(click.ClickException):
    """A rule says no; the message says which and what to do."""

    exit_code = ExitCode.REFUSED


class BrokenInstallationError(click.ClickException):
    """This installation cannot do its work; the message says what is wrong and how to mend it."""

    exit_code = ExitCode.BROKEN


REFUSALS = (*REFUSED, VocabularyError)
BREAKAGES = (KeyMissingError, DatabaseError, ImproperlyConfigured, OSError, EngineError)


def in_words(error: Exception) -> click.ClickException:
    """Return an expected failure as a sentence with its exit code."""
    if isinstance(error, BREAKAGES):
        return BrokenInstallationError(_breakage(error))
    if isinstance(error, ValidationError):
        return RefusedError(" ".join(error.messages))
    return RefusedError(str(error))


def _breakage(error: Exception) -> str:
    match error:
        case DatabaseError():
            return f"The database cannot be used: {error}. Run: wellread doctor"
        case OSError() if error.filename:
            return f"{error.filename}: {error.strerror}."
        case _:
            return str(error)
