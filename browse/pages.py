"""List pages: the records found, the facets, and all numbers, read at one moment."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from browse.addresses import origin
from browse.listing import Listing
from browse.moments import moment_of


def list_page(request, found, template, *, name, cards):
    """The page of the list called `name` for `found`, a `ListFilter`.

    `template`, one of Jinja's that extends `browse/list.jinja`, has it as `listing`, a `Listing`. `cards` gives
    what it shows of its records, from their ids and `found`.
    """
    with moment_of(found):
        listing = Listing(found, read=lambda ids: cards(ids, found))
        context = {"name": name, "listing": listing, "alike": alike(request, found.index.version)}
        return render(request, template, context, using="jinja2")


def alike(request, version):
    """What the pages of a list have alike, beside what the list holds: a citation names the host and the day."""
    return get_language(), origin(request), request.path, version.number, version.made_at, timezone.localdate()
