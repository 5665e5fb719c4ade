"""List pages: the records found, the facets, and all numbers, read at one moment."""

from django.shortcuts import render

from browse.listing import Listing
from browse.moments import moment_of


def list_page(request, found, template, *, name, read=None):
    """The page of the list called `name` for `found`, a `ListFilter`.

    `template`, one of Jinja's that extends `browse/list.jinja`, has it as `listing`, a `Listing`.
    """
    with moment_of(found):
        return render(request, template, {"name": name, "listing": Listing(found, read=read)}, using="jinja2")
