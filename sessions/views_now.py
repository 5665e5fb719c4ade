"""The page of what is on now."""

from django.shortcuts import render
from django.utils import timezone

from browse.snapshots import in_one_snapshot
from sessions.now import before_or_after, running_at

SHORT_LIVED = "public, max-age=0, s-maxage=15, must-revalidate"
"""A shared cache may answer for a quarter of a minute. There is no ETag: that of a page is good for a day."""


def as_of(request):
    """The moment for which `request` is answered: this one, unless it asks as of another."""
    return getattr(request, "as_of", None) or timezone.now()


@in_one_snapshot
def now(request):
    """What is on now and next at the meeting that runs; where none does, the next meeting, or the last."""
    at = as_of(request)
    context = {"running": running_at(at)}
    if not context["running"]:
        context["meeting"], context["is_to_come"] = before_or_after(at)
    response = render(request, "sessions/now.html", context)
    response.headers["Cache-Control"] = SHORT_LIVED
    return response
