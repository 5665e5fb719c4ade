"""List pages: the records found, the facets, and all numbers, read at one moment."""

from django.shortcuts import render

from browse.listing import Listing
from browse.moments import moment_of


def list_page(request, found, template, **context):
    """The page of a list for `found`, a `ListFilter`; the template is given it as `listing`."""
    with moment_of(found):
        return render(request, template, {"listing": Listing(found), **context})
