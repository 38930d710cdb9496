"""Telephone numbers that can be dialled."""

import phonenumbers
from django.conf import settings

from wellread.articles.errors import TelephoneError


def dialable(number: str) -> str:
    """Return the number in E.164 form, such as +18442109567; raise TelephoneError if it is none.

    A number without a country code is one of WELLREAD_REGION.
    """
    try:
        parsed = phonenumbers.parse(number, settings.WELLREAD_REGION)
    except phonenumbers.NumberParseException as error:
        raise TelephoneError(f"“{number}” is not a telephone number.") from error
    if not phonenumbers.is_possible_number(parsed):
        raise TelephoneError(f"“{number}” is not a telephone number that can be dialled.")
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def readable(number: str) -> str:
    """Return an E.164 number as people of WELLREAD_REGION write it, such as (202) 555-0142."""
    try:
        parsed = phonenumbers.parse(number, settings.WELLREAD_REGION)
    except phonenumbers.NumberParseException:
        return number
    own = phonenumbers.region_code_for_number(parsed) in {settings.WELLREAD_REGION, None}
    style = phonenumbers.PhoneNumberFormat.NATIONAL if own else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, style)
