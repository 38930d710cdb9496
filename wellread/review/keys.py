"""The installation's Ed25519 key, with which it signs its ledger, and the public keys that are pinned beside it."""

import json
from pathlib import Path

from django.conf import settings
from joserfc.jwk import KeySet, OKPKey

from wellread.review.errors import KeyMissingError


def key_file() -> Path:
    return Path(settings.WELLREAD_KEYS) / "ledger-key.json"


def pins_file() -> Path:
    """Where the public keys are written down: whoever replaces the key does not replace these unnoticed."""
    return Path(settings.WELLREAD_HOME) / "ledger" / "keys.json"


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


def pin_key() -> bool:
    """Write down the public half of the key, unless keys are pinned already; return whether it was done."""
    if pins_file().exists():
        return False
    pins_file().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = pins_file().with_suffix(".new")
    keys = {"keys": [dict(signing_key().as_dict(private=False))]}
    unfinished.write_text(json.dumps(keys, indent=2) + "\n", encoding="utf-8")
    unfinished.rename(pins_file())
    return True


def pinned_keys() -> KeySet:
    """Return the keys that may have signed the ledger; raise KeyMissingError if none are pinned."""
    try:
        return KeySet.import_key_set(json.loads(pins_file().read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise KeyMissingError(f"No public keys are written down at {pins_file()}. Run: wellread setup") from error
    except (ValueError, KeyError, TypeError) as error:
        raise KeyMissingError(f"The public keys at {pins_file()} are damaged. Restore them from a backup.") from error


def signing_key() -> OKPKey:
    """Return the private key; raise KeyMissingError before `wellread setup` made it, or if it is not a pinned one."""
    key = _private_key()
    if pins_file().exists() and key.kid not in {one.kid for one in pinned_keys().keys}:
        raise KeyMissingError(
            f"The key at {key_file()} is not the one that signed so far ({pins_file()}). Restore it from a backup."
        )
    return key


def _private_key() -> OKPKey:
    try:
        return OKPKey.import_key(json.loads(key_file().read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise KeyMissingError(f"There is no ledger key at {key_file()}. Run: wellread setup") from error
    except ValueError as error:
        raise KeyMissingError(f"The ledger key at {key_file()} is damaged. Restore it from a backup.") from error


def public_keys() -> dict[str, list[dict[str, object]]]:
    """Return the pinned keys as a JSON Web Key Set (RFC 7517), empty before setup."""
    if not pins_file().exists():
        return {"keys": []}
    return {"keys": [dict(key.as_dict(private=False)) for key in pinned_keys().keys]}
