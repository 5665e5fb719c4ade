"""Addresses that name a record as it was called before lead to where it is now, in one step and for ever."""

import re
from functools import lru_cache
from http import HTTPStatus
from urllib.parse import quote

from django.core.exceptions import SuspiciousOperation
from django.core.handlers.wsgi import WSGIRequest
from django.db import DatabaseError
from django.db.models import F
from django.http import HttpResponsePermanentRedirect
from django.utils.http import escape_leading_slashes

from agencies.models import Agency
from browse.addresses import AS_OF
from changes.models import FormerName
from documents.models import Document
from gfmd_portal.middleware.conditional import PUBLIC, READING, STAFF
from gfmd_portal.page_state import version_of
from meetings.models import Meeting, Theme
from recommendations.breakdowns import TWO_SIDES
from recommendations.models import Addressee, Example, Recommendation
from roundtables.models import Roundtable
from sessions.models import Session

PLACES = {
    "themes": [Theme],
    "agencies": [Agency],
    "documents": [Document],
    "meetings": [Meeting],
    "recommendations": [Meeting, Recommendation],
    "examples": [Meeting, Example],
    "sessions": [Meeting, Session],
    "roundtables": [Meeting, Roundtable],
}
"""By a part of an address: what the parts after it name. Of two, the second is called so within the first."""
BELOW_MEETING = {"sessions": Session, "roundtables": Roundtable}
WORDS = {
    "theme": [Theme],
    "addressee": [Addressee],
    "agency": [Agency],
    "document": [Document],
    "meeting": [Meeting],
    "session": [Meeting, Session],
    "roundtable": [Meeting, Roundtable],
    "group": [Roundtable],
}
"""By a word of a query string: what its values name, in the same way; a slash parts the two.

The list of activities names roundtables of whichever meeting: `1`, and `1a` for a group of it.
"""
ENDING = re.compile(r"\.[a-z][a-z.]*$")
LONGEST = 100
LONGEST_PATH = 1000
"""Characters of a path that is looked up; the parts that name something have at most `LONGEST` each."""
VALUES = 200
"""How many values of one address are looked up."""


class FormerNamesMiddleware:
    """Answers an address that names a record as it was called before by the address of today.

    The words of a query string are looked up before the page is made, for a list would only say that it does not know
    the value; the parts of a path only where there is no page. The redirect is permanent, yet browsers ask again each
    time: a record may take back a name that it had. Nobody is led to what is not there: the page is asked for first,
    and where it is missing, says so itself. That holds too of addresses that only lack the slash at their end.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method not in READING or request.path.startswith(STAFF):
            return self.get_response(request)
        path, query = request.path_info, query_of_today(request)
        meant = request if query is None else of_address(request, path, query)
        answer = self.get_response(meant)
        if today := path_meant(meant, answer):
            path, meant = today, of_address(request, today, meant.META.get("QUERY_STRING", ""))
            answer = self.get_response(meant)
        if meant is request or answer.status_code >= HTTPStatus.BAD_REQUEST:
            return answer
        return moved(path, meant.META.get("QUERY_STRING", ""))


def of_address(request, path, query):
    """What asks for another address as `request` asks for its own, for the headers alone."""
    return WSGIRequest(
        {
            **request.META,
            "REQUEST_METHOD": "HEAD",
            "PATH_INFO": path.encode().decode("latin-1"),  # as servers hand it over
            "QUERY_STRING": query,
        }
    )


def path_meant(request, answer):
    """The path that `request` may have meant, where `answer` says that it is none, or that it lacks a slash."""
    path = request.path_info
    if answer.status_code == HTTPStatus.NOT_FOUND:
        return path_of_today(path)
    whole = escape_leading_slashes(request.get_full_path(force_append_slash=True))
    if answer.status_code == HTTPStatus.MOVED_PERMANENTLY and answer.headers["Location"] == whole:
        return path_of_today(f"{path}/") or f"{path}/"
    return None


def moved(path, query):
    """The redirect to an address. What a path of ours cannot hold is coded anew, so that it never leads elsewhere."""
    address = f"{escape_leading_slashes(quote(path, safe='/'))}{'?' if query else ''}{query}"
    return HttpResponsePermanentRedirect(address, headers={"Cache-Control": PUBLIC})


def names_of_today(models, names):
    """What the records called `names`, each within the one before it, are called now; None where one is unknown."""
    within, found = 0, []
    for model, name in zip(models, names, strict=False):
        record = model.called(name, within) if len(name) <= LONGEST and "\x00" not in name else None
        if record is None:
            return None
        found.append(str(getattr(record, model.named_by)))
        within = record.pk
    return found


def path_of_today(path):
    """The path under which the page at `path` is found now, or None."""
    parts = path.split("/") if len(path) <= LONGEST_PATH else []
    models, places = named_in(parts)
    known = names_or_file_of_today(models, [parts[place] for place in places])
    if not known:
        return None
    for place, name in zip(places, known, strict=True):
        parts[place] = name
    today = "/".join(parts)
    return today if today != path else None


def named_in(parts):
    """What the parts of a path name: (the models, the places of the parts); nothing where they name nothing."""
    start = next((place for place, part in enumerate(parts) if part in PLACES), None)
    if start is None:
        return [], []
    models, places = PLACES[parts[start]], [start + 1, start + 2]
    if parts[start] == "meetings" and len(parts) > start + 3 and parts[start + 2] in BELOW_MEETING:
        models, places = [Meeting, BELOW_MEETING[parts[start + 2]]], [start + 1, start + 3]
    return models, [place for place in places[: len(models)] if place < len(parts) and parts[place]]


def names_or_file_of_today(models, names):
    """The same as `names_of_today`, also where the last name carries the ending of a file: “S5-3.ris”, “2.1.ics”."""
    known = names_of_today(models, names)
    if known is None and (ending := ENDING.search(names[-1])):
        known = names_of_today(models, [*names[:-1], names[-1].removesuffix(ending[0])])
        return known and [*known[:-1], f"{known[-1]}{ending[0]}"]
    return known


def query_of_today(request):
    """The query string with the names of today in it, or None where it holds no former one."""
    try:
        typed = {word: request.GET.getlist(word)[:VALUES] for word in request.GET if plain(word) in WORDS}
        names = {name for word, values in typed.items() for value in values for name in names_in(plain(word), value)}
        former = former_names(version_of(request)) if names else {}
        if names.isdisjoint(former):
            return None
    except (SuspiciousOperation, DatabaseError):
        return None  # the page itself tells what is wrong
    words = request.GET.copy()
    for word, values in typed.items():
        others = words.getlist(word)[VALUES:]
        words.setlist(word, [*(value_of_today(plain(word), value) for value in values), *others])
    if words == request.GET:
        return None
    if any(former.get(name) for name in names):
        # What was cited is the list of a record of its own: this one cannot say what is new in it.
        words.pop(AS_OF, None)
    return words.urlencode(safe="/")


def plain(word):
    """A word of an address without the side of a comparison that it stands for: `theme` of `a.theme`."""
    return word[2:] if word.startswith(TWO_SIDES) else word


@lru_cache(maxsize=1)
def former_names(_version):
    """The names that records had before, as they are at a version of the record: few, and asked for at each list.

    By each name, whether it was that of a record which was merged into another.
    """
    return dict(FormerName.objects.order_by(F("merged").asc(nulls_first=True)).values_list("name", "merged"))


def names_in(word, value):
    """The names that a value of a list is made of."""
    return [value[:-1]] if word == "group" else value.split("/")


def value_of_today(word, value):
    """What a value of a list is called now; the value itself where it names nothing."""
    models, names = WORDS[word], names_in(word, value)
    if Roundtable in models and len(names) == 1:
        return f"{number_of_today(names[0])}{value.removeprefix(names[0])}"
    if len(names) != len(models):
        return value
    return "/".join(names_of_today(models, names) or names)


def number_of_today(number):
    """What a roundtable with activities is called now that a meeting called so, where none is called so any more."""
    meetings = Meeting.objects.filter(roundtables__activity_groups__isnull=False).distinct()
    called = [Roundtable.called(number, meeting.pk) for meeting in meetings]
    today = [str(roundtable.number) for roundtable in called if roundtable]
    return number if number in today or not today else today[0]
