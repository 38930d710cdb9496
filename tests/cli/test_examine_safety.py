from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator

from tests.factories import UserFactory
from wellread.accounts.secrets_at_rest import encrypt
from wellread.cli.examine_accounts import second_factors
from wellread.cli.examine_safety import backups, deployment, hosts, mail, own_secret_key
from wellread.cli.findings import Verdict
from wellread.settings import environment


def sentences(look):
    return [(one.verdict, one.sentence) for one in look()]


def test_a_laptop_needs_no_https(settings):
    settings.WELLREAD_PUBLIC_URL = "http://localhost:8000"

    assert [verdict for verdict, _sentence in sentences(deployment)] == [Verdict.OK]


def test_a_public_address_without_https_is_told_in_plain_words(settings):
    settings.WELLREAD_PUBLIC_URL = "http://library.example.org"

    found = list(deployment())

    assert "Browsers are not told to stay with https (HSTS). (security.W004)" in [one.sentence for one in found]
    assert {one.mend for one in found} == {"Set WELLREAD_HTTPS=true once https works: docs/operate.md"}


def test_with_https_nothing_is_missing(settings):
    settings.WELLREAD_PUBLIC_URL = "https://library.example.org"
    settings.SECURE_SSL_REDIRECT = settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SECURE_HSTS_SECONDS = 31_536_000

    assert [verdict for verdict, _sentence in sentences(deployment)] == [Verdict.OK]


def test_a_key_that_can_be_guessed_is_wrong(settings):
    settings.SECRET_KEY = "a" * 60

    assert sentences(deployment) == [(Verdict.WRONG, "The secret key can be guessed. (security.W009)")]


def test_believing_every_name_is_wrong(settings):
    settings.ALLOWED_HOSTS = ["*"]

    assert [verdict for verdict, _sentence in sentences(hosts)] == [Verdict.WRONG]


@pytest.mark.parametrize(("header", "expected"), [(None, [Verdict.ADVICE]), (("HTTP_X_FORWARDED_PROTO", "https"), [])])
def test_https_without_a_proxy_may_lead_in_circles(header, expected, settings):
    settings.SECURE_SSL_REDIRECT, settings.SECURE_PROXY_SSL_HEADER = True, header

    assert [verdict for verdict, _sentence in sentences(hosts)] == expected


@pytest.mark.parametrize(
    ("backend", "host", "expected"),
    [("smtp", "mail.example.org", "It goes to mail.example.org:25."),
     ("console", "", "It goes to the server's output."), ("dummy", "", "It goes nowhere.")],
)  # fmt: skip
def test_where_mail_goes_is_told(backend, host, expected, settings):
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = f"mail.{backend}.EmailBackend", host, 25

    assert [sentence for _verdict, sentence in sentences(mail)] == [expected]


def test_a_key_in_the_environment_is_in_no_backup(monkeypatch):
    without = sentences(own_secret_key)
    monkeypatch.setitem(environment.values, "WELLREAD_SECRET_KEY", "k" * 50)

    assert without == []
    assert [verdict for verdict, _sentence in sentences(own_secret_key)] == [Verdict.ADVICE]


@pytest.mark.parametrize(
    ("days", "verdict", "words"),
    [(None, Verdict.ADVICE, "None was made"), (0, Verdict.OK, "less than a day"), (3, Verdict.OK, "3 days"),
     (9, Verdict.ADVICE, "9 days")],
)  # fmt: skip
def test_the_age_of_the_last_backup_is_told(days, verdict, words, own_home):
    if days is not None:
        made = datetime.now(UTC) - timedelta(days=days, minutes=1)
        (own_home / "last-backup").write_text(made.isoformat())

    [(found, sentence)] = sentences(backups)

    assert found is verdict
    assert words in sentence


def test_a_note_of_a_backup_that_cannot_be_read_counts_as_none(own_home):
    (own_home / "last-backup").write_text("yesterday")

    assert sentences(backups)[0][0] is Verdict.ADVICE


@pytest.mark.django_db
def test_accounts_without_a_second_factor_are_named(settings, admin_user):
    settings.WELLREAD_SECOND_FACTOR = "required"
    UserFactory(username="writer")

    [(verdict, sentence)] = sentences(second_factors)

    assert verdict is Verdict.ADVICE
    assert sentence == "1 of 1 accounts that may publish, sign or administer have none: admin."


@pytest.mark.django_db
def test_a_second_factor_of_another_key_is_wrong(settings, admin_user):
    settings.WELLREAD_SECOND_FACTOR = "required"
    for kind, field in (("totp", "secret"), ("recovery_codes", "seed")):
        Authenticator.objects.create(user=admin_user, type=kind, data={field: encrypt("secret")})
    before = [verdict for verdict, _sentence in sentences(second_factors)]
    settings.SECRET_KEY = "another-" + "z" * 50

    after = sentences(second_factors)

    assert before == [Verdict.OK]
    assert [verdict for verdict, _sentence in after] == [Verdict.OK, Verdict.WRONG]
    assert after[1][1] == "That of admin was set up under another secret key: no code is right."


@pytest.mark.django_db
def test_where_none_is_asked_doctor_says_so(settings):
    settings.WELLREAD_SECOND_FACTOR = "off"

    assert [verdict for verdict, _sentence in sentences(second_factors)] == [Verdict.ADVICE]
