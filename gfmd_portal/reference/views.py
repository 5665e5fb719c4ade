"""The codebook and the page of rights."""

from django.db.models import Count
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agencies.models import ActivityTheme
from documents.models import Document
from gfmd_portal.dataset import package
from meetings.models import Theme
from recommendations.models import Addressee, ExampleTheme, Recommendation, RecommendationTheme


def uses(links, column):
    """How many rows of `links`, a model that ties terms to records, name each term, as a dict of id to number."""
    return dict(links.objects.order_by().values_list(column).annotate(Count("pk")))


@require_safe
def codebook(request):
    """Every theme and addressee with its rule, how coding was done, and how often each is used."""
    used = [uses(links, "theme") for links in (RecommendationTheme, ExampleTheme, ActivityTheme)]
    asked = uses(Recommendation.addressees.through, "addressee")
    context = {
        "themes": [(theme, *(counts.get(theme.pk, 0) for counts in used)) for theme in Theme.objects.all()],
        "addressees": [(addressee, asked.get(addressee.pk, 0)) for addressee in Addressee.objects.all()],
        "open_total": Recommendation.objects.filter(addressees__isnull=True).count(),
    }
    return render(request, "reference/codebook.html", context)


@require_safe
def rights(request):
    """What each document says of its use, and what is and is not known of our own words and of the data."""
    documents = Document.objects.select_related("meeting")
    return render(request, "reference/rights.html", {"documents": documents, "rights": _(package.RIGHTS)})
