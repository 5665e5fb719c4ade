"""The orders in which a list can be read, beside that of the record."""

from collections.abc import Callable
from dataclasses import dataclass

import django_filters
from django.utils.translation import gettext_lazy as _
from pyroaring import BitMap


@dataclass(frozen=True)
class Order:
    """An order of a list: the word for it in an address, and its label.

    `blocks` gives the places of what a `ListFilter` found, in this order, as blocks to be laid end to end.
    """

    word: str
    label: str
    blocks: Callable
    asks_for_words: bool = False
    """Whether there is such an order only where words are searched for."""


class SortFilter(django_filters.Filter):
    """The word of an address that says in which order a list is read. It chooses no records."""

    def __init__(self, *orders):
        super().__init__(label=_("Order"))
        self.orders = {order.word: order for order in orders}

    def offered(self, found):
        """The orders that there are for what a `ListFilter` found, by their words."""
        return {word: order for word, order in self.orders.items() if found.words or not order.asks_for_words}


def newest(found):
    """The records of the latest meeting first, those of one meeting as they are printed."""
    for meeting in reversed(found.offered["meeting"].values()):
        yield found.found & meeting.places


def by_relevance(found):
    """Those in which the words are found best, then, where very many are found, the others as they are printed."""
    best = [place for place in found.filters["q"].ranked(found.index, found.words) if place in found.found]
    yield best
    yield found.found - BitMap(best)


NEWEST = Order("newest", _("latest meeting first"), newest)
RELEVANCE = Order("relevance", _("best match first"), by_relevance, asks_for_words=True)


def cut(blocks, start, stop):
    """The places from `start` to before `stop`, or to the end, of blocks laid end to end, as a list."""
    places = []
    for block in blocks:
        if stop is not None and stop <= 0:
            break
        places += block[max(start, 0) : stop]
        start -= len(block)
        stop = stop if stop is None else stop - len(block)
    return places
