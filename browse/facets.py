"""Facets: the values by which a list can be narrowed, each with the number of records it would give.

Several values of one facet mean *or*, different facets mean *and*. Beside each value stand two links. Its name
narrows the facet to this value alone and carries the count of exactly that list. The second link adds the value to
those already chosen, saying how many records that would bring, or takes it out again.
"""

from dataclasses import dataclass

from pyroaring import BitMap


@dataclass(frozen=True, slots=True)
class Option:
    """A value that a list offers: the word for it in an address, its label, and the records that have it."""

    word: str
    label: str
    values: tuple
    """What it means in the column of the facet."""
    places: BitMap


@dataclass(slots=True)
class FacetValue:
    """One value of a facet, as a list page shows it."""

    facet: str
    value: str
    label: str
    count: int
    """Records of the list that the link on the name gives."""
    gain: int
    """Records that adding the value would bring to the present list."""
    chosen: bool
    only_url: str
    toggle_url: str


@dataclass(frozen=True)
class Facet:
    """A facet with its values in the order of their vocabulary."""

    name: str
    label: str
    values: list[FacetValue]

    @property
    def chosen(self):
        """The values now chosen."""
        return [value for value in self.values if value.chosen]
