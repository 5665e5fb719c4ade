"""How a page marks words that are in another language than its own."""

from django import template
from django.template.defaultfilters import date as plain_date
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from gfmd_portal.languages import ENGLISH, is_english, tag
from meetings.days import with_ordinal
from meetings.models import Theme
from meetings.translated import local

register = template.Library()
register.filter("language_tag", tag)


@register.filter(expects_localtime=True)
def date(day, form=None):
    """Django's filter of this name, but for the first of a month in French."""
    words = plain_date(day, form)
    return with_ordinal(day, words) if words and hasattr(day, "day") else words


@register.simple_tag
def of_record(language=ENGLISH):
    """What an element says of its language where that is not the language of the page; words of record are English.

    The direction goes with it, or a text in English would end with its full stop at the wrong side of an Arabic page.
    """
    language = tag(language or ENGLISH)
    if language == tag(get_language()):
        return ""
    return marked(language)


@register.filter
def as_record(words):
    """Words of record within a sentence of ours."""
    return format_html("<span{}>{}</span>", of_record(), words) if of_record() else words


@register.filter
def in_own_words(record, column):
    """What a column of a record says in the language of the page, or in English and marked so where it says nothing."""
    words = local(record, column)
    translated = is_english() or not words or getattr(record, f"{column}_{get_language()}")
    return words if translated else as_record(words)


@register.filter
def row_of_record(words):
    """Words of record one after the other: in the order of the page, which Latin words side by side would not heed."""
    return format_html_join(_(", "), "{}", ((as_record(word),) for word in words))


@register.filter
def local_theme(synonym):
    """The name, in the language of the page, of the theme that a synonym stands for, whatever its slug is now."""
    theme = Theme.called(synonym.theme)
    return theme.local_name if theme else synonym.shown


@register.simple_tag
def of_page():
    """What an element of ours says of its language where it stands among words of record."""
    return "" if is_english() else marked(get_language())


def marked(language):
    """The language and the direction of an element, as attributes."""
    try:
        right_to_left = get_language_info(language)["bidi"]
    except KeyError:
        right_to_left = False
    return format_html(' lang="{}" dir="{}"', language, "rtl" if right_to_left else "ltr")
