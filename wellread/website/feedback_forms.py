"""What readers can send us, as it is checked."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wellread.website.models import LONGEST_COMMENT, Feedback

TRAP = "website"
"""A field that people do not see. Programs that fill in every field fill it in."""


class _AnyForm(forms.Form):
    """What every form says: which edition was read, and whether a program wrote it."""

    edition = forms.IntegerField(min_value=1, max_value=1_000_000, required=False)
    website = forms.CharField(required=False)

    @property
    def is_trapped(self) -> bool:
        return bool(self.data.get(TRAP))


class ClearForm(_AnyForm):
    """Yes or no to "Was this clear?"."""

    clear = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])
    place = forms.CharField(max_length=120)

    @property
    def kind(self) -> Feedback:
        return Feedback.CLEAR if self.cleaned_data["clear"] == "yes" else Feedback.UNCLEAR


class CommentForm(_AnyForm):
    """Words about a place of an article, or about all of it."""

    place = forms.CharField(max_length=120, required=False)
    words = forms.CharField(
        max_length=LONGEST_COMMENT,
        error_messages={
            "required": _("Please write a few words, so that we know what to look at."),
            "max_length": _("Please write at most %(limit_value)d characters; these are %(show_value)d."),
        },
    )

    def clean_words(self) -> str:
        # Browsers count a line break as one character and send two.
        return str(self.cleaned_data["words"]).replace("\r\n", "\n")

    @property
    def trouble(self) -> str:
        """The first thing that is wrong, in words for the reader."""
        errors: Any = self.errors
        return next((str(one) for one in errors.get("words", [])), str(_("This form cannot be read.")))
