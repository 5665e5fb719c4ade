"""The lists that can be taken along, each with its filter and its table of the data set."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256

from django.utils.translation import gettext_lazy as _

from agencies.filters import found_activities
from agencies.models import activity_anchor
from browse.addresses import address
from browse.not_understood import said_of_file
from gfmd_portal.citations.records import PASSAGES, READ_WITH, READ_WITH_ITEMS, reference_to
from gfmd_portal.dataset import TABLES_BY_NAME
from gfmd_portal.dataset.reading import CHUNK, batches, gathered
from gfmd_portal.dataset.recommendation_tables import SUB_ITEMS
from gfmd_portal.dataset.schema import QueryTable
from recommendations.filters import found_examples, found_recommendations
from sessions.filters import found_questions, found_sessions

CITED_AT_ONCE = 500
"""Records that are in memory at a time where a file cites them: whole records, and all that belongs to them."""


@dataclass(frozen=True)
class ListKind:
    """A kind of record that has a list page. Its name is that of its table in the data set."""

    name: str
    title: str
    page: str
    find: Callable
    place: Callable
    """The path of the page of a record, from the cells of its row by column."""
    read_with: tuple = READ_WITH
    """What to prefetch where all its records are cited."""
    parts: QueryTable | None = None
    """The table of what stands beneath its records and goes on their text, where there is such a thing.

    The first column of its key names the record, as does the field of its model with the same name.
    """


def _of_ref(page):
    """The place of records that have a ref, on the pages called `page`."""
    return lambda row: address(page, *row["ref"].split("/"))


def _of_session(row):
    return address("sessions:detail", row["meeting"], row["number"])


def _of_question(row):
    meeting, session = row["meeting"], row["session"]
    page = address("sessions:detail", meeting, session) if session else address("meetings:detail", meeting)
    return f"{page}#question-{row['position']}"


def _of_activity(row):
    group = f"{row['roundtable']}{row['group']}"
    return f"{address('agencies:activities')}?group={group}#{activity_anchor(row['meeting'], group, row['position'])}"


LISTS = {
    kind.name: kind
    for kind in (
        ListKind(
            "recommendations",
            _("Recommendations"),
            "recommendations:list",
            found_recommendations,
            _of_ref("recommendations:detail"),
            READ_WITH_ITEMS,
            SUB_ITEMS,
        ),
        ListKind(
            "examples", _("Examples"), "recommendations:examples", found_examples, _of_ref("recommendations:example")
        ),
        ListKind("activities", _("Activities"), "agencies:activities", found_activities, _of_activity),
        ListKind("sessions", _("Sessions"), "sessions:list", found_sessions, _of_session, PASSAGES),
        ListKind("questions", _("Guiding questions"), "sessions:questions", found_questions, _of_question, PASSAGES),
    )
}


class Listed:
    """A list as an address asks for it: what was found, and how it is told.

    `data` are the words of the address, `absolute` turns a path into a full address, and `found` is the `ListFilter`
    where a page has it already.
    """

    def __init__(self, kind, data, absolute, found=None):
        self.kind = kind
        self.data = data
        self.absolute = absolute
        if found is not None:
            self.found = found

    @cached_property
    def found(self):
        return self.kind.find(self.data)

    @property
    def path(self):
        return address(self.kind.page)

    @property
    def query(self):
        """The query string that every shape of this list shares."""
        return self.found.url().removesuffix("?")

    @property
    def address(self):
        """The full address of the page."""
        return self.absolute(f"{self.path}{self.query}")

    @property
    def fingerprint(self):
        """A few letters that tell this query from others."""
        return sha256(self.query.encode()).hexdigest()[:8]

    def file_stem(self, facts):
        """The name of a file of this list without its ending: date, number of rows, and whether a word was lost."""
        lost, _headers = said_of_file(facts.not_understood)
        return f"gfmd-{self.kind.name}-{facts.made_on}-{facts.count}-rows{lost}"

    @property
    def table(self):
        """The table of the data set, with the records found and no others, in the order of the page."""
        records = self.found.queryset.select_related(None).prefetch_related(None)
        return replace(TABLES_BY_NAME[self.kind.name], records=lambda: records, ids=self.ids)

    @property
    def parts(self):
        """The table of what stands beneath the records found, in their order; None where nothing ever does."""
        return self.kind.parts and replace(self.kind.parts, ids=self.part_ids)

    def part_ids(self, size):
        """Yield the ids of its rows, in order, in lists of at most `size`."""
        owner = self.kind.parts.key[0]
        parts = self.kind.parts.records().order_by(f"{owner}_id", "position")
        for ids in self.ids(size):
            of_record = gathered(parts, owner, ["pk"], ids, lambda found: [pk for (pk,) in found])
            yield from batches((pk for record in ids for pk in of_record[record]), size)

    @cached_property
    def number_of_parts(self):
        """How many rows that table has; 0 where there is none."""
        return sum(map(len, self.part_ids(CHUNK))) if self.kind.parts else 0

    def ids(self, size):
        """Yield the ids of the records found, in order, in lists of at most `size`."""
        return (self.found.ids(start, start + size) for start in range(0, self.found.count, size))

    def records(self):
        """Yield the records found, in order, in lists of some hundred, with what a reference to them needs."""
        queryset = self.found.queryset.prefetch_related(None).prefetch_related(*self.kind.read_with)
        return (self.found.records(ids, queryset) for ids in self.ids(CITED_AT_ONCE))

    def references(self, version):
        """Yield the reference to each record found."""
        return (reference_to(record, self.absolute, version) for records in self.records() for record in records)
