"""What reviewers and those who arrange reviews fill in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from wellread.articles.forms import grouped_choices
from wellread.review.models import Reviewer, ReviewerLanguage
from wellread.review.workflow import Assignment
from wellread.vocabulary.models import Term, language_choices

CHECKS = {
    "sources": _("The sources are sound, and the article says what they say."),
    "numbers": _("Doses, numbers and names of medicines are right."),
    "help": _("It says when and how to get help."),
    "plain": _("It is plain: a patient understands it and cannot misread it to their harm."),
}


class SignForm(forms.Form):
    """A signature: what was shown, and that each point was looked at."""

    digest = forms.CharField(max_length=64)
    until = forms.CharField(max_length=10)
    sentence = forms.CharField(max_length=5000)
    review = forms.IntegerField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in CHECKS.items():
            self.fields[name] = forms.BooleanField(label=label, required=False)

    @property
    def checks(self) -> list[forms.BoundField]:
        return [self[name] for name in CHECKS]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not all(values.get(name) for name in CHECKS):
            raise forms.ValidationError(_("Tick all four points to sign, or ask for changes. Nothing was signed yet."))
        return values


class ReviewerForm(WagtailAdminModelForm):
    """A reviewer; languages are rows of their own, shown as boxes."""

    knows_languages = forms.MultipleChoiceField(
        choices=language_choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Languages"),
        help_text=_("In which this person can judge medical words. None means every language."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "specialties" in self.fields:
            self.fields["specialties"].queryset = Term.objects.in_use()
            self.fields["specialties"].choices = grouped_choices()
        if "successor" in self.fields:
            others = Reviewer.objects.filter(active=True).exclude(pk=self.instance.pk)
            self.fields["successor"].queryset = others.select_related("person")
        if self.instance.pk:
            self.initial["knows_languages"] = [one.language for one in self.instance.languages.all()]

    def save(self, commit: bool = True) -> Reviewer:
        reviewer: Reviewer = super().save(commit=commit)
        if commit:
            wanted = set(self.cleaned_data.get("knows_languages", []))
            reviewer.languages.exclude(language__in=wanted).delete()
            for language in wanted:
                ReviewerLanguage.objects.get_or_create(reviewer=reviewer, language=language)
        return reviewer


class PlanForm(forms.ModelForm[Assignment]):
    """How urgent an open review is."""

    class Meta:
        model = Assignment
        fields = ("priority", "due_on")
        widgets = {"due_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}


class InvitationForm(forms.Form):
    """Whom to invite: somebody known here, or somebody new."""

    reviewer = forms.ModelChoiceField(
        queryset=Reviewer.objects.filter(active=True).select_related("person"),
        required=False,
        label=_("Reviewer"),
        empty_label=_("Somebody new, named below"),
    )
    name = forms.CharField(max_length=200, required=False, label=_("Name"))
    credentials = forms.CharField(
        max_length=200, required=False, label=_("Credentials"), help_text=_("As printed after the name: M.D., R.N.")
    )
    licence = forms.CharField(max_length=200, required=False, label=_("Licence or board"))
    conflicts_of_interest = forms.CharField(
        max_length=600,
        required=False,
        label=_("Conflicts of interest and funding"),
        help_text=_("In the clinician's own words; “None.” is an answer. Readers see it beside what they sign."),
    )
    email = forms.EmailField(
        label=_("E-mail"), help_text=_("The link goes there, and the code that shows who opens it.")
    )
    days = forms.IntegerField(min_value=1, max_value=90, initial=14, label=_("Days until the link ends"))

    def leave_out_newcomers(self) -> None:
        """Offer only whom the library knows, to somebody who may vouch for nobody."""
        for name in ("name", "credentials", "licence", "conflicts_of_interest"):
            self.fields.pop(name, None)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not values.get("reviewer") and not (values.get("name") and values.get("credentials")):
            raise forms.ValidationError(_("Choose a reviewer, or give the name and credentials of somebody new."))
        return values
