"""End what was signed in."""

from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone


def end_sessions(user: Any, *, but: str | None = None) -> int:
    """End the account's sessions, all or all but one, and return how many. They are few: only editors have any."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    own = [
        session.session_key
        for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator()
        if session.session_key != but and str(session.get_decoded().get(SESSION_KEY)) == str(user.pk)
    ]
    for key in own:
        store(key).delete()
    return len(own)
