"""The installation's Ed25519 key, with which it signs its ledger."""

import json
from pathlib import Path

from django.conf import settings
from joserfc.jwk import OKPKey

from wellread.review.errors import KeyMissingError


def key_file() -> Path:
    return Path(settings.WELLREAD_KEYS) / "ledger-key.json"


def make_key() -> bool:
    """Make the key unless there is one; return whether it was made. Only the owner can read the file."""
    file = key_file()
    if file.exists():
        return False
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    key = OKPKey.generate_key("Ed25519", auto_kid=True)
    # Written whole under another name first: what is broken off here leaves no key rather than half of one.
    unfinished = file.with_suffix(".new")
    unfinished.unlink(missing_ok=True)
    unfinished.touch(mode=0o600)
    unfinished.write_text(json.dumps(key.as_dict(private=True)), encoding="utf-8")
    unfinished.rename(file)
    return True


def signing_key() -> OKPKey:
    """Return the private key; raise KeyMissingError before `wellread setup` has made it."""
    try:
        return OKPKey.import_key(json.loads(key_file().read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise KeyMissingError(f"There is no ledger key at {key_file()}. Run: wellread setup") from error
    except ValueError as error:
        raise KeyMissingError(f"The ledger key at {key_file()} is damaged. Restore it from a backup.") from error


def public_keys() -> dict[str, list[dict[str, object]]]:
    """Return the public half as a JSON Web Key Set (RFC 7517), empty before setup."""
    if not key_file().exists():
        return {"keys": []}
    return {"keys": [dict(signing_key().as_dict(private=False))]}
