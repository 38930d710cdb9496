"""The script that anybody can check a stamp with, against what the library tells."""

import json
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from tests.factories import make_article, sign_article
from wellread.articles.reading import content_of
from wellread.articles.wording import content_digest
from wellread.publishing.models import Edition
from wellread.publishing.publish import publish
from wellread.review.attest import confirm_minor_change, revoke
from wellread.review.models import Attestation

pytestmark = pytest.mark.django_db
FILE = Path(__file__).resolve().parents[2] / "docs" / "check_stamp.py"
SCRIPT = runpy.run_path(str(FILE))


@pytest.fixture
def article(db):
    made = make_article(title="10⁹ cells “per litre” \u2028 and é\u0301", summary='Quotes " and \\ and / and \t tabs.')
    sign_article(made)
    publish(made)
    return made


@pytest.fixture
def checked(client):
    """Check the first review by the script; returns what it found."""

    def fetch(address):
        return json.loads(client.get(address.removeprefix("http://localhost:8000")).content)

    def run(**changed):
        number = Attestation.objects.order_by("pk").first().ledger_entry_id
        stamp = fetch(f"/reviews/{number}.json")
        for name, value in changed.items():
            part, _, key = name.rpartition("__")
            (stamp[part] if part else stamp)[key] = value
        return [well for _what, well in SCRIPT["check"](stamp, fetch)]

    return run


def rewrite(article, summary):
    article.summary = summary
    article.save_revision()


def test_the_script_is_short():
    source = Path(__file__).resolve().parents[2] / "docs" / "check_stamp.py"

    assert len(source.read_text("utf-8").splitlines()) <= 40
    modules = set(re.findall(r"^(?:import|from) (\w+)", source.read_text("utf-8"), re.MULTILINE))
    assert modules - sys.stdlib_module_names == {"joserfc"}
    assert "wellread" not in source.read_text("utf-8").split('"""', 2)[2].lower()


def test_a_current_stamp_is_as_it_says(article, checked):
    assert checked() == [True] * 4


def test_a_stamp_whose_words_changed_is_as_it_says(article, checked):
    rewrite(article, "Other words.")
    sign_article(article)
    publish(article)

    assert checked() == [True] * 4


def test_a_corrected_stamp_is_as_it_says(article, checked):
    rewrite(article, "Quotes.")
    content = content_of(article)
    confirm_minor_change(
        Attestation.objects.get(), content, shown_digest=content_digest(content), marked_by="a", confirmed_by="b"
    )
    publish(article)

    assert checked() == [True] * 4


def test_a_stamp_that_was_taken_back_and_a_withdrawn_article_still_have_their_entry(article, checked):
    revoke(Attestation.objects.get(), reason="A mistake.", by="reviewer")

    assert checked() == [True] * 3


def test_an_edition_whose_words_were_changed_is_noticed(article, checked):
    edition = Edition.objects.get()
    Edition.objects.update(content={**edition.content, "summary": "Other words."})

    assert checked()[-1] is False


@pytest.mark.parametrize(
    ("changed", "place"),
    [
        ({"digest": "0" * 64}, 0),
        ({"reviewer__signed_as": "Somebody Else, M.D."}, 0),
        ({"review_due": "2099-01-01"}, 0),
        ({"ledger_entry__hash": "0" * 64}, 1),
        ({"ledger_entry__number": 7}, 1),
        ({"ledger_entry__at": "2020-01-01T00:00:00+00:00"}, 1),
        ({"covers_current_words": False}, 3),
    ],
)
def test_whatever_was_changed_is_noticed(article, checked, changed, place):
    assert checked(**changed)[place] is False


@pytest.mark.journey
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_script_asks_a_server_for_nothing_but_public_json(live_server, settings):
    settings.WELLREAD_PUBLIC_URL = live_server.url
    made = make_article(title="Words for everybody")
    number = sign_article(made).ledger_entry_id
    publish(made)
    asked = f"{live_server.url}/reviews/{number}.json"

    ended = subprocess.run([sys.executable, str(FILE), asked], capture_output=True, text=True, cwd="/", env={})

    assert (ended.returncode, ended.stdout.count("yes ")) == (0, 4), ended.stdout + ended.stderr
    assert "today's words are covered: True" in ended.stdout


@pytest.mark.journey
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_script_says_no_where_the_words_were_changed_past_the_door(live_server, settings):
    settings.WELLREAD_PUBLIC_URL = live_server.url
    made = make_article(title="Words for everybody")
    number = sign_article(made).ledger_entry_id
    publish(made)
    edition = Edition.objects.get()
    Edition.objects.update(content={**edition.content, "summary": "Other words."})

    ended = subprocess.run(
        [sys.executable, str(FILE), f"{live_server.url}/reviews/{number}.json"], capture_output=True, text=True
    )

    assert ended.returncode == 1
    assert "NO " in ended.stdout
