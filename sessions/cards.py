"""Sessions as their list shows them: only what a card says, read in one query however many there are."""

from dataclasses import dataclass
from datetime import date

from browse.addresses import addresses
from browse.rows import rows
from meetings.days import day_and_month
from sessions.models import Session, session_label


@dataclass(slots=True)
class Card:
    """A session in a list."""

    ref: str
    """Its meeting and its number, `manila-2008/1.1`."""
    address: str
    label: str
    title: str
    """Empty where the label says it."""
    meeting: str
    roundtable: tuple
    """(number, address), or nothing."""
    hours: tuple
    """(day for programs, day in words, start, end), or nothing where the record does not state them."""
    status: tuple
    """(status, its name, the note on it), or nothing where the session is held as planned."""
    summary: str


def cards(ids, listed):
    """The cards of the sessions with these ids, in their order; those that are gone are left out.

    `listed` is the `SessionFilter` of the list at hand: its facets name the meeting and the roundtable, and the words
    it searches for are marked.
    """
    found = dict(_found(ids, listed))
    return [found[pk] for pk in ids if pk in found]


def _found(ids, listed):
    """(id, card) for each session."""
    meetings, mark, address = listed.offered["meeting"], listed.matched.mark, addresses("sessions:detail", 2)
    roundtables = _roundtables(listed.offered["roundtable"].values())
    for pk, meeting, number, kind, title, roundtable, status, note, summary, *slot in rows(_sessions, ids):
        yield (
            pk,
            Card(
                ref=f"{meeting}/{number}",
                address=address(meeting, number),
                label=session_label(number, kind, title),
                title="" if kind == Session.Kind.BREAKOUT_GROUP else mark(title),
                meeting=meetings[meeting].label,
                roundtable=roundtables[roundtable] if roundtable else (),
                hours=_hours(*map(str, slot)) if slot[1] else (),
                status=() if status == Session.Status.CONFIRMED else (status, Session.Status(status).label, note),
                summary=mark(summary),
            ),
        )


def _roundtables(options):
    """(number, address) of each roundtable by its id."""
    address = addresses("roundtables:detail", 2)
    return {
        option.values[0]: (number, address(meeting, number))
        for option in options
        for meeting, number in [option.word.split("/")]
    }


def _hours(day, starts, ends):
    return day, day_and_month(date.fromisoformat(day)), starts[:5], ends[:5]


def _sessions(ids):
    slot = ("slot__date", "slot__starts_at", "slot__ends_at")
    facts = ("number", "kind", "title", "roundtable_id", "status", "status_note", "summary")
    return Session.objects.filter(pk__in=ids).order_by().values_list("pk", "meeting__slug", *facts, *slot)
