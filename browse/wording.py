"""What a list says of its address: what was asked for, and what of it means nothing."""

import re

from django.utils.translation import gettext_lazy as _

from browse.addresses import AS_OF

TRACKING = re.compile(r"utm_\w+|[a-z]*clk?id|[gw]braid|gad_\w+|mc_[ce]id|_g[al]|igsh(id)?|srsltid")
"""Words that mailings, networks and search engines put into addresses. They ask a page for nothing."""


def in_words(found):
    """What a `ListFilter` asks for, as a person would say it: “theme = Remittances or Diaspora; year = 2007”."""
    said = [_("words = “%(words)s”") % {"words": found.words}] if found.words else []
    for name, label in found.labels.items():
        if chosen := found.chosen[name]:
            labels = [option.label for word, option in found.offered[name].items() if word in chosen]
            said.append(f"{label[:1].lower()}{label[1:]} = {_(' or ').join(labels)}")
    wanted = "; ".join(map(str, said)) or str(_("all records"))
    return _("%(wanted)s; order: %(order)s") % {"wanted": wanted, "order": found.order.label} if found.order else wanted


def choices(found):
    """What is chosen in a `ListFilter`: (label of the facet, label of the value, query string without it)."""
    return [
        (found.labels[name], option.label, found.url(**{name: [one for one in words if one != word]}))
        for name, words in found.chosen.items()
        if words
        for word, option in found.offered[name].items()
        if word in words
    ]


def not_understood(found):
    """The words and values of the address of a `ListFilter` that mean nothing there, as (word, value) pairs."""
    odd = []
    for word, values in _asked(found.data) if hasattr(found.data, "lists") else []:
        if word in found.facet_filters:
            odd += [(word, value) for value in values if value and value not in found.chosen[word]]
        elif word == "sort" and word in found.filters:
            odd += [(word, value) for value in values if _means_nothing(value, found)]
        elif word == AS_OF and found.as_of:
            continue
        elif word == "q" and "q" in found.filters:
            odd += [] if found.words else [(word, value) for value in values if value.strip()]
        elif word != "page":
            odd.append((word, values[-1]))
    return [(shown(word), shown(value)) for word, value in odd]


def passed_over(data, *known):
    """The words of an address but those `known` to its page, as (word, value) pairs, where they ask for something."""
    asked = ((word, values) for word, values in _asked(data) if word not in known)
    return [(shown(word), shown(values[-1])) for word, values in asked]


def _asked(data):
    """The words of an address that may ask for something, each with its values."""
    return [(word, values) for word, values in data.lists() if not TRACKING.fullmatch(word)]


def _means_nothing(order, found):
    """Whether an order asked for is unknown or comes second. One that asks for words waits for them without a word."""
    chosen = found.order.word if found.order else ""
    return order not in ("", chosen) and (order in found.orders or order not in found.filters["sort"].orders)


def shown(text):
    """What a person typed, short and printable enough to be repeated on a page."""
    printable = "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)
    return f"{printable[:60]}…" if len(printable) > 60 else printable
