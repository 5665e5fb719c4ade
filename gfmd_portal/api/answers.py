"""How every address of the API answers: read-only, as JSON, and open to every site."""

from django.db.models import prefetch_related_objects
from django.shortcuts import get_object_or_404
from rest_framework import status
from rest_framework.response import Response
from rest_framework.views import APIView

from browse.snapshots import snapshot_of
from gfmd_portal.api.pagination import PageOfList
from gfmd_portal.middleware.cors import PREFLIGHT
from gfmd_portal.middleware.long_addresses import check_words

OPEN = PREFLIGHT | {"X-Robots-Tag": "noindex"}
"""`gfmd_portal.middleware.cors` opens the answers themselves."""


class Answer(APIView):
    """An address of the API. A subclass says in `answer` what it gives."""

    http_method_names = ["get", "head", "options"]
    find = None
    parts = {}

    @property
    def default_response_headers(self):
        return {**super().default_response_headers, **OPEN}

    def initial(self, request, **where):
        super().initial(request, **where)
        check_words(request)

    def options(self, request, **where):
        """What browsers ask before they let another site read."""
        return Response(status=status.HTTP_204_NO_CONTENT)

    def get(self, request, **where):
        return Response(self.answer(request, **where))


class ListAnswer(Answer):
    """A list of records. `find` reads the words of the address and returns a filter; `related` is what each needs."""

    verb = "list"
    serializer = None
    related = ()

    @property
    def tag(self):
        return self.name

    def answer(self, request):
        page = PageOfList(self.find, request)
        with snapshot_of(page.filter):
            records = page.records(*self.related)
            results = self.serializer(records, many=True, context={"request": request}).data
            return page.as_data(page.filter.index.version, results)


class RecordAnswer(Answer):
    """One record. `place` says for each part of the address in which column it is looked up."""

    verb = "get"
    records = None
    serializer = None
    related = ()
    place = None
    read_with = ()
    """What its serializer asks beside the record, to be read in one snapshot with it."""

    def answer(self, request, **where):
        with snapshot_of(*self.read_with):
            record = get_object_or_404(self.records, **{self.place[word]: part for word, part in where.items()})
            prefetch_related_objects([record], *self.related)
            return self.serializer(record, context={"request": request}).data
