"""Check a review from outside: python check_stamp.py https://HOST/reviews/NUMBER.json (needs joserfc, for JWS)."""

import hashlib
import json
import sys
import urllib.request

from joserfc import jws
from joserfc.jwk import KeySet


def fetch(address):
    with urllib.request.urlopen(address) as answer:  # noqa: S310  # whoever runs this names the address
        return json.load(answer)


def digest(values):  # SHA-256 over RFC 8785; here are only texts, whole numbers and null
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def check(stamp, fetch=fetch):
    entry, body = stamp["ledger_entry"], stamp["ledger_entry"]["body"]
    told = {"digest": stamp["digest"], "signed_as": stamp["reviewer"]["signed_as"], "review_due": stamp["review_due"]}
    yield "the entry holds the digest, the name and the due date", body.items() >= told.items()
    parts = {name: entry[name] for name in ("number", "kind", "at", "body", "previous_hash")}
    yield "the entry has the hash that it carries", digest(parts) == entry["hash"]
    signed = jws.deserialize_compact(entry["signature"], KeySet.import_key_set(fetch(stamp["keys_url"])), ["Ed25519"])
    yield "one of the public keys signed that hash", signed.payload.decode() == entry["hash"]
    if (api_url := stamp["article"]["api_url"]) and stamp["status"] != "revoked":
        covered = {stamp["digest"], *(one["digest"] for one in stamp["corrections"])}
        today = digest(fetch(api_url)["medical_wording"]) in covered
        yield f"today's words are covered: {today}, as it says", today == stamp["covers_current_words"]


if __name__ == "__main__":
    for what, well in (results := list(check(fetch(sys.argv[1])))):
        print("yes" if well else "NO ", what)  # noqa: T201
    sys.exit(not all(well for _what, well in results))
