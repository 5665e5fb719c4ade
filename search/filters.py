"""The words of a list: the records of one kind in which the search finds them."""

import django_filters
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from pyroaring import BitMap

from changes.apps import owner_field
from search import entries, frequent, index
from search.models import SPAN
from search.query import parse
from search.results import exact_examples, other_forms
from search.snippets import beginning, marked, snippet
from search.sources import sources
from search.tree import sought

MOST_TOLD = 5000
"""Of so many changed sessions, say, the records that print their names are looked up; of more, all may do so."""


class Matched:
    """What the words typed into a list match beside themselves, and where they stand in its records."""

    def __init__(self, listed, query, url):
        self._listed = listed
        self._query = query
        self._url = url
        self._runs = sought(query.tree)

    @property
    def synonyms(self):
        """(wording as typed, its synonyms, whether it is left out) for each wording that has some."""
        return self._query.synonyms

    @cached_property
    def forms(self):
        """The other forms of the words that count too."""
        words = self._query.words
        return self._listed.searched(("forms", *words), lambda: other_forms(words))

    @property
    def exact(self):
        """How to ask for neither: (words in quotes, address of the search with them in place of those typed)."""
        return [(words, self._url(whole)) for words, whole in exact_examples(self._query, self.forms)]

    def mark(self, text):
        """A text of a record with what was sought marked, as safe HTML."""
        return marked(text, self._runs) if self._runs else text

    def cut(self, text, length):
        """`length` words of a text: its first, or those with the most of what was sought, marked."""
        return snippet(text, self._runs, length) if self._runs else beginning(text, length)


class WordsFilter(django_filters.Filter):
    """Keeps the records of `kind` that a search for the words typed finds."""

    def __init__(self, kind):
        super().__init__(label=_("Words"))
        self.kind = kind

    @property
    def _source(self):
        return sources()[self.kind]

    @property
    def is_up_to_date(self):
        return entries.is_up_to_date()

    def bring_up_to_date(self):
        entries.bring_up_to_date()

    def can_look_for(self, typed):
        """Whether there is a letter or a digit in what was typed."""
        return bool(parse(typed).tree)

    def filter(self, queryset, value):
        tree = parse(value).tree
        return queryset.filter(pk__in=index.records(tree, self._source.number)) if tree else queryset

    def places(self, listed, value):
        """The places, in the index of a list, of the records that match; of all where nothing can be searched for."""
        tree = parse(value).tree
        if not tree:
            return listed.everything
        return listed.searched(value, lambda: listed.places(frequent.record_ids(tree, self._source)))

    def touched(self, listed, log):
        """The places of the records whose words may have changed since a `Log` begins."""
        source, places = self._source, [listed.places(log.ids(self._source.table))]
        for model in source.related:
            table, owner = model._meta.db_table, owner_field(model)
            if owner and owner.related_model is source.model:
                places.append(listed.places(log.ids(table, "owner")))
            elif (rows := log.ids(table)).size > MOST_TOLD:
                return listed.everything
            elif rows.size:
                places.append(listed.places(sorted(entries.concerned(source, {table: rows.tolist()}))))
        return BitMap.union(*places)

    def ranked(self, listed, value):
        """The places of the records that match best, the best first, as a list; of very many only some are ranked."""
        tree = parse(value).tree
        if not tree:
            return []
        return listed.searched(("ranked", value), lambda: self._ranked(listed, tree))

    def _ranked(self, listed, tree):
        found = index.ranked(tree, self._source.number, limit=index.RANKED)
        return listed.in_order([entry % SPAN for entry in found]).tolist()

    def matched(self, listed, value, url):
        """What a search of a list matches beside the words typed, as a `Matched`; `url` gives another search."""
        return Matched(listed, parse(value), url)

    def ways_out(self, listed, rest, value):
        """What each word left out would give, as (word, remaining words, number of records).

        `rest` are the places that the other choices leave.
        """
        query = parse(value)
        return [
            (word, words, rest.intersection_cardinality(self.places(listed, words)))
            for word, words in map(query.without, query.terms)
        ]
