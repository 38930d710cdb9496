import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from wellread.articles.errors import TelephoneError
from wellread.articles.telephone import dialable, readable


@pytest.mark.parametrize(
    "number",
    ["844-210-9567", "(844) 210-9567", "1-844-210-9567", "+1 844 210 9567", "844.210.9567", "tel:+1-844-210-9567"],
)
def test_a_number_is_dialable_however_it_was_written(number):
    assert dialable(number) == "+18442109567"


def test_letters_on_the_keys_are_numbers():
    assert dialable("1-800-FLOWERS") == "+18003569377"


def test_a_number_without_a_country_belongs_to_the_region(settings):
    settings.WELLREAD_REGION = "DE"

    assert dialable("030 901820") == "+4930901820"


@pytest.mark.parametrize(
    "number", ["", "call us", "12", "844-210-95671234567890", "+999 1234567", "911 or 844-210-9567"]
)
def test_what_nobody_could_dial_is_refused_by_name(number):
    with pytest.raises(TelephoneError, match="telephone number"):
        dialable(number)


def test_a_number_is_shown_as_people_of_the_region_write_it(settings):
    assert readable("+12025550142") == "(202) 555-0142"

    settings.WELLREAD_REGION = "DE"

    assert readable("+12025550142") == "+1 202-555-0142"


def test_what_is_no_number_is_shown_as_it_is():
    assert readable("ask at the desk") == "ask at the desk"


@given(st.text(alphabet="0123456789+-() .x#", max_size=20))
@hypothesis_settings(deadline=None)
def test_a_dialable_number_is_digits_and_stays_the_same(number):
    try:
        dialled = dialable(number)
    except TelephoneError:
        return

    assert dialled[0] == "+" and dialled[1:].isdigit()
    assert dialable(dialled) == dialled
