"""What of an address means nothing: pages name it, and so do files, for nothing typed is dropped in silence."""

import re

from browse.addresses import AS_OF
from browse.translations import gettext as _

TRACKING = re.compile(r"utm_\w+|[a-z]*clk?id|[gw]braid|gad_\w+|mc_[ce]id|_g[al]|igsh(id)?|srsltid")
"""Words that mailings, networks and search engines put into addresses. They ask a page for nothing."""


def not_understood(found):
    """The words and values of the address of a `ListFilter` that mean nothing there, as (word, value) pairs."""
    odd = []
    for word, values in _asked(found.data) if hasattr(found.data, "lists") else []:
        if word in found.facet_filters:
            odd += [(word, value) for value in values if value not in found.chosen[word]]
        elif word == "sort" and word in found.filters:
            odd += [(word, value) for value in values if value not in _orders_followed(found)]
        elif word == AS_OF:
            odd += [(word, value) for value in [*overruled(values), *([] if found.as_of else values[-1:])]]
        elif word == "q" and "q" in found.filters:
            idle = found.filters["q"].passed_over(found) if found.words else values
            odd += [(word, value) for value in idle if value.strip()]
        elif word == "page":
            odd += [(word, value) for value in overruled(values)]
        else:
            odd += [(word, value) for value in values]
    return _named(odd)


def _orders_followed(found):
    """The word of the order of a `ListFilter`; where its box of words was emptied, those that wait for words."""
    idle = found.filters["sort"].orders.keys() - found.orders.keys() if "q" in found.data else set()
    return {found.order.word} if found.order else idle


def pages_asked(found):
    """The pages that the address of a `ListFilter` asks for, as such pairs: to a file of all they mean nothing."""
    return [("page", shown(value)) for value in dict.fromkeys(found.asked("page")) if value]


def passed_over(data, *known):
    """The words of an address but those `known` to its page, as (word, value) pairs, where they ask for something."""
    asked = ((word, value) for word, values in _asked(data) if word not in known for value in values)
    return _named(asked)


def _named(odd):
    """(word, value) pairs of an address as pages name them, each once. One without a value asks for nothing.

    An empty field of a form is sent so, by a form of ours for another list or by that of another site.
    """
    return list(dict.fromkeys((shown(word), shown(value)) for word, value in odd if value))


def _asked(data):
    """The words of an address that may ask for something, each with its values."""
    return [(word, values) for word, values in data.lists() if not TRACKING.fullmatch(word)]


def overruled(values):
    """The values of a word that takes one, but for the last, which is followed."""
    return [value for value in values if value not in ("", values[-1])]


def idle_words(data, *known):
    """What `passed_over` finds, as texts, for a file that is the same whatever its address says."""
    return as_texts(passed_over(data, *known))


def as_texts(odd):
    """(word, value) pairs of an address as texts."""
    return [f"{word}: {value}" for word, value in odd]


def note_of(odd):
    """What of an address was not understood, `odd` in words, as a sentence; empty where all was."""
    return _("Part of the address was not understood: %(words)s") % {"words": "; ".join(odd)} if odd else ""


NAMED = 200
"""Characters of a header that names what was not understood: enough to see what is wrong, and room in any proxy."""


def said_of_file(odd):
    """Where part of an address was not understood, `odd` in words: (what the name of its file says, its headers).

    A pure table has no room for a note. A script sees it all the same, and so does whoever finds the file later.
    """
    if not odd:
        return "", {}
    return "-not-understood", {"X-Not-Understood": "; ".join(odd).encode("ascii", "replace").decode()[:NAMED]}


def shown(text):
    """What a person typed, short and printable enough to be repeated on a page."""
    printable = "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)
    return f"{printable[:60]}…" if len(printable) > 60 else printable
