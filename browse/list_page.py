"""One page of a filtered list."""

from django.core.paginator import Paginator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from browse.not_understood import shown


class FoundRecords:
    """The records found, as a sequence of which a page is cut."""

    def __init__(self, found, read):
        self.found = found
        self.read = read

    def __len__(self):
        return self.found.count

    def __getitem__(self, part):
        return self.read(self.found.ids(part.start, part.stop))


def page_asked(typed, paginator):
    """(The number of the page asked for, what was typed where there is no such page: then the number is 1)."""
    typed = typed or "1"
    if typed.isascii() and typed.isdigit() and len(typed) < 10 and int(typed) in paginator.page_range:
        return int(typed), ""
    return 1, shown(typed)


class ListPage:
    """A list page: the filter that chose its records, and the page of them to show.

    `filterset` is a `ListFilter`; `read` makes what the page shows from the ids of its records, which are the records
    themselves if nothing is said. A page number that means nothing shows the first page and says so.
    """

    def __init__(self, filterset, *, read=None, per_page=25):
        self.filter = filterset
        self.read = read or filterset.records
        self.per_page = per_page

    @cached_property
    def _paginator(self):
        return Paginator(FoundRecords(self.filter, self.read), self.per_page)

    @cached_property
    def _asked(self):
        return page_asked(self.filter.data.get("page"), self._paginator)

    @property
    def number(self):
        """The number of the page shown."""
        return self._asked[0]

    @property
    def bad_page(self):
        """The page number typed, where there is no such page."""
        return self._asked[1]

    @cached_property
    def page(self):
        """The page shown, a Django `Page`."""
        return self._paginator.page(self.number)

    @property
    def count(self):
        return self.filter.count

    @property
    def counted(self):
        """How many records the list holds, in words: “37 recommendations”."""
        return self.filter.counted % {"number": self.count}

    @property
    def pages(self):
        """Links to the pages around this one and to both ends: (number or None for a gap, query string)."""
        numbers = self._paginator.get_elided_page_range(self.number, on_each_side=1, on_ends=1)
        return [(number, self.page_url(number)) if isinstance(number, int) else (None, "") for number in numbers]

    def page_url(self, number):
        """The query string of page `number` of this list."""
        if number == 1:
            return self.download_query or "?"
        return f"{self.download_query}{'&' if self.download_query else '?'}page={number}"

    @property
    def next_url(self):
        return self.page_url(self.number + 1) if self.page.has_next() else ""

    @property
    def previous_url(self):
        return self.page_url(self.number - 1) if self.page.has_previous() else ""

    @cached_property
    def orders(self):
        """The orders that the list can be read in, its own first: (label, query string, whether it is read so now)."""
        if not self.filter.orders:
            return []
        others = [(word, order.label) for word, order in self.filter.orders.items()]
        here = self.filter.order.word if self.filter.order else None
        return [
            (label, self.filter.url(sort=[word] if word else None), word == here)
            for word, label in [(None, _("as in the documents")), *others]
        ]

    @property
    def filter_without_words(self):
        """The query string of this list without the words searched for."""
        return self.filter.url(q=None)

    @cached_property
    def download_query(self):
        """The query string that gives a download the same records: that of the list, whichever page is shown."""
        return self.filter.url().removesuffix("?")
