"""Agendas as secretariats make them, with good luck and with bad: what the tests of the agenda stand on."""

from datetime import UTC, date, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

from tests import factories

ARABIC = "حوار حول الهجرة والتنمية وحماية حقوق العمال المهاجرين وأسرهم "
FIRST_DAY = date(2030, 10, 28)
STARTS = ["09:00", "10:30", "11:45", "14:00", "15:15", "16:30", "17:45"]
ENDS = ["10:15", "11:30", "12:45", "15:00", "16:15", "17:30", "19:00"]


def brussels(slug, **facts):
    """A meeting in Brussels from Monday 28 to Thursday 31 October 2030."""
    usual = {"city": "Brussels", "country": "BE", "time_zone": "Europe/Brussels", "short_title": "Brussels 2030"}
    usual |= {"title": "Meeting of 2030", "starts_on": FIRST_DAY, "ends_on": FIRST_DAY + timedelta(days=3)}
    return factories.a_meeting(slug=slug, **usual | facts)


def without_times():
    """A meeting of which only the order of the sessions is known."""
    meeting = brussels("without-times")
    for number in "123":
        factories.a_session(meeting=meeting, number=number, title=f"Title {number}")
    return meeting


def of_one_session():
    """A meeting that is one session, of which everything is known."""
    meeting = brussels("one-session")
    room = factories.a_room(meeting=meeting, name="Room 3", place="Egmont Palace, second floor", capacity=120)
    slot = factories.from_to("9:00", "10:30", meeting=meeting, date=FIRST_DAY)
    session = factories.a_session(meeting=meeting, number="1", title="Remittances at work", slot=slot, room=room)
    factories.a_language(session=session, language="en")
    for language in ("fr", "ar"):
        factories.a_language(session=session, role="interpretation", language=language)
    factories.a_speaker(session=session)
    for name in ("Mr Jan Peeters", "Ms Ana Cruz"):
        factories.a_speaker(session=session, role="speaker", name=name, affiliation="")
    factories.a_paper(session=session)
    factories.a_question(session=session, text="Who pays for a transfer?")
    return meeting


def of_300_sessions():
    """300 sessions in 12 roundtables over four days, with a lunch on each day."""
    meeting = brussels("many-sessions")
    tracks = [factories.a_roundtable(meeting=meeting, number=n, title=f"Roundtable title {n}") for n in range(1, 13)]
    rooms = [factories.a_room(meeting=meeting, name=f"Room {n}") for n in range(1, 13)]
    number = 0
    for day in range(4):
        for place, (starts, ends) in enumerate(zip(STARTS, ENDS, strict=True)):
            date = FIRST_DAY + timedelta(days=day)
            slot = factories.from_to(starts, ends, meeting=meeting, date=date)
            for track, room in zip(tracks, rooms, strict=True):
                if number == 300 or (place == 6 and track.number > 3):
                    continue
                number += 1
                session = factories.a_session(
                    meeting=meeting,
                    number=str(number),
                    title=f"Partnerships for fair recruitment and decent work, part {number}",
                    slot=slot,
                    roundtable=track,
                    room=room,
                )
                factories.a_language(session=session, language="en")
                factories.a_language(session=session, role="interpretation", language="fr")
                factories.a_speaker(session=session, name=f"Ms Chair of {number}")
    return meeting


def past_midnight():
    """A session that ends on the next day."""
    meeting = brussels("past-midnight")
    slot = factories.from_to("22:00", "01:30", meeting=meeting, date=FIRST_DAY, ends_next_day=True)
    factories.a_session(meeting=meeting, number="1", title="Drafting through the night", slot=slot)
    return meeting


def over_a_clock_change():
    """The night in which the clocks of Brussels go back: 27 October 2030, from 3:00 to 2:00."""
    meeting = brussels("clock-change", starts_on=date(2030, 10, 26), ends_on=date(2030, 10, 27))
    night = factories.from_to("23:00", "04:00", meeting=meeting, date=date(2030, 10, 26), ends_next_day=True)
    factories.a_session(meeting=meeting, number="1", title="The long night", slot=night)
    morning = factories.from_to("9:00", "10:00", meeting=meeting, date=date(2030, 10, 27))
    factories.a_session(meeting=meeting, number="2", title="The morning after", slot=morning)
    return meeting


def overlapping():
    """Sessions in overlapping slots, two of which start at one time and end at two; one is moved, one cancelled."""
    meeting = brussels("overlapping")
    hours = [("9:00", "12:00"), ("9:00", "10:00"), ("10:00", "11:00")]
    slots = [factories.from_to(*times, meeting=meeting, date=FIRST_DAY) for times in hours]
    status = [
        {},
        {"status": "moved", "status_note": "It was in Room 1 before."},
        {"status": "cancelled", "status_note": "The speaker is ill."},
    ]
    for number, slot, facts in zip("123", slots, status, strict=True):
        factories.a_session(meeting=meeting, number=number, title=f"Title {number}", slot=slot, **facts)
    return meeting


def without_rooms_in_arabic():
    """Sessions in two roundtables without rooms, each with a title of 400 characters in Arabic."""
    meeting = brussels("arabic-titles")
    tracks = [factories.a_roundtable(meeting=meeting, number=n, title=(ARABIC * 2)[:100]) for n in (1, 2)]
    slot = factories.from_to("9:00", "10:30", meeting=meeting, date=FIRST_DAY)
    for number, track in zip("12", tracks, strict=True):
        title = (ARABIC * 9)[:400]
        factories.a_session(meeting=meeting, number=number, title=title, slot=slot, roundtable=track)
    return meeting


def running():
    """A meeting that is being held, whatever the hour: twelve roundtables all day, yesterday, today and tomorrow.

    It is held where it is day when this is called, so that no midnight comes between the making and the reading.
    """
    now = datetime.now(UTC)
    zone = "Europe/Brussels" if 5 <= now.hour < 17 else "Pacific/Auckland"
    today = now.astimezone(ZoneInfo(zone)).date()
    days = [today + timedelta(days=n) for n in (-1, 0, 1)]
    title = "Fair recruitment, decent work and the costs of migration"
    meeting = brussels("running", title=title, starts_on=days[0], ends_on=days[-1], time_zone=zone)
    tracks = [factories.a_roundtable(meeting=meeting, number=n) for n in range(1, 13)]
    rooms = [factories.a_room(meeting=meeting, place="Egmont Palace", capacity=120) for _track in tracks]
    for number, (day, track) in enumerate(product(days, tracks), 1):
        slot = factories.from_to("0:00", "23:59", meeting=meeting, date=day)
        facts = {"number": str(number), "title": f"{title}, part {number}", "slot": slot, "roundtable": track}
        session = factories.a_session(meeting=meeting, room=rooms[track.number - 1], **facts)
        for language in ("fr", "es", "ar"):
            factories.a_language(session=session, role="interpretation", language=language)
        for role in ("chair", "speaker", "speaker"):
            factories.a_speaker(session=session, role=role)
        factories.a_paper(session=session)
        factories.a_question(session=session, text="Who pays for recruitment, and who should?")
        session.room, session.status = rooms[-track.number], "moved"
        session.save()
    return meeting


ALL = [
    *(without_times, of_one_session, of_300_sessions, past_midnight),
    *(over_a_clock_change, overlapping, without_rooms_in_arabic),
]
