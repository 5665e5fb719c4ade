"""Addresses of pages, many at a time, and of lists, whose whole state they are."""

from functools import lru_cache
from urllib.parse import quote

from django.http import QueryDict
from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language


def address_of(name, *words):
    """The address of the page called `name`, as `reverse` gives it, for pages with many links to the same kind of page.

    `words` are the parts of the address that are not fixed.
    """
    return _pattern(name, len(words), get_language(), get_script_prefix()).format(*map(quoted, words))


quoted = lru_cache(10_000)(quote)
"""A word as it stands in an address. The words are slugs, of which a page has few and repeats them often."""


@lru_cache
def _pattern(name, count, _language, _prefix):
    """The address of a kind of page with `{}` for each part that is not fixed."""
    pattern = reverse(name, args=[f"part{place}" for place in range(count)])
    for place in range(count):
        pattern = pattern.replace(f"part{place}", "{}", 1)
    return pattern


def query(choices, order):
    """The query string of `choices`, a dict of word to list of values, with the words in `order`.

    Returns "" or a string that starts with "?". Two equal states have equal strings, so they share one cached page.
    """
    words = QueryDict(mutable=True)
    for word in order:
        words.setlist(word, sorted(set(choices.get(word, []))))
    return f"?{words.urlencode(safe='/')}" if any(words.lists()) and words.urlencode() else ""
