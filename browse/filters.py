"""Filters that narrow a list by the words of its address, and never fail on what a person typed."""

import re

import django_filters
from django import forms
from django.db.models import Count, Exists, OuterRef, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from browse.addresses import query
from browse.facets import Facet, FacetValue
from browse.ways_out import ways_out

LONGEST_SEARCH = 200
"""Characters of a search that are read; the rest is dropped, and the page says so."""
AS_OF = "as-of"
"""The word that a cited address carries: the version of the record, and the number of records found then."""


class KnownValues(forms.MultipleChoiceField):
    """Takes the values it knows and leaves the others to `ListFilter.not_understood`."""

    def clean(self, value):
        known = {str(choice) for choice, _label in self.choices}
        return [item for item in value or [] if item in known]


class FacetFilter(django_filters.MultipleChoiceFilter):
    """A facet over a column of the record itself, such as the slug of its meeting.

    `options` is a callable that returns (value, label) pairs in the order to show them.
    """

    field_class = KnownValues

    def __init__(self, column, *, label, options):
        super().__init__(label=label, choices=options)
        self.column = column
        self.options = options

    def condition(self, values):
        """The records that have any of `values`."""
        return Q(**{f"{self.column}__in": values})

    def filter(self, queryset, values):
        return queryset.filter(self.condition(values)) if values else queryset

    def tally(self, queryset):
        """How many records of `queryset` have each value, as a dict of value to number."""
        rows = queryset.order_by().values_list(self.column).annotate(Count("pk"))
        return {str(value): number for value, number in rows}


class LinkedFacetFilter(FacetFilter):
    """A facet over values that a record may have several of, such as its themes.

    `through` is the model that links record and value, `link` its field for the record, `column` the path to the
    value. It asks with a subquery, not a join: joined rows would count a record once for each of its values.
    """

    def __init__(self, through, link, column, *, label, options):
        super().__init__(column, label=label, options=options)
        self.through = through
        self.link = link

    def condition(self, values):
        linked = self.through.objects.filter(**{self.link: OuterRef("pk"), f"{self.column}__in": values})
        return Q(Exists(linked))

    def tally(self, queryset):
        linked = self.through.objects.filter(**{f"{self.link}__in": queryset.order_by().values("pk")})
        rows = linked.order_by().values_list(self.column).annotate(Count(self.link, distinct=True))
        return {str(value): number for value, number in rows}


class TypedWords(forms.Field):
    """Takes whatever was typed into a search box."""

    def clean(self, value):
        return " ".join(search_words(value))


def search_words(typed):
    """The words of a search as typed, without what no text can hold."""
    return (typed or "").replace("\x00", " ")[:LONGEST_SEARCH].split()


class ListFilter(django_filters.FilterSet):
    """What the address of a list asks for: one query behind its page, its counts and its downloads.

    A subclass names its facets and, if it can be searched, `q = WordsFilter(...)` of the search.
    """

    @property
    def form(self):
        # Nothing typed is invalid here: unknown values are dropped by the fields and named by `not_understood`.
        form = super().form
        form.is_valid()
        return form

    @cached_property
    def facet_filters(self):
        """The facets by name, in the order of the class."""
        return {name: part for name, part in self.filters.items() if isinstance(part, FacetFilter)}

    @cached_property
    def chosen(self):
        """The values chosen in each facet, as a dict of name to list."""
        return {name: self.form.cleaned_data.get(name) or [] for name in self.facet_filters}

    @cached_property
    def words(self):
        """The words searched for, as typed."""
        return " ".join(search_words(self.data.get("q"))) if "q" in self.filters else ""

    @cached_property
    def count(self):
        """How many records the list holds: the one number of page, facets and downloads."""
        return self.qs.count()

    @property
    def state(self):
        """The choices as a dict of word to list of values."""
        return {"q": [self.words] if self.words else [], **self.chosen}

    def url(self, **changes):
        """The query string of this list with `changes` to its state; None takes a word out."""
        state = {**self.state, **{word: values or [] for word, values in changes.items()}}
        return query(state, ["q", *self.facet_filters, "page"]) or "?"

    @cached_property
    def not_understood(self):
        """The words and values of the address that mean nothing here, as (word, value) pairs."""
        odd = []
        for word, values in self.data.lists() if hasattr(self.data, "lists") else []:
            if word in self.facet_filters:
                odd += [(word, value) for value in values if value and value not in self.chosen[word]]
            elif word == AS_OF and self.as_of:
                continue
            elif word not in ("q", "page") or (word == "q" and "q" not in self.filters):
                odd.append((word, values[-1]))
        return [(shown(word), shown(value)) for word, value in odd]

    @cached_property
    def as_of(self):
        """When this list was cited, if the reader comes from a citation: (version, number of records), else None.

        It says where the reader comes from, not what the list holds, and so it stands in no link of the page.
        """
        cited = re.fullmatch(r"([0-9]{1,15})-([0-9]{1,15})", self.data.get(AS_OF) or "")
        return (int(cited[1]), int(cited[2])) if cited else None

    @cached_property
    def in_words(self):
        """What the list asks for, as a person would say it: “theme = Remittances or Diaspora; year = 2007”."""
        said = [_("words = “%(words)s”") % {"words": self.words}] if self.words else []
        for name, part in self.facet_filters.items():
            if chosen := self.chosen[name]:
                labels = [str(label) for value, label in part.options() if value in chosen]
                label = str(part.label)
                said.append(f"{label[:1].lower()}{label[1:]} = {_(' or ').join(labels)}")
        return "; ".join(map(str, said)) or str(_("all records"))

    @cached_property
    def search_was_cut(self):
        """Whether the search was longer than what is read."""
        return len(self.data.get("q") or "") > LONGEST_SEARCH

    def without(self, name):
        """The records that all choices but those of one facet leave."""
        found = self.queryset.all()
        for other, part in self.filters.items():
            if other != name:
                found = part.filter(found, self.form.cleaned_data.get(other))
        return found

    @cached_property
    def facets(self):
        """All facets with their counts, in the order of the class."""
        return [self._facet(name, part) for name, part in self.facet_filters.items()]

    def _facet(self, name, part):
        rest = self.without(name)
        chosen = self.chosen[name]
        counts = part.tally(rest)
        gains = part.tally(rest.exclude(part.condition(chosen))) if chosen else counts
        values = []
        for value, label in part.options():
            toggled = [item for item in chosen if item != value] if value in chosen else [*chosen, value]
            values.append(
                FacetValue(
                    facet=name,
                    value=value,
                    label=label,
                    count=counts.get(value, 0),
                    gain=gains.get(value, 0),
                    chosen=value in chosen,
                    only_url=self.url(**{name: [value]}),
                    toggle_url=self.url(**{name: toggled}),
                )
            )
        return Facet(name=name, label=part.label, values=values)

    @cached_property
    def ways_out(self):
        """Where nothing fits: each choice that could be given up, as (label, query string, records it would give)."""
        return ways_out(self)

    @property
    def any_choice(self):
        """Whether anything narrows the list."""
        return bool(self.words or any(self.chosen.values()))


def shown(text):
    """What a person typed, short and printable enough to be repeated on a page."""
    printable = "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)
    return f"{printable[:60]}…" if len(printable) > 60 else printable
