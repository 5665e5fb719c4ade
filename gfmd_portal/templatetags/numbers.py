"""The numbers of lists on other pages: those of the lists themselves, which cost the same however long these are."""

from django import template

from gfmd_portal.downloads.lists import LISTS

register = template.Library()


@register.simple_tag
def number_in(name, **words):
    """How many records the list called `name` has, narrowed to `words`, such as `theme="remittances"`."""
    return _found(name, words).count


@register.simple_tag
def numbers_in(name, facet, **words):
    """How many records of such a list have each value of a facet, as a dict of word to number."""
    found = _found(name, words)
    return {word: found.found.intersection_cardinality(option.places) for word, option in found.offered[facet].items()}


@register.filter
def of(numbers, word):
    """One of `numbers_in`, and 0 where there is none."""
    return numbers.get(word, 0)


def _found(name, words):
    return LISTS[name].find({word: [value] for word, value in words.items()})
