"""Encrypt what second factors are made of: who steals the database alone cannot make their codes."""

import base64
import hashlib
import secrets

from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


def encrypt(text: str) -> str:
    return _box().encrypt(text.encode()).decode()


def decrypt(encrypted: str) -> str:
    """Return the secret. Where the key has changed, return one that nobody knows: then no code is right."""
    try:
        return _box().decrypt(encrypted.encode()).decode()
    except InvalidToken:
        return base64.b32encode(secrets.token_bytes(20)).decode()


def whose_are_unreadable() -> list[str]:
    """Return the names of the accounts whose second factors were encrypted with another key."""
    found = Authenticator.objects.select_related("user")
    return sorted({one.user.get_username() for one in found if not _can_read(one)})


def _can_read(authenticator: Authenticator) -> bool:
    encrypted = authenticator.data.get("secret") or authenticator.data.get("seed") or ""
    try:
        _box().decrypt(str(encrypted).encode())
    except InvalidToken:
        return False
    return True


def _box() -> MultiFernet:
    return MultiFernet([Fernet(_key(str(one))) for one in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(secret_key: str) -> bytes:
    digest = hashlib.sha256(f"wellread.accounts.second_factor:{secret_key}".encode()).digest()
    return base64.urlsafe_b64encode(digest)
