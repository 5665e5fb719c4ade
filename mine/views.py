"""“My agenda”, which the reader's own device fills, and the sessions behind a random address."""

from functools import wraps
from io import BytesIO
from itertools import groupby

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from meetings.days import day_in_words
from meetings.models import Meeting
from mine.codes import code_of
from mine.models import MyAgenda
from mine.posting import Refused, check_sender, sessions_sent
from mine.words import agenda_words
from sessions.agenda import as_held

PRIVATE = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"}


def own(view):
    """A view that answers for one reader: its answers are kept by no cache, and refusals say why."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        try:
            if request.method not in ("GET", "HEAD"):
                check_sender(request)
            response = view(request, *args, **kwargs)
        except Refused as refused:
            response = refused.answer()
        for name, value in PRIVATE.items():
            response.headers[name] = value
        return response

    return answer


def behind(token):
    """The agenda behind `token`; raises `Http404` where there is none."""
    if (agenda := MyAgenda.objects.behind(token)) is None:
        raise Http404
    return agenda


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def agenda(request):
    """The page that a script fills with what is starred on the device; posting makes a calendar of it."""
    if request.method == "POST":
        return made(request)
    return render(request, "mine/my_agenda.html", {"meetings": Meeting.objects.reverse(), "words": agenda_words()})


@own
def made(request):
    """Keep the sessions that are sent behind a new address."""
    sessions, unknown = sessions_sent(request)
    agenda, token = MyAgenda.objects.make(sessions)
    return JsonResponse({"token": token, **_told(agenda, unknown)}, status=201)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST", "DELETE"])
@own
def shared(request, token):
    """The sessions behind an address, to be taken over; posting replaces them, deleting forgets them."""
    agenda = behind(token)
    if request.method == "DELETE":
        agenda.delete()
        return HttpResponse(status=204)
    if request.method == "POST":
        sessions, unknown = sessions_sent(request)
        agenda.replace(sessions)
        return JsonResponse(_told(agenda, unknown))
    starred = agenda.sessions.select_related("meeting", "roundtable", "slot__meeting", "room")
    sessions = [session for _meeting, own in groupby(starred, lambda star: star.meeting) for session in as_held(own)]
    return render(request, "mine/shared.html", {"token": token, "sessions": sessions, "words": agenda_words()})


def _told(agenda, unknown):
    return {"until": day_in_words(agenda.expires_on, _("j F Y")), "unknown": unknown}


@own
def code(request, token):
    """The address as a QR code, for the camera of another device."""
    behind(token)
    drawn = BytesIO()
    address = request.build_absolute_uri(reverse("mine:shared", args=[token]))
    code_of(address).save(drawn, kind="svg", scale=4, light="#fff", xmldecl=False)
    return HttpResponse(drawn.getvalue(), content_type="image/svg+xml")
