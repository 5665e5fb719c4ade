"""Filters that narrow a list by the words of its address, and never fail on what a person typed."""

import re

import django_filters
from django.utils.functional import cached_property
from django.utils.translation import get_language
from pyroaring import BitMap

from browse.addresses import AS_OF, query_part, query_string
from browse.bitmaps import ordered_ids
from browse.counting import counted_facets
from browse.facets import columns_of, facets_of
from browse.indexing import current
from browse.not_understood import not_understood, pages_asked
from browse.orders import cut
from browse.ways_out import corrections, ways_out
from browse.wording import in_words

LONGEST_SEARCH = 200
"""Characters of a search that are read; the rest is dropped, and the page says so."""


def search_words(typed):
    """The words of a search as typed, without what no text can hold. Where it is cut, no word is cut in two."""
    text = (typed or "").replace("\x00", " ")
    read = text[:LONGEST_SEARCH].split()
    is_cut_in_two = re.match(r"\S\S", text[LONGEST_SEARCH - 1 :])
    return read[:-1] if is_cut_in_two and len(read) > 1 else read


class ListFilter(django_filters.FilterSet):
    """What the address of a list asks for: one query behind its page, its counts and its downloads.

    A subclass names its facets, and in `counted` what it counts. If it can be searched, it has `q = WordsFilter(...)`
    of the search. If it can be read in other orders than its own, it names them in `sort = SortFilter(...)`.
    """

    def __init__(self, data, queryset):
        # Django-filter would give each request copies of the parts; ours hold nothing of a request.
        self.data, self.queryset, self.filters = data, queryset, self.base_filters
        self.facet_filters = facets_of(type(self))

    def bring_up_to_date(self):
        """Let the search, if there is one, take in what was edited; this may write."""
        if self.words:
            self.filters["q"].bring_up_to_date()

    @property
    def is_up_to_date(self):
        """Whether the search, if there is one, has taken in all that was edited."""
        return not self.words or self.filters["q"].is_up_to_date

    @cached_property
    def index(self):
        """The bitmaps of this list as the record stands now."""
        return current(self.queryset, columns_of(type(self), self.queryset.model))

    def once(self, what, make):
        """What `make` gives, asked once for a state of the list: lists of this kind share it in one language."""
        return self.index.once((type(self), get_language(), what), make)

    def _of_facets(self, what, make):
        """What `make` gives for the name and the filter of each facet, as a dict by name."""
        return self.once(what, lambda: {name: make(name, part) for name, part in self.facet_filters.items()})

    @cached_property
    def offered(self):
        """The options of each facet by their words, as a dict of dicts."""
        return self._of_facets("offered", lambda _name, part: part.offered(self.index))

    @cached_property
    def in_use(self):
        """The options of each facet that pages show, as a dict of dicts."""
        return self._of_facets("in use", lambda name, part: part.shown(self.offered[name]))

    @cached_property
    def labels(self):
        """The label of each facet, as a dict."""
        return self._of_facets("labels", lambda _name, part: str(part.label))

    @cached_property
    def chosen(self):
        """The words chosen in each facet, as a dict of name to list."""
        facets = self.offered.items()
        return {name: [word for word in dict.fromkeys(self.asked(name)) if word in known] for name, known in facets}

    def asked(self, name):
        """All that the address says of one of its words."""
        values = self.data.getlist(name) if hasattr(self.data, "getlist") else self.data.get(name) or []
        return [values] if isinstance(values, str) else values

    @cached_property
    def words(self):
        """The words searched for, as typed; where the address has several searches, all of them.

        What has no letter or digit is no search: it is not understood.
        """
        typed = " ".join(search_words(" ".join(self.asked("q"))))
        return typed if "q" in self.filters and self.filters["q"].can_look_for(typed) else ""

    @cached_property
    def everything(self):
        """The places that this list has before anything is chosen."""
        if self.queryset.query.where:
            return self.index.places(ordered_ids(self.queryset.order_by()))
        return self.index.everything

    @cached_property
    def narrowed(self):
        """The places that each choice leaves by itself, as a dict of word to bitmap."""
        found = {
            name: BitMap.union(*(self.offered[name][word].places for word in words))
            for name, words in self.chosen.items()
            if words
        }
        if self.words:
            found["q"] = self.filters["q"].places(self.index, self.words)
        return found

    def places(self, *, without=""):
        """The places of the list; with `without`, of what it would be if that word of the address were left out."""
        found = [bitmap for word, bitmap in self.narrowed.items() if word != without]
        return BitMap.intersection(self.everything, *found)

    @property
    def only_words(self):
        """The places that the words searched for leave, whatever else is chosen."""
        return self.everything & self.narrowed["q"]

    @cached_property
    def found(self):
        """The places of the records found."""
        return self.places()

    @property
    def count(self):
        """How many records the list holds: the one number of page, facets and downloads."""
        return len(self.found)

    def ids(self, start=0, stop=None):
        """The ids of the records found from `start` to before `stop`, in order."""
        places = cut(self.order.blocks(self), start, stop) if self.order else self.found[start:stop].to_array()
        return self.index.ids[places].tolist()

    def records(self, ids, queryset=None):
        """The records with these ids, in their order; read by `queryset`, if given, with what belongs to them."""
        found = (self.queryset if queryset is None else queryset).order_by().in_bulk(ids)
        return [found[pk] for pk in ids if pk in found]

    @property
    def qs(self):
        """The records found as a queryset in order: the same choices asked of the database, for whoever reads all."""
        records = self.queryset.all()
        for name, words in self.chosen.items():
            if words:
                values = [value for word in words for value in self.offered[name][word].values]
                records = records.filter(self.facet_filters[name].condition(values))
        return self.filters["q"].filter(records, self.words) if self.words else records

    @cached_property
    def orders(self):
        """The other orders that this list can be read in, by their words."""
        return self.filters["sort"].offered(self) if "sort" in self.filters else {}

    @cached_property
    def order(self):
        """The order asked for, an `Order`, or None for that of the record."""
        return next((self.orders[word] for word in self.asked("sort") if word in self.orders), None)

    @cached_property
    def state(self):
        """The choices, and the order, as a dict of word to list of values."""
        sort = [self.order.word] if self.order else []
        return {"q": [self.words] if self.words else [], **self.chosen, "sort": sort}

    @cached_property
    def address_words(self):
        """The words that stand in the address of this list, in their order."""
        return ["q", *self.facet_filters, "sort"]

    @cached_property
    def address_parts(self):
        """What the query string of this list says of each of its words, as a dict in their order."""
        return {word: query_part(word, self.state[word]) for word in self.address_words}

    def url(self, **changes):
        """The query string of this list with `changes` to its state; None takes a word out."""
        parts = {**self.address_parts, **{word: query_part(word, values) for word, values in changes.items()}}
        if self.order and self.order.asks_for_words and not parts["q"]:
            parts["sort"] = ""
        return query_string(parts.values()) or "?"

    @cached_property
    def not_understood(self):
        """The words and values of the address that mean nothing here, as (word, value) pairs."""
        return not_understood(self)

    @property
    def not_understood_without_pages(self):
        """The same for a file or a calendar, which is not cut into pages: no number of a page means anything there."""
        return [*self.not_understood, *(pair for pair in pages_asked(self) if pair not in self.not_understood)]

    @cached_property
    def as_of(self):
        """When this list was cited, if the reader comes from a citation: (version, number of records), else None.

        It says where the reader comes from, not what the list holds, and so it stands in no link of the page.
        """
        cited = re.fullmatch(r"([0-9]{1,15})-([0-9]{1,15})", self.data.get(AS_OF) or "")
        return (int(cited[1]), int(cited[2])) if cited else None

    @cached_property
    def in_words(self):
        """What the list asks for, as a person would say it."""
        return in_words(self)

    @cached_property
    def search_was_cut(self):
        """Whether the search was longer than what is read."""
        return len(" ".join(self.asked("q"))) > LONGEST_SEARCH

    def numbers(self, facet):
        """How many records of the list have each value of a facet: (`Option`, number) pairs in their order."""
        return [(option, self.found.intersection_cardinality(option.places)) for option in self.offered[facet].values()]

    @cached_property
    def facets(self):
        """All facets with their counts, in the order of the class."""
        return counted_facets(self)

    @cached_property
    def ways_out(self):
        """Where nothing fits: each choice that could be given up, as (label, query string, records it would give)."""
        return ways_out(self)

    @cached_property
    def corrections(self):
        """Where nothing fits: other words that would give something, as (label, query string, records they give)."""
        return corrections(self)

    @cached_property
    def matched(self):
        """What the search matched beside the words typed, and how to mark what it found: see `WordsFilter.matched`."""
        return self.filters["q"].matched(self)

    @property
    def any_choice(self):
        """Whether anything narrows the list."""
        return bool(self.words or any(self.chosen.values()))
