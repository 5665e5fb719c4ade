"""What a reader may have meant by an address that does not exist."""

import re
from difflib import SequenceMatcher
from functools import lru_cache
from urllib.parse import unquote

from django.urls import reverse
from django.utils.translation import get_language

from agencies.models import Agency
from changes.versions import record_version
from documents.models import Document
from gfmd_portal.languages import plain
from gfmd_portal.missing_files import as_file, files
from gfmd_portal.pages import PAGES
from meetings.models import Meeting, Theme
from recommendations.models import Example, Recommendation
from roundtables.models import Roundtable
from sessions.models import Session


def suggestions(path, limit=5):
    """The pages whose addresses are most like `path`, best first, as (address, label) pairs.

    A page whose name stands at the end of `path` goes before all others: only the way to it was wrong. Where `path` is
    that of a file, there are files among them.
    """
    wanted = re.sub("/+", "/", unquote(path)).lower()[:200]  # a stroke too many is a slip of the hand
    file = as_file(wanted)
    likeness, name = SequenceMatcher(b=_own_part(file or wanted)), _name(wanted)
    scored = [(1.0, reverse(page), str(label)) for page, label in PAGES if name == _name(reverse(page))]
    named = {address for _score, address, _label in scored}
    for address, label in [*(files(get_language()) if file else ()), *_pages(wanted)]:
        likeness.set_seq1(_own_part(address))
        if address not in named and likeness.quick_ratio() >= 0.6 and (score := likeness.ratio()) >= 0.6:
            scored.append((score, address, label))
    best = sorted(scored, key=lambda entry: (-entry[0], entry[1]))
    return [(address, label) for _score, address, label in best[:limit]]


def _own_part(path):
    """What an address does not share with every other: without its language and the strokes at both its ends."""
    return plain(path).strip("/")


def _name(path):
    """The last part of an address, which tells a page from those around it."""
    return path.strip("/").rpartition("/")[2]


def words_of(path):
    """The words of an address, to search the record with."""
    return " ".join(re.findall(r"[^\W_]+", unquote(plain(path))))[:100]


def _pages(wanted):
    """The pages worth comparing: all but the single recommendations and examples of other meetings."""
    yield from _few(record_version(), get_language())
    if plain(wanted).startswith(("/rec", "/ex")):
        meetings = [meeting for meeting in Meeting.objects.all() if meeting.slug in wanted]
        for model in (Recommendation, Example):
            for record in model.objects.filter(meeting__in=meetings).select_related("meeting")[:500]:
                yield record.get_absolute_url(), str(record)


@lru_cache(maxsize=8)
def _few(_version, _language):
    """The pages of which there are not many, as (address, label) pairs; they are the same for all who go astray."""
    records = [
        *Meeting.objects.all(),
        *Document.objects.all(),
        *Theme.objects.all(),
        *Agency.objects.all(),
        *Roundtable.objects.select_related("meeting"),
        *Session.objects.select_related("meeting"),
    ]
    named = [(reverse(name), str(label)) for name, label in PAGES]
    return [*named, *((record.get_absolute_url(), str(record)) for record in records)]
