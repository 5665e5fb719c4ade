"""The codebook and the page of rights."""

from django.shortcuts import render
from django.utils.translation import gettext as _

from browse.addresses import addresses
from browse.snapshots import in_one_snapshot
from changes.names import with_former
from documents.models import Document
from gfmd_portal.dataset import package
from gfmd_portal.templatetags.numbers import numbers_in
from meetings.models import Theme
from recommendations.filters import found_recommendations
from recommendations.models import Addressee


@in_one_snapshot
def codebook(request):
    """Every theme and addressee with its rule, how coding was done, and how often each is used."""
    found = found_recommendations({})
    used = [numbers_in(name, "theme") for name in ("recommendations", "examples", "activities")]
    asked = numbers_in("recommendations", "addressee")
    addressed = [option.places for option in found.offered["addressee"].values()]
    address = addresses("meetings:theme", 1)
    context = {
        "themes": [
            (theme, address(theme.slug), [counts[theme.slug] for counts in used])
            for theme in with_former(Theme.objects.all())
        ],
        "addressees": [(addressee, asked[addressee.slug]) for addressee in with_former(Addressee.objects.all())],
        "open_total": len(found.everything.difference(*addressed)),
    }
    return render(request, "reference/codebook.html", context)


def rights(request):
    """What each document says of its use, and what is and is not known of our own words and of the data."""
    documents = with_former(Document.objects.select_related("meeting"))
    return render(request, "reference/rights.html", {"documents": documents, "rights": _(package.RIGHTS)})
