"""A whole meeting as one small file, from which a reader's device shows its pages where there is no network.

The pages are made as any visitor gets them, in one go from one version of the record, so that the saved copy never
mixes two versions.
"""

import gzip
import json
import re
from collections import defaultdict
from copy import copy
from dataclasses import dataclass
from datetime import datetime, time
from functools import partial
from hashlib import sha256
from threading import Lock

import brotli
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.http import QueryDict
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.translation import get_language

from changes.names import earlier_names
from changes.snapshots import one_snapshot
from changes.versions import record_version
from sessions.agenda import days_of
from sessions.views import pages_of_sessions

LIMIT = 300 * 1024
"""How many compressed bytes a pack has at most."""
KEPT_SECONDS = 24 * 60 * 60
making = defaultdict(Lock)
"""By the name of a pack and the address of the portal in its language: nobody waits for another meeting."""


@dataclass(frozen=True)
class Pack:
    """A pack as it is sent, with a digest of what is in it."""

    digest: str
    brotli: bytes

    def encoded(self, accepted):
        """The name of the encoding that answers an `Accept-Encoding`, or None, and the bytes in it."""
        if "br" in accepted:
            return "br", self.brotli
        plain = brotli.decompress(self.brotli)
        return ("gzip", gzip.compress(plain, mtime=0)) if "gzip" in accepted else (None, plain)


def portal_pack(request):
    """The pack of the pages that belong to no meeting: the one that stands in for a missing page comes first."""
    pages = asked_for(reverse("mine:offline"), reverse("mine:agenda"), reverse("sessions:now"))
    return _kept(request, "portal", lambda: _made(request, {"title": "", "former": []}, pages))


def meeting_pack(request, meeting):
    """The pack of `meeting`: the meeting, its agenda in all its forms, sessions and roundtables, and their data."""
    return _kept(request, meeting.slug, lambda: _made(request, _facts(meeting), pages_of(meeting)))


def _facts(meeting):
    """What a device is told of `meeting` beside its pages; its packs of former names are those to drop."""
    former = [reverse("mine:meeting-pack", args=[slug]) for slug in earlier_names(meeting)]
    return {"title": meeting.local_title, "former": former}


def pages_of(meeting):
    """The pages in the pack of `meeting`, the most needed first, because what passes the limit is left out.

    Each is (its address, a view that answers a request for it).
    """
    return [
        *asked_for(
            reverse("sessions:agenda", args=[meeting.slug]),
            reverse("mine:programme", args=[meeting.slug]),
            reverse("sessions:agenda-tracks", args=[meeting.slug]),
            reverse("sessions:agenda-text", args=[meeting.slug]),
            *(reverse("sessions:agenda-day", args=[meeting.slug, day]) for day in days_of(meeting)),
            meeting.get_absolute_url(),
        ),
        *pages_of_sessions(meeting),
        *asked_for(*(roundtable.get_absolute_url() for roundtable in meeting.roundtables.select_related("meeting"))),
    ]


def asked_for(*addresses):
    """The pages at `addresses`, each with the view that anybody who asks for it is answered by."""
    for address in addresses:
        match = resolve(address)
        yield address, partial(match.func, *match.args, **match.kwargs)


def _kept(request, name, make):
    """The pack `name`, made once for all who ask for it."""
    if pack := cache.get(_key(request, name)):
        return pack
    with making[name, get_language(), request.build_absolute_uri("/")], one_snapshot():
        key = _key(request, name)  # of now: while it was made, the record may have changed
        if (pack := cache.get(key)) is None:
            cache.set(key, pack := make(), KEPT_SECONDS)
    return pack


def _key(request, name):
    """What a pack is kept by: its name, and the version, day, language and host, for pages may name any of them."""
    state = [name, str(record_version()), timezone.localdate(), get_language(), request.build_absolute_uri("/")]
    return "pack:" + sha256("\n".join(map(str, state)).encode()).hexdigest()


def _made(request, facts, asked):
    pages = [_page(request, address, view) for address, view in asked]
    count = len(pages)
    while (pack := _packed(facts, pages, left_out=count - len(pages))) and len(pack.brotli) > LIMIT:
        pages = pages[: len(pages) * 9 // 10]
    return pack


def _packed(facts, pages, left_out):
    files = {
        file for page in pages for file in re.findall(rf'(?:href|src)="({settings.STATIC_URL}[^"]+)"', page["body"])
    }
    told = facts | {"pages": pages, "files": sorted(files), "left_out": left_out}
    digest = sha256(json.dumps(told).encode()).hexdigest()[:16]
    whole = json.dumps(told | {"digest": digest}, ensure_ascii=False).encode()
    # A window of 4 MB, because pages repeat each other at a distance.
    return Pack(digest, brotli.compress(whole, quality=6, lgwin=22))


def _page(request, address, view):
    """The page at `address` as a reader without a session gets it from `view`."""
    asked = copy(request)
    asked.path = asked.path_info = address
    asked.META = request.META | {"PATH_INFO": address, "QUERY_STRING": ""}
    # What is on now is told on the device, from the saved agenda. A pack of one day is the same at every hour.
    asked.as_of = datetime.combine(timezone.localdate(), time.min, timezone.get_current_timezone())
    asked.method, asked.GET, asked.COOKIES, asked.user = "GET", QueryDict(), {}, AnonymousUser()
    answer = view(asked)
    return {"address": address, "type": answer.headers["Content-Type"], "body": answer.content.decode()}
