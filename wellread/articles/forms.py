"""The writer's form."""

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm

from wellread.vocabulary.languages import active_language
from wellread.vocabulary.models import Facet, Term, sorted_terms


class ArticleForm(WagtailAdminPageForm):
    """Terms stand as one list of boxes for each facet, in the order in which people look names up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "terms" in self.fields:
            self.fields["terms"].queryset = Term.objects.in_use()
            self.fields["terms"].choices = grouped_choices()


def grouped_choices() -> list[tuple[str, list[tuple[int, str]]]]:
    """Return all terms as choices, grouped by facet."""
    language = active_language()
    terms = list(Term.objects.in_use().with_names())
    return [
        (
            facet.name_in(language),
            [
                (term.pk, term.name_in(language))
                for term in sorted_terms((one for one in terms if one.facet_id == facet.pk), language=language)
            ],
        )
        for facet in Facet.objects.prefetch_related("names")
    ]
