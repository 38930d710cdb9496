"""Names for what reviewers see."""

from django import template

from wellread.review.differences import State
from wellread.review.screen import KINDS, STATES

register = template.Library()


@register.filter
def kind_name(kind: str) -> str:
    return str(KINDS.get(kind, kind))


@register.filter
def state_name(state: State) -> str:
    return str(STATES[state])
