"""List pages: the records found, the facets, and all numbers, read at one moment."""

from django.shortcuts import render

from browse.listing import Listing
from browse.moments import moment_of


def list_page(request, found, template, *, name, cards):
    """The page of the list called `name` for `found`, a `ListFilter`.

    `template`, one of Jinja's that extends `browse/list.jinja`, has it as `listing`, a `Listing`. `cards` gives
    what it shows of its records, from their ids and `found`.
    """
    with moment_of(found):
        listing = Listing(found, read=lambda ids: cards(ids, found))
        return render(request, template, {"name": name, "listing": listing}, using="jinja2")
