"""Sentences of other stations that readers see, marked here so that the website's catalogue holds them."""

from django.utils.translation import gettext_noop

BORROWED = (
    gettext_noop("The article was deleted."),
    gettext_noop("The time for which this article was published is over."),
    gettext_noop("The article was withdrawn by its publisher."),
    gettext_noop("The reviewer took back the signature under these words."),
    gettext_noop("Its medical review was overdue for too long."),
    gettext_noop("In an emergency, call 911."),
)
