"""Translations of words of the interface, each looked up once for a language.

Django's own functions ask one catalogue after the other each time, which a page with many words on it feels.
"""

from functools import lru_cache, partial

from django.utils import translation


def gettext(message):
    """The translation of `message` into the language of the page."""
    return _one(translation.get_language(), message)


@lru_cache
def gettext_in(language):
    """`gettext` for one language: a page asks once which this is, and not for each of its words."""
    return partial(_one, language)


def ngettext(message, messages, number):
    """The translation of `message`, or of `messages` where `number` asks for them."""
    return _some(message, messages, number, translation.get_language())


def name_of(choices, value):
    """The name of one of `choices`, a class of them; Django's own way hashes the names of all of them each time."""
    return _name(choices, value, translation.get_language())


@lru_cache(5000)
def _name(choices, value, _language):
    return str(dict(choices.choices).get(value, value))


@lru_cache(5000)
def _one(language, message):
    with translation.override(language):
        return translation.gettext(message)


@lru_cache(5000)
def _some(message, messages, number, _language):
    return translation.ngettext(message, messages, number)
