"""List pages: the records found, the facets, and all numbers, read at one moment."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from browse.addresses import origin
from browse.cards import cards_of
from browse.listing import Listing
from browse.moments import moment_of


def list_page(request, found, template, *, name, cards):
    """The page of the list called `name` for `found`, a `ListFilter`.

    `template`, one of Jinja's that extends `browse/list.jinja`, has it as `listing`, a `Listing`. `cards` gives
    what it shows of its records, as `cards_of` asks for it.
    """
    with moment_of(found):
        listing = Listing(found, read=lambda ids: cards_of(ids, found, cards))
        context = {
            "name": name,
            "template": template,
            "path": request.path,
            "listing": listing,
            "cards": listing.page,
            "start": listing.page.start_index(),
            "alike": alike(request, found.index.version),
        }
        return render(request, "browse/page.jinja", context, using="jinja2")


def alike(request, version):
    """What the pages of a list have alike, beside what the list holds: a citation names the host and the day."""
    return get_language(), origin(request), request.path, version.number, version.made_at, timezone.localdate()
