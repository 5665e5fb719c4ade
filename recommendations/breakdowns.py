"""One selection of recommendations, or two side by side, counted by theme, meeting and so on.

A selection is what a filtered list shows, in the words of its address. Its numbers are the facet counts of that same
list, so that each of them leads to just the records it counts.
"""

from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from browse.addresses import query
from browse.facets import facets_of
from browse.not_understood import passed_over, shown
from browse.snapshots import snapshot_of
from recommendations.filters import RecommendationFilter, found_recommendations

BY = {
    "theme": _("By theme"),
    "addressee": _("By addressee"),
    "meeting": _("By meeting"),
    "kind": _("By kind"),
    "year": _("By year"),
}
IN_ORDER = ("meeting", "year")
"""These are told in the order of time; the others begin with what is most frequent."""
SEVERAL = ("theme", "addressee")
"""Of these, one recommendation may have several values."""
WORDS = ["q", *facets_of(RecommendationFilter)]
"""The words that the address of a selection may hold, in their order."""
ONE_SIDE, TWO_SIDES = ("",), ("a.", "b.")
"""How the words of each side begin: of one selection as in its list, of two as in `a.year=2011&b.year=2012`."""


@dataclass(frozen=True)
class Cell:
    """The records of one side with one value: how many, which share of the side, and where they are listed."""

    count: int
    share: float | None
    """None of a side that holds no records: nothing has no parts."""
    address: str


@dataclass(frozen=True)
class Row:
    """One value, with a cell for each side; None where a side is narrowed to other values than this."""

    value: str
    label: str
    cells: tuple

    @property
    def weight(self):
        """How much there is of it on all sides together."""
        return sum(cell.share or 0 for cell in self.cells if cell)

    @property
    def difference(self):
        """The share of the first side less that of the second, in percentage points; None where one has none."""
        first, second = (cell and cell.share for cell in self.cells)
        return None if first is None or second is None else 100 * (first - second)


class Selection:
    """One side: the list that the words of the address behind `prefix` ask for."""

    def __init__(self, prefix, words):
        self.prefix = prefix
        self.letter = prefix[:1].upper()
        self.found = found_recommendations(words)

    @property
    def total(self):
        return self.found.count

    @property
    def name(self):
        """What is selected, in words."""
        return self.found.in_words

    @property
    def query(self):
        """The query string of its list."""
        return self.found.url().removesuffix("?")

    @property
    def address(self):
        """Where its records are listed."""
        return f"{reverse('recommendations:list')}{self.query}"

    @cached_property
    def choices(self):
        """The words of its address, as a dict of word to list of values."""
        return dict(QueryDict(self.query.removeprefix("?")).lists())

    def cells(self, by):
        """A cell for each value, as a dict. Where values of this facet were chosen, they are the ones to tell apart."""
        facet = self.facet(by)
        values = facet.chosen or facet.values
        page = reverse("recommendations:list")
        total = self.total
        return {
            item.value: Cell(item.count, item.count / total if total else None, f"{page}{facet.only_url(item.value)}")
            for item in values
        }

    def facet(self, name):
        return next(facet for facet in self.found.facets if facet.name == name)


class Breakdown:
    """What an address asks to be counted: its sides, whose words begin with `prefixes`, and by which facet."""

    def __init__(self, data, prefixes):
        self.data = data
        self.sides = [Selection(prefix, self._words_of(prefix)) for prefix in prefixes]

    def _words_of(self, prefix):
        words = QueryDict(mutable=True)
        for word in WORDS:
            words.setlist(word, [value for value in self.data.getlist(f"{prefix}{word}") if value.strip()])
        return words

    def snapshot(self):
        """Keep all its numbers at one state of the record."""
        return snapshot_of(*(side.found for side in self.sides))

    @property
    def is_comparison(self):
        return len(self.sides) == 2

    @cached_property
    def by(self):
        """The facet to count by: the one asked for, or the first that no side is narrowed by."""
        asked = self.data.get("by")
        open_ones = (name for name in BY if not any(side.found.chosen[name] for side in self.sides))
        return asked if asked in BY else next(open_ones, next(iter(BY)))

    @cached_property
    def not_understood(self):
        """The words and values of the address that mean nothing here, as (word, value) pairs."""
        known = {"by", *(f"{side.prefix}{word}" for side in self.sides for word in WORDS)}
        said = passed_over(self.data, *known)
        said += [("by", shown(value)) for value in self.data.getlist("by") if value and value != self.by]
        for side in self.sides:
            said += [(f"{side.prefix}{word}", value) for word, value in side.found.not_understood]
        return said

    @property
    def cut_searches(self):
        """The words of the address whose search was longer than what is read."""
        return [f"{side.prefix}q" for side in self.sides if side.found.search_was_cut]

    @cached_property
    def rows(self):
        """The values that some record of some side has."""
        cells = [side.cells(self.by) for side in self.sides]
        rows = [
            Row(item.value, str(item.label), tuple(side.get(item.value) for side in cells))
            for item in self.sides[0].facet(self.by).values
        ]
        rows = [row for row in rows if row.weight]
        return rows if self.by in IN_ORDER else sorted(rows, key=lambda row: -row.weight)

    @property
    def only_chosen(self):
        """Whether a side tells apart only the values chosen, although its records may have others too."""
        return any(side.found.chosen[self.by] for side in self.sides)

    @property
    def may_be_several(self):
        """Whether one recommendation may have several of the values told apart, or none."""
        return self.by in SEVERAL

    @property
    def left_out(self):
        """How many values no record of any side has."""
        return 0 if self.only_chosen else len(self.sides[0].facet(self.by).values) - len(self.rows)

    @property
    def facet_label(self):
        return self.sides[0].facet(self.by).label

    def query(self, by=None):
        """The query string of this breakdown, or of the same by another facet."""
        choices = {f"{side.prefix}{word}": values for side in self.sides for word, values in side.choices.items()}
        order = [f"{side.prefix}{word}" for side in self.sides for word in WORDS]
        return query({**choices, "by": [by or self.by]}, [*order, "by"])

    @property
    def ways(self):
        """The facets it can be counted by: (name, label, query string)."""
        return [(name, label, self.query(name)) for name, label in BY.items()]

    @property
    def is_empty(self):
        """Whether the address asks for nothing yet."""
        return not any(side.choices for side in self.sides)
