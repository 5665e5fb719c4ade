"""What a device needs to go on reading without network: the worker, the packs, and the page for what is missing."""

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from browse.snapshots import in_one_snapshot
from meetings.models import Meeting
from mine.pack import meeting_pack, portal_pack
from mine.programme import programme
from mine.words import offline_words

THEME = "#0b3c5d"
PAPER = "#fcfbf8"


def service_worker(request):
    """The script that keeps meetings on a device. Its address never changes; the hashed one in it does.

    Where the portal is set to keep nothing, it is one that removes what was kept before.
    """
    script = "js/worker.js" if settings.OFFLINE_COPIES else "js/worker-off.js"
    return HttpResponse(f'importScripts("{static(script)}");\n', content_type="text/javascript; charset=utf-8")


def manifest(request):
    """What a device is told that installs the portal as an app."""
    icons = [
        {"src": static(f"img/icon-{name}.png"), "sizes": size, "type": "image/png", "purpose": purpose}
        for name, size, purpose in [
            ("192", "192x192", "any"),
            ("512", "512x512", "any"),
            ("maskable-512", "512x512", "maskable"),
        ]
    ]
    told = {
        "name": _("GFMD portal"),
        "short_name": "GFMD",
        "description": _("Meetings, sessions and questions of the Global Forum on Migration and Development."),
        "id": "/",
        "start_url": reverse("sessions:now"),
        "scope": "/",
        "display": "minimal-ui",
        "theme_color": THEME,
        "background_color": PAPER,
        "icons": [*icons, {"src": static("img/icon.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }
    return JsonResponse(told, content_type="application/manifest+json")


@in_one_snapshot
def meeting_programme(request, meeting):
    """The sessions of a meeting as data."""
    return JsonResponse(programme(get_object_or_404(Meeting, slug=meeting)))


def pack_of_meeting(request, meeting):
    """A meeting as one file; 204 where the device already has it as it is, `?known=` being its digest."""
    meeting = get_object_or_404(Meeting, slug=meeting)
    return _sent(request, meeting_pack(request, meeting))


def pack_of_portal(request):
    """The pages that belong to no meeting, in the same way."""
    return _sent(request, portal_pack(request))


def _sent(request, pack):
    if request.GET.get("known") == pack.digest:
        return HttpResponse(status=204)
    encoding, body = pack.encoded(request.headers.get("Accept-Encoding", ""))
    response = HttpResponse(body, content_type="application/json")
    if encoding:
        response.headers["Content-Encoding"] = encoding
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def offline(request):
    """The page that a device shows for one it has not saved: what is saved, and a search in it."""
    return render(request, "mine/offline.html", {"words": offline_words()})
