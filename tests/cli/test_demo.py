import pytest
from django.contrib.auth import get_user_model

from tests.factories import make_article
from wellread.articles.models import Article
from wellread.articles.writing import find_person
from wellread.cli.demo_accounts import ACCOUNTS, accounts_file, keep_accounts, make_password
from wellread.cli.exits import ExitCode
from wellread.cli.sample_library import REVIEWERS
from wellread.review.models import Reviewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer(prepared_home):
    return Reviewer.objects.create(person=find_person(REVIEWERS[0]))


def test_the_accounts_can_sign_in_with_the_printed_passwords(reviewer):
    passwords = keep_accounts()

    users = {user.username: user for user in get_user_model().objects.all()}
    assert users.keys() == {account.username for account in ACCOUNTS}
    assert all(users[name].check_password(password) for name, password in passwords.items())
    assert users["administrator"].is_superuser
    assert not users["writer"].is_superuser
    assert users["reviewer"].reviewer == reviewer
    assert [group.name for group in users["lead"].groups.all()] == ["Content leads"]


def test_the_passwords_are_kept_for_their_owner_only(reviewer):
    first = keep_accounts()

    second = keep_accounts()

    assert second == first
    assert accounts_file().stat().st_mode & 0o777 == 0o600


def test_an_account_that_is_gone_comes_back_with_its_password(reviewer):
    passwords = keep_accounts()
    get_user_model().objects.get(username="writer").delete()

    keep_accounts()

    assert get_user_model().objects.get(username="writer").check_password(passwords["writer"])


def test_an_account_that_was_there_keeps_its_password(reviewer, admin_user):
    admin_user.username = "administrator"
    admin_user.save()

    passwords = keep_accounts()

    admin_user.refresh_from_db()
    assert passwords["administrator"] == ""
    assert admin_user.check_password("password")


def test_passwords_are_long_and_each_another():
    passwords = {make_password() for _ in range(100)}

    assert len(passwords) == 100
    assert {len(password) for password in passwords} == {19}


def test_a_library_that_people_work_in_is_not_mixed_with_samples(prepared_home, wellread, admin_user, monkeypatch):
    make_article()
    monkeypatch.setenv("WELLREAD_SAMPLE", "true")

    ended = wellread("demo", "--no-serve")

    assert ended.code == ExitCode.REFUSED
    assert "Name another folder for the demo" in ended.errors
    assert not Article.objects.filter(source_id__startswith="sample:").exists()
