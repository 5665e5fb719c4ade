"""One page of a list, as an answer of the API."""

from functools import partial

from django.db.models import prefetch_related_objects
from django.utils.functional import cached_property

from browse.list_page import ListPage
from browse.not_understood import overruled, shown
from gfmd_portal.languages import in_each

USUAL_SIZE = 50
LARGEST_SIZE = 200


class PageOfList:
    """What the address of a list asks for, read with the filter that also serves its web page.

    Nothing typed is an error: a size that means nothing gives the usual size, one that is too large the largest, and
    `not_understood` names them. A page that there is not is named too, and holds nothing: the first page in its place
    would lead a program that walks through the pages round and round.
    """

    def __init__(self, find, request):
        self.request = request
        words = request.query_params.copy()
        self._sizes, self._facets = words.pop("page_size", [""]), words.pop("facets", [""])
        self._asked_size, self._asked_facets = self._sizes[-1], self._facets[-1]
        self.filter = find(words)
        self.listing = ListPage(self.filter, per_page=self.size)

    @cached_property
    def size(self):
        """How many records a page holds."""
        asked = self._asked_size
        digits = asked.lstrip("0") if asked.isascii() and asked.isdigit() else ""
        return min(int(digits[:9]), LARGEST_SIZE) if digits else USUAL_SIZE

    @property
    def not_understood(self):
        """The words of the address that mean nothing here, each with its value."""
        odd = list(self.filter.not_understood)
        if self.listing.bad_page:
            odd.append(("page", self.listing.bad_page))
        if self._asked_size and self._asked_size.lstrip("0") != str(self.size):
            odd.append(("page_size", shown(self._asked_size)))
        if self._asked_facets not in ("", "0", "1"):
            odd.append(("facets", shown(self._asked_facets)))
        odd += [("page_size", shown(value)) for value in overruled(self._sizes)]
        odd += [("facets", shown(value)) for value in overruled(self._facets)]
        if self.filter.search_was_cut:
            odd.append(("q", shown(self.filter.data.get("q"))))
        return [{"word": word, "value": value} for word, value in odd]

    @property
    def is_there(self):
        """Whether the list has the page asked for."""
        return not self.listing.bad_page

    @property
    def facets(self):
        """The facets with their counts, or None where they are not asked for."""
        if self._asked_facets != "1":
            return None
        labels = self.filter.once("labels in each language", lambda: in_each(partial(labels_of, self.filter)))
        return [facet_as_data(facet, labels) for facet in self.filter.facets]

    def address(self, number):
        """The full address of page `number` of the same list."""
        words = self.request.query_params.copy()
        words["page"] = str(number)
        return self.request.build_absolute_uri(f"{self.request.path}?{words.urlencode(safe='/')}")

    def records(self, *related):
        """The records of this page, with what is `related` to them."""
        records = list(self.listing.page) if self.is_there else []
        prefetch_related_objects(records, *related)
        return records

    def as_data(self, version, results):
        """The answer around `results`, the records of this page as data."""
        page = self.listing.page
        data = {
            "version": str(version),
            "count": self.listing.count,
            "page": page.number if self.is_there else 0,
            "pages": page.paginator.num_pages,
            "page_size": self.size,
            "next": self.address(page.number + 1) if self.is_there and page.has_next() else None,
            "previous": self.address(page.number - 1) if self.is_there and page.has_previous() else None,
            "not_understood": self.not_understood,
        }
        if self.facets is not None:
            data["facets"] = self.facets
        return {**data, "results": results}


def labels_of(found):
    """What each facet of a `ListFilter` and its values are called in this language: (label, labels by word) by name."""
    index, parts = found.index, found.facet_filters
    return {
        name: (str(part.label), {word: option.label for word, option in part.offered(index).items()})
        for name, part in parts.items()
    }


def facet_as_data(facet, labels):
    """A facet with its values, in the order of their vocabulary, each also as it is called in each language."""
    values = [
        {
            "value": value.value,
            "label": str(value.label),
            "labels": {language: called[facet.name][1][value.value] for language, called in labels.items()},
            "count": value.count,
            "gain": value.gain,
            "chosen": value.chosen,
        }
        for value in facet.values
    ]
    return {
        "name": facet.name,
        "label": str(facet.label),
        "labels": {language: called[facet.name][0] for language, called in labels.items()},
        "values": values,
        "left_out": facet.left_out,
    }
