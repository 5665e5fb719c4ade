"""Sessions and guiding questions as lists show them: only what a card says, read in a query or two."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language

from browse.addresses import addresses
from browse.rows import rows
from documents.passages import first_passages, passages_of
from meetings.days import day_and_month
from sessions.models import GuidingQuestion, Session, session_label


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
    """(day for programs, day in words, start, end, whether on the next day), or nothing where none are on record."""
    status: tuple
    """(status, its name, the note on it), or nothing where the session is held as planned."""
    summary: str
    stretch: str
    """Where in its guiding questions, points or abstract the words stand; empty where they are found before these."""
    indirect: bool
    """Whether the search found it by words about it alone, such as the name of its meeting."""


@dataclass(slots=True)
class QuestionCard:
    """A guiding question in a list."""

    address: str
    meeting: str
    session: str
    """What its session is called; empty where it is left to later meetings."""
    session_address: str
    name: str
    """Its words, of which those searched for are marked in `text`."""
    text: str
    indirect: bool
    """Whether the search found it by words that stand about it, such as the title of its session."""
    source: str
    """The address of the passage it was taken from."""
    translations: list
    """(text, who made it) of those of its passages into the language of the page."""


def cards(ids, listed):
    """The cards of the sessions with these ids, as a dict by id; those that are gone are left out.

    `listed` is the `SessionFilter` of the list at hand: its facets name the meeting and the roundtable, and the words
    it searches for are marked.
    """
    return dict(_found(ids, listed))


def _found(ids, listed):
    """(id, card) for each session."""
    meetings, matched, address = listed.offered["meeting"], listed.matched, addresses("sessions:detail", 2)
    roundtables, found = _roundtables(listed.offered["roundtable"].values()), rows(_sessions, ids)
    stretches = _stretches(found, matched)
    for pk, meeting, number, kind, title, summary, roundtable, status, note, *slot in found:
        marked, summary, stretch = matched.mark(title), matched.mark(summary), stretches.get(pk, "")
        yield (
            pk,
            Card(
                ref=f"{meeting}/{number}",
                address=address(meeting, number),
                label=session_label(number, kind, title),
                title="" if kind == Session.Kind.BREAKOUT_GROUP else marked,
                meeting=meetings[meeting].label,
                roundtable=roundtables[roundtable] if roundtable else (),
                hours=_hours(*slot) if slot[1] else (),
                status=() if status == Session.Status.CONFIRMED else (status, Session.Status(status).label, note),
                summary=summary,
                stretch=stretch,
                indirect=matched.indirect(marked, summary, stretch),
            ),
        )


def _stretches(found, matched):
    """Where the words stand, by id, of those sessions whose title and summary do not hold them."""
    unseen = {
        pk: summary
        for pk, _meeting, _number, _kind, title, summary, *_facts in found
        if matched.indirect(matched.mark(title), matched.mark(summary))
    }
    # The summary, which is ours, ends what is searched of a session.
    cut = {pk: matched.cut(text.removesuffix(unseen[pk])) for pk, text in matched.said(unseen).items()}
    return {pk: stretch for pk, stretch in cut.items() if not matched.indirect(stretch)}


def question_cards(ids, listed):
    """The cards of the guiding questions with these ids, in the same way; `listed` is their `QuestionFilter`."""
    return dict(_found_questions(ids, listed))


def _found_questions(ids, listed):
    """(id, card) for each guiding question."""
    meetings, matched, passages = listed.offered["meeting"], listed.matched, rows(_passages, ids)
    sources, translations = first_passages([link[:3] for link in passages]), _translations(passages)
    address, address_of_session = addresses("meetings:detail", 1), addresses("sessions:detail", 2)
    for pk, position, text, meeting, number, *session in rows(_questions, ids):
        session_address, marked = address_of_session(meeting, number) if number else "", matched.mark(text)
        yield (
            pk,
            QuestionCard(
                address=f"{session_address or address(meeting)}#question-{position}",
                meeting=meetings[meeting].label,
                session=session_label(number, *session) if number else "",
                session_address=session_address,
                name=text,
                text=marked,
                indirect=matched.indirect(marked),
                source=sources.get(pk, ""),
                translations=translations.get(pk, []),
            ),
        )


def _translations(passages):
    """(text, who made it) of each translation into the language of the page, by the id of the question."""
    found, here = {}, get_language()
    for pk, _document, _anchor, language, text, made_by in passages:
        if language == here:
            found.setdefault(pk, []).append((text, made_by))
    return found


def _roundtables(options):
    """(number, address) of each roundtable by its id."""
    address = addresses("roundtables:detail", 2)
    return {
        option.values[0]: (number, address(meeting, number))
        for option in options
        for meeting, number in [option.word.split("/")]
    }


def _hours(day, starts, ends, next_day):
    day = str(day)
    return day, day_and_month(date.fromisoformat(day)), str(starts)[:5], str(ends)[:5], next_day


def _sessions(ids):
    slot = ("slot__date", "slot__starts_at", "slot__ends_at", "slot__ends_next_day")
    facts = ("number", "kind", "title", "summary", "roundtable_id", "status", "status_note")
    return Session.objects.filter(pk__in=ids).order_by().values_list("pk", "meeting__slug", *facts, *slot)


def _questions(ids):
    session = ("session__number", "session__kind", "session__title")
    records = GuidingQuestion.objects.filter(pk__in=ids).order_by()
    return records.values_list("pk", "position", "text", "meeting__slug", *session)


def _passages(ids):
    """Which passages questions were taken from, each with its translations, into whatever language."""
    translations = (f"passage__translations__{field}" for field in ("language", "text", "made_by"))
    links = passages_of(GuidingQuestion, ids)
    return links.values_list("guidingquestion_id", "passage__document__slug", "passage__anchor", *translations)
