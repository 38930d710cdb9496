"""Keep what opens a door out of the logs."""

import logging
import re

_REVIEW = re.compile(r"(/review/)[A-Za-z0-9_-]{20,}")
_NEW_PASSWORD = re.compile(r"(/password_reset/confirm/)[^/\s]+/[^/\s]+")


class HideSecretLinks(logging.Filter):
    """Cut the secret out of a link to a review or a new password: Django logs the address of a request that fails."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if "/review/" in message or "/password_reset/" in message:
            hidden = _NEW_PASSWORD.sub(r"\1(hidden)", _REVIEW.sub(r"\1(hidden)", message))
            record.msg, record.args = hidden, ()
        return True
