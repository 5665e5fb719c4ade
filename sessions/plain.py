"""The agenda as plain text, for mail, for a printer, for a screen reader: lines of at most 76 columns."""

from itertools import chain
from textwrap import wrap

from django.utils.translation import gettext as _

from meetings.days import day_in_words

WIDTH = 76
INDENT = 4


def plain_agenda(meeting, shown, asked):
    """The text of the `Agenda` `shown`; `asked` says in words how it was narrowed, and is empty where it was not."""
    title = _("Agenda of %(meeting)s") % {"meeting": meeting.local_title}
    blocks = [[*_lines(title.upper()), *_lines(meeting.title), *_lines(_dates(meeting))]]
    if shown.days:
        blocks[0] += _lines(_("All times are local time in %(city)s.") % {"city": meeting.local_city})
    if asked:
        blocks.append(_lines(_("Only sessions with: %(choices)s") % {"choices": asked}))
    if not shown.sessions and asked:
        blocks.append(_lines(_("No session of this meeting matches all of this.")))
    blocks += chain.from_iterable(_day(day) for day in shown.days)
    if shown.undated:
        heading = _("Sessions whose time the record does not state") if shown.days else _("Sessions")
        blocks.append(_underlined(heading, "-"))
        blocks += [_session(session) for session in shown.undated]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def hours(slot):
    """The hours of a slot in words, or that the record states none."""
    if slot.starts_at is None:
        return _("no time stated")
    said = {"start": f"{slot.starts_at:%H:%M}", "end": f"{slot.ends_at:%H:%M}"}
    if slot.ends_next_day:
        return _("%(start)s–%(end)s on the next day") % said
    return _("%(start)s–%(end)s") % said


def _dates(meeting):
    first, last = (day_in_words(day, _("j F Y")) for day in (meeting.starts_on, meeting.ends_on))
    return _("%(city)s, %(first)s to %(last)s") % {"city": meeting.local_city, "first": first, "last": last}


def _day(day):
    yield _underlined(day_in_words(day.date, _("l j F Y")), "=")
    for row in day.rows:
        heading = hours(row.slot) if row.slot else f"{row.starts_at:%H:%M}"
        printed = chain.from_iterable(item.title.splitlines() for item in row.items)
        yield [*_underlined(heading, "-"), *chain.from_iterable(_lines(line.strip(), INDENT) for line in printed)]
        for session in row.sessions:
            yield _session(session, own_hours=not row.slot)


def _session(session, *, own_hours=False):
    facts = [hours(session.slot)] if own_hours and session.slot else []
    if session.roundtable:
        facts.append(_("Roundtable %(number)s") % {"number": session.roundtable.number})
    first = "  ".join([_("CANCELLED"), session.headline] if session.is_cancelled else [session.headline])
    rest = (*facts, *session.programme_lines)
    return [*_lines(first, INDENT), *chain.from_iterable(_lines(line, 2 * INDENT) for line in rest)]


def _underlined(text, rule):
    lines = _lines(str(text))
    return [*lines, rule * max(map(len, lines))]


def _lines(text, indent=0):
    blank = " " * indent
    return wrap(str(text), WIDTH, initial_indent=blank, subsequent_indent=blank, break_on_hyphens=False)
