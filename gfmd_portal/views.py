"""The pages that span every app: home, health, and what is shown when something is missing or broken."""

from datetime import date

from django.conf import settings
from django.db import Error, connection
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views.decorators.cache import never_cache

from agencies.models import Activity, Agency
from browse.rows import number_of
from browse.snapshots import in_one_snapshot
from changes.versions import record_version
from gfmd_portal.downloads.xml_text import safe_xml
from gfmd_portal.languages import in_language
from gfmd_portal.missing import suggestions, words_of
from gfmd_portal.picture import picture
from meetings.cards import cards
from meetings.models import Meeting
from recommendations.filters import found_examples, found_recommendations
from sessions import views_now
from sessions.models import GuidingQuestion, Session


@in_one_snapshot
def home(request):
    """What this is, where to go, and a picture of what it holds."""
    counted = [Session, GuidingQuestion, Agency, Activity]
    totals = {model._meta.model_name: number_of(model.objects.all) for model in counted}
    # These may be a million, and their lists know the number.
    totals |= {"recommendation": found_recommendations({}).count, "example": found_examples({}).count}
    meetings = cards()
    today = views_now.as_of(request).date().isoformat()
    context = {
        "meetings": meetings,
        "next_meeting": next((each for each in meetings if each.starts_on > today and not each.part_of), None),
        "totals": totals,
        "picture": picture(meetings),
    }
    return render(request, "home.html", context)


@never_cache
def health(request):
    """Whether the portal can answer from its database: 200 with the version and the number of meetings, or 503."""
    try:
        version = str(record_version())
        found = {"version": version, "meetings": Meeting.objects.count(), "database": connection.vendor}
        return JsonResponse({"status": "ok", **found})
    except Error:
        return JsonResponse({"status": "database unavailable"}, status=503)


def robots(request):
    """What crawlers may read: every record, but not the endless combinations of filters."""
    sitemap = request.build_absolute_uri("/sitemap.xml")
    searches = [f"Disallow: {in_language('/search/', code)}" for code, _name in settings.LANGUAGES]
    lines = ["User-agent: *", "Disallow: /admin/", *searches, "Disallow: /*?", f"Sitemap: {sitemap}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def favicon(request):
    """Where browsers look for the icon of pages that name none, such as the admin's."""
    return redirect(static("img/icon.svg"), permanent=False)


def accessibility(request):
    """For whom the portal works, how that was tested, what is known to fail, and how to report other problems."""
    return render(request, "accessibility.html", {"changed_on": date(2026, 11, 30)})


def page_not_found(request, exception):
    """A 404 that looks for what was meant."""
    context = {
        "is_missing": True,
        "typed": safe_xml(request.path),
        "suggestions": suggestions(request.path),
        "words": words_of(request.path),
    }
    return render(request, "404.html", context, status=404)
