"""What a page carries for the reader's own things: the words and addresses that its scripts need."""

from django import template
from django.urls import reverse
from django.utils.html import json_script
from django.utils.translation import gettext as _

from mine.programme import key_of
from mine.words import words

register = template.Library()
register.filter("key", key_of)


@register.simple_tag
def reader_words():
    """The words of the scripts, and what they ask for, as data in the page."""
    told = words() | {"pack": reverse("mine:portal-pack"), "agenda": reverse("mine:agenda")}
    told["offline"] = reverse("mine:offline")
    return json_script(told, "reader-words")


@register.filter
def note_key(question):
    """How a reader's device names the note on a question: `manila-2008/1.1#question-2`."""
    return f"{key_of(question.session)}#question-{question.position}"


@register.filter
def note_name(question):
    """What the note on a question is called."""
    facts = {"number": question.position, "session": question.session.label}
    return _("question %(number)s of %(session)s") % facts
