"""The address of a list is its whole state: each choice a word in the query string, in one fixed order."""

from django.http import QueryDict


def query(choices, order):
    """The query string of `choices`, a dict of word to list of values, with the words in `order`.

    Returns "" or a string that starts with "?". Two equal states have equal strings, so they share one cached page.
    """
    words = QueryDict(mutable=True)
    for word in order:
        words.setlist(word, sorted(set(choices.get(word, []))))
    return f"?{words.urlencode(safe='/')}" if any(words.lists()) and words.urlencode() else ""
