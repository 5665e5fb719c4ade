"""The numbers of lists on other pages: those of the lists themselves, which cost the same however long these are."""

from django import template

from browse.translations import ngettext
from gfmd_portal.downloads.lists import LISTS

register = template.Library()


@register.simple_tag
def number_in(name, **words):
    """How many records the list called `name` has, narrowed to `words`, such as `theme="remittances"`."""
    return _found(name, words).count


@register.simple_tag
def numbers_in(name, facet, **words):
    """How many records of such a list have each value of a facet, as a dict of word to number."""
    return {option.word: number for option, number in _found(name, words).numbers(facet)}


@register.simple_tag
def numbers_of_meetings():
    """What each meeting holds, in words: its sessions and, where there are some, its recommendations, by its slug."""
    made = numbers_in("recommendations", "meeting")
    return {
        slug: [_sessions(number), *([_recommendations(made[slug])] if made[slug] else [])]
        for slug, number in numbers_in("sessions", "meeting").items()
    }


def _sessions(number):
    return ngettext("%(number)s session", "%(number)s sessions", number) % {"number": number}


def _recommendations(number):
    words = ngettext("%(number)s recommendation", "%(number)s recommendations", number)
    return words % {"number": number}


@register.filter
def of(numbers, word):
    """One of `numbers_in`, and 0 where there is none."""
    return numbers.get(word, 0)


def _found(name, words):
    return LISTS[name].find({word: [value] for word, value in words.items()})
