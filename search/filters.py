"""The words of a list: the records of one kind in which the search finds them."""

import django_filters
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from browse.filters import TypedWords
from search import index
from search.entries import bring_up_to_date
from search.query import parse
from search.sources import sources


class WordsFilter(django_filters.Filter):
    """Keeps the records of `kind` that a search for the words typed finds.

    Each list has a copy of its own, which looks once whether the index is up to date.
    """

    field_class = TypedWords

    def __init__(self, kind):
        super().__init__(label=_("Words"))
        self.kind = kind

    @cached_property
    def _number(self):
        bring_up_to_date()
        return sources()[self.kind].number

    def filter(self, queryset, value):
        return self.narrow(queryset, parse(value).tree) if value else queryset

    def narrow(self, queryset, tree):
        """The records of `queryset` that match a tree; all of them where it is None."""
        return queryset.filter(pk__in=index.records(tree, self._number)) if tree else queryset

    def ways_out(self, queryset, value):
        """What each word left out would give, as (word, remaining words, number of records)."""
        query = parse(value)
        return [(*query.without(term), self.narrow(queryset, query.tree_without(term)).count()) for term in query.terms]
