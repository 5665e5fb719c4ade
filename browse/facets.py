"""Facets: the values by which a list can be narrowed, each with the number of records it would give.

Several values of one facet mean *or*, different facets mean *and*. Beside each value stand two links. Its name
narrows the facet to this value alone and carries the count of exactly that list. The second link adds the value to
those already chosen, saying how many records that would bring, or takes it out again.
"""

from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

import django_filters
from django.db.models import Exists, OuterRef, Q
from django.utils.html import format_html
from pyroaring import BitMap

from browse.addresses import quoted
from browse.bitmaps import Column


@dataclass(frozen=True, slots=True)
class Option:
    """A value that a list offers: the word for it in an address, its label, and the records that have it."""

    word: str
    label: str
    values: tuple
    """What it means in the column of the facet."""
    places: BitMap


class Links(dict):
    """What cards say of the values of a facet, by the value that is meant: `markup` with address and label.

    `page` gives the address of the word of an option. Each is written when it is first needed.
    """

    def __init__(self, options, page, markup):
        self.options = {option.values[0]: option for option in options}
        self.page = page
        self.markup = markup

    def __missing__(self, value):
        option = self.options[value]
        self[value] = format_html(self.markup, self.page(option.word), option.label)
        return self[value]


def links(listed, name, page, markup='<a href="{}">{}</a>'):
    """The `Links` for the facet called `name` of a `ListFilter`: the same for all its pages in one language."""

    def write():
        return Links(listed.offered[name].values(), page, markup)

    return listed.once((name, markup), write)


class FacetValue(NamedTuple):
    """One value of a facet, as a list page shows it."""

    value: str
    label: str
    count: int
    """Records of the list that the link on the name gives."""
    gain: int
    """Records that adding the value would bring to the present list."""
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """A facet with its values in the order of their vocabulary."""

    name: str
    label: str
    values: list[FacetValue]
    before: str
    """What stands in the query string of the list before the words of this facet: “” or what begins with “?”."""
    after: str
    """What stands there after them: “” or what begins with “&”."""
    left_out: int = 0
    """How many more values it has, which are shown once something is chosen in the facet called `within`."""
    within: str = ""
    of_record: bool = False

    @cached_property
    def chosen(self):
        """The values now chosen."""
        return [value for value in self.values if value.chosen]

    @cached_property
    def start(self):
        """The query string up to the first value chosen in this facet."""
        return f"{self.before}{'&' if self.before else '?'}{self.name}="

    def only_url(self, value):
        """The query string of the list with this value alone in place of those chosen."""
        return f"{self.start}{quoted(value)}{self.after}"

    def toggle_url(self, value):
        """The query string of the list with this value added to those chosen, or taken out again."""
        words = sorted({item.value for item in self.chosen} ^ {value})
        if words:
            return f"{self.start}{f'&{self.name}='.join(map(quoted, words))}{self.after}"
        return f"{self.before}{self.after}" if self.before else f"?{self.after[1:]}"


class FacetFilter(django_filters.Filter):
    """A facet over a column of the record itself, such as its meeting.

    `column` is the name of the column, `meeting_id`. `options` is a callable that takes the values in use, and
    returns (word of the address, label, values of the column that it means) in the order to show them; a year means
    several meetings. With `in_use_only`, pages show no option that no record has; whoever asks for it finds nothing.
    `within` names the facet that the values lie within: a session in its meeting, whose word begins that of the
    session, `manila-2008/2.1`. `of_record` says that the labels are words of record, which pages in other languages
    mark as English.
    """

    def __init__(self, column, *, label, options, in_use_only=False, within="", of_record=False):
        super().__init__(label=label)
        self.column = column
        self.options = options
        self.in_use_only = in_use_only
        self.within = within
        self.of_record = of_record

    def column_of(self, model):
        """Where its values stand, for a list of `model`."""
        return Column(model, "pk", self.column)

    def condition(self, values):
        """The records that have any of `values` of the column."""
        return Q(**{f"{self.column}__in": values})

    def touched(self, index, log):
        """The places of the records whose values here may have changed since a `Log` begins."""
        column = self.column_of(index.model)
        if not column.is_direct:
            return index.everything if any(log.ids(table).size for table in column.tables) else BitMap()
        return index.places(log.ids(column.table, "row" if column.rows is index.model else "owner"))

    def offered(self, index):
        """The `Option`s of this facet in a list, by their word, in order."""
        column = self.column_of(index.model)
        return {
            word: Option(word, str(label), tuple(values), index.having(column, values))
            for word, label, values in self.options(index.columns[column].keys())
        }

    def shown(self, offered):
        """Those of the options `offered` that pages show where none is chosen: all, or those in use."""
        return {word: option for word, option in offered.items() if option.places or not self.in_use_only}


class LinkedFacetFilter(FacetFilter):
    """A facet over values that a record may have several of, such as its themes.

    `through` is the model that links record and value, `link` its path to the record, `column` its column with the
    value. It asks with a subquery, not a join: joined rows would count a record once for each of its values.
    """

    def __init__(self, through, link, column, **options):
        super().__init__(column, **options)
        self.through = through
        self.link = link

    def column_of(self, model):
        return Column(self.through, self.link, self.column)

    def condition(self, values):
        linked = self.through.objects.filter(**{self.link: OuterRef("pk"), f"{self.column}__in": values})
        return Q(Exists(linked))


@cache
def facets_of(kind):
    """The facets of a kind of `ListFilter` by name, in the order of the class."""
    return {name: part for name, part in kind.base_filters.items() if isinstance(part, FacetFilter)}


@cache
def columns_of(kind, model):
    """Where the values of the facets of a kind of `ListFilter` stand, for a list of `model`."""
    return tuple(part.column_of(model) for part in facets_of(kind).values())
