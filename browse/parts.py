"""What the address of a list is made of: facets, words searched for, an order."""

from copy import copy

import django_filters


class ListPart(django_filters.Filter):
    """A part of the address of a list. It holds nothing of a request, which gets a plain copy: a deep one is slow."""

    def __deepcopy__(self, memo):
        return copy(self)
