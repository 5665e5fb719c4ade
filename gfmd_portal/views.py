"""The pages that span every app: home, search, health, and what is shown when something is missing or broken."""

from django.db import DatabaseError, connection
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from agencies.filters import found_activities
from agencies.models import Activity, Agency, Involvement
from documents.models import Document
from gfmd_portal.missing import suggestions, words_of
from gfmd_portal.picture import picture
from meetings.models import Meeting
from recommendations.filters import found_examples, found_recommendations
from recommendations.models import Example, Recommendation
from sessions.models import GuidingQuestion, Session
from sessions.views import found_questions, found_sessions

SEARCHED = [
    ("recommendations:list", "recommendations", found_recommendations),
    ("recommendations:examples", "examples", found_examples),
    ("sessions:questions", "questions", found_questions),
    ("sessions:list", "sessions", found_sessions),
    ("agencies:activities", "activities", found_activities),
]


@require_safe
def home(request):
    """What this is, where to go, and a picture of what it holds."""
    counted = [Session, GuidingQuestion, Recommendation, Example, Agency, Involvement, Activity, Document]
    context = {
        "meetings": Meeting.objects.select_related("part_of"),
        "totals": {model._meta.model_name: model.objects.count() for model in counted},
        "picture": picture(),
    }
    return render(request, "home.html", context)


@require_safe
def search(request):
    """What every kind of record holds of the words typed, with the first few of each."""
    found = [(name, kind, find({"q": request.GET.get("q", "")})) for name, kind, find in SEARCHED]
    filled = [(name, kind, results, results.qs[:3]) for name, kind, results in found if results.count]
    words = found[0][2].words
    context = {
        "words": words,
        "found": filled if words else [],
        "total": sum(results.count for _name, _kind, results, _first in filled) if words else 0,
        "was_cut": len(request.GET.get("q", "")) > 200,
    }
    return render(request, "search.html", context)


@never_cache
@require_safe
def health(request):
    """Whether the portal can answer from its database: 200 with the number of meetings, or 503."""
    try:
        return JsonResponse({"status": "ok", "meetings": Meeting.objects.count(), "database": connection.vendor})
    except DatabaseError:
        return JsonResponse({"status": "database unavailable"}, status=503)


@require_safe
def robots(request):
    """What crawlers may read: every record, but not the endless combinations of filters."""
    sitemap = request.build_absolute_uri("/sitemap.xml")
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /search/", "Disallow: /*?", f"Sitemap: {sitemap}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def favicon(request):
    """Where browsers look for the icon of pages that name none, such as the admin's."""
    return redirect(static("img/icon.svg"), permanent=False)


def page_not_found(request, exception):
    """A 404 that looks for what was meant."""
    context = {"suggestions": suggestions(request.path), "words": words_of(request.path)}
    return render(request, "404.html", context, status=404)
