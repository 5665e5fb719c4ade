"""The view of every list: the records found, the facets, and all numbers, read in one snapshot."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import get_language

from browse.addresses import origin
from browse.cards import cards_of
from browse.frames import written
from browse.list_page import ListPage
from browse.snapshots import snapshot_of


def list_page(request, found, template, *, name, cards):
    """The page of the list called `name` for `found`, a `ListFilter`.

    `template`, one of Jinja's that extends `browse/list.jinja`, has it as `listing`, a `ListPage`. `cards` gives
    what it shows of its records, as `cards_of` asks for it.
    """
    with snapshot_of(found):
        listing = ListPage(found, read=lambda ids: cards_of(ids, found, cards))
        values = {
            "request": request,
            "path": request.path,
            "name": name,
            "listing": listing,
            "cards": listing.page,
            "start": listing.page.start_index(),
        }
        parts = written(template, alike(request, found.index.version), values)
        # Coded one by one: most are plain ASCII, which goes over the wire as it is.
        return HttpResponse(b"".join([part.encode() for part in parts]))


def alike(request, version):
    """What the pages of a list have alike, beside what the list holds: a citation names the host and the day."""
    return get_language(), origin(request), request.path, version.number, version.made_at, timezone.localdate()
