"""Whether an institution's colors can be read."""

import pytest
from django.core.exceptions import ValidationError

from wellread.articles.colours import (
    GROUNDS_BY_DAY,
    GROUNDS_BY_NIGHT,
    LEAST_CONTRAST,
    accent_by_day,
    accent_by_night,
    check_accent_by_day,
    check_accent_by_night,
    contrast,
)


# The values of WCAG 2.2's own definition, and of contrast tables in common use.
@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.0),
        ("#123456", "#123456", 1),
    ],
)
def test_contrast_is_that_of_wcag(one, other, ratio):
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert contrast(one, other) == contrast(other, one)


@pytest.mark.parametrize("accent", ["#234a8f", "#7a0019", "#00563F", "#5a3a87"])
def test_a_dark_color_is_an_accent_by_day(accent):
    check_accent_by_day(accent)

    shades = accent_by_day(accent)
    assert contrast(shades.on_accent, shades.accent) >= LEAST_CONTRAST
    assert contrast(shades.deep, shades.tint) > contrast(shades.accent, shades.tint) >= LEAST_CONTRAST


@pytest.mark.parametrize("accent", ["#a9c4f3", "#ffd966", "#9fe0b8"])
def test_a_light_color_is_an_accent_by_night(accent):
    check_accent_by_night(accent)

    shades = accent_by_night(accent)
    assert contrast(shades.on_accent, shades.accent) >= LEAST_CONTRAST
    assert contrast(shades.deep, shades.tint) > contrast(shades.accent, shades.tint) >= LEAST_CONTRAST


@pytest.mark.parametrize(
    ("check", "accent", "sentence"),
    [
        (check_accent_by_day, "#ffcc00", "#ffcc00 has a contrast of 1.2 to 1"),
        (check_accent_by_day, "#757575", "#757575 has a contrast of 3.9 to 1"),
        (check_accent_by_night, "#234a8f", "#234a8f has a contrast of 1.7 to 1"),
    ],
)
def test_a_color_that_cannot_be_read_is_refused_with_its_ratio(check, accent, sentence):
    with pytest.raises(ValidationError) as refused:
        check(accent)

    [message] = refused.value.messages
    assert message.startswith(sentence)
    assert "It needs 4.5 to 1." in message


def test_every_ground_counts():
    for ground in GROUNDS_BY_DAY.values():
        assert contrast("#234a8f", ground) >= LEAST_CONTRAST
    for ground in GROUNDS_BY_NIGHT.values():
        assert contrast("#a9c4f3", ground) >= LEAST_CONTRAST


@pytest.mark.parametrize("accent", ["red", "#12345", "#1234567", "#gggggg", "#234a8f;}", "url(x)"])
@pytest.mark.parametrize("check", [check_accent_by_day, check_accent_by_night])
def test_what_is_no_color_is_refused(check, accent):
    with pytest.raises(ValidationError, match="is no color"):
        check(accent)
