"""What a reader's own script may send: by whom, how often, how much, and what it says."""

import json
import re
from time import monotonic

from django.conf import settings
from django.http import JsonResponse
from django.utils.translation import gettext as _
from rest_framework.throttling import SimpleRateThrottle

from changes.models import FormerName
from meetings.models import Meeting
from sessions.models import Session

MOST_BYTES = 32 * 1024
MOST_SESSIONS = 400
NAME = re.compile(r"[\w-]+/[a-z0-9.-]+", re.ASCII)


class Refused(Exception):
    """Something sent that is not accepted: the status of the answer, and words that say why."""

    def __init__(self, status, words):
        super().__init__(words)
        self.status = status

    def answer(self):
        """The answer to it."""
        return JsonResponse({"error": str(self)}, status=self.status)


class WritingThrottle(SimpleRateThrottle):
    """Counts what one network address sends. A whole hall may stand behind one, so it is generous."""

    scope = "my-agenda"
    timer = monotonic  # the clock of the day may be set back, and a hall would wait until it is as late again

    def get_rate(self):
        return settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"][self.scope]

    def get_cache_key(self, request, view):
        return self.cache_format % {"scope": self.scope, "ident": self.get_ident(request)}


def check_sender(request):
    """Refuse what does not come from a page of ours, or comes too often.

    There is no cookie that another site could make use of; this keeps other sites from having readers fill the table.
    """
    origin = request.headers.get("Origin")
    ours = origin is None or origin.partition("://")[2] == request.get_host()
    if not ours or request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        raise Refused(403, _("Only pages of this portal can do this."))
    if not WritingThrottle().allow_request(request, None):
        raise Refused(429, _("Too much was sent from your network. Try again in an hour."))


def sessions_sent(request):
    """The sessions that the body of `request` names, and the names that are not on record."""
    if request.content_type != "application/json":
        raise Refused(415, _("Send JSON."))
    if int(request.headers.get("Content-Length") or 0) > MOST_BYTES:
        raise Refused(413, _("That is more than an agenda can hold."))
    names = _names(request.body)
    slugs = {name.partition("/")[0] for name in names if NAME.fullmatch(name)}
    held = Session.objects.filter(meeting__slug__in=slugs).select_related("meeting")
    known = {f"{session.meeting.slug}/{session.number}": session for session in held}
    known |= _renamed([name for name in names if name not in known])
    return [known[name] for name in names if name in known], [name for name in names if name not in known]


def _renamed(names):
    """The sessions that were called so before, or whose meetings were, by these names."""
    parts = {name: name.split("/") for name in names if NAME.fullmatch(name)}
    former = FormerName.objects.filter(name__in={part for pair in parts.values() for part in pair})
    former = set(former.values_list("name", flat=True))
    found = {}
    for name, (slug, number) in parts.items():
        meeting = Meeting.called(slug) if former & {slug, number} else None
        if meeting and (session := Session.called(number, meeting.pk)):
            found[name] = session
    return found


def _names(body):
    try:
        names = json.loads(body)["sessions"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Refused(400, _("Send an object with the list “sessions”.")) from error
    if not isinstance(names, list) or not all(isinstance(name, str) and len(name) <= 100 for name in names):
        raise Refused(400, _("“sessions” is a list of names such as “manila-2008/1.1”."))
    if len(names) > MOST_SESSIONS:
        raise Refused(413, _("That is more than an agenda can hold."))
    return list(dict.fromkeys(names))
