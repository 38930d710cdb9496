"""Check one review of a Wellread library from outside: python check_stamp.py https://HOST/reviews/NUMBER.json

Needs Python 3.11 and a library that verifies JWS with Ed25519 (pip install joserfc); nothing of Wellread.
"""

import hashlib
import json
import sys
import urllib.request

from joserfc import jws
from joserfc.jwk import KeySet


def fetch(address):
    with urllib.request.urlopen(address) as answer:  # noqa: S310  # whoever runs this names the address
        return json.load(answer)


def digest(values):
    """SHA-256 over RFC 8785: sorted keys, no spaces, UTF-8. (Only text, whole numbers and null occur here.)"""
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def check(stamp, fetch=fetch):
    entry, api_url = stamp["ledger_entry"], stamp["article"]["api_url"]
    yield "the entry holds the digest", (entry["body"] or {}).get("digest") == stamp["digest"]
    parts = {name: entry[name] for name in ("number", "kind", "at", "body", "previous_hash")}
    yield "the entry has the hash that it carries", digest(parts) == entry["hash"]
    signed = jws.deserialize_compact(entry["signature"], KeySet.import_key_set(fetch(stamp["keys_url"])), ["Ed25519"])
    yield "one of the public keys signed that hash", signed.payload.decode() == entry["hash"]
    if api_url and stamp["status"] != "revoked":
        covered = {stamp["digest"], *(one["digest"] for one in stamp["corrections"])}
        today = digest(fetch(api_url)["medical_wording"]) in covered
        yield f"today's words are covered: {today}, as it says", today == stamp["covers_current_words"]


if __name__ == "__main__":
    results = list(check(fetch(sys.argv[1])))
    print(*(f"{'yes' if well else 'NO '}  {what}" for what, well in results), sep="\n")  # noqa: T201
    sys.exit(not all(well for _what, well in results))
