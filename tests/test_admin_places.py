"""What the desk fills in where an editor leaves it out: places in lists, hours and time zones as people write them."""

import re
from datetime import time
from html import unescape

import pytest

from documents.models import Document, Passage
from meetings.models import Meeting, Theme
from recommendations.models import Recommendation
from roundtables.models import Roundtable
from sessions.models import GuidingQuestion, Session, Slot
from tests import factories
from tests.at_the_desk import add, address, filled_in, form_of, rows, save

pytestmark = pytest.mark.django_db


def slot(meeting, **typed):
    return {"meeting": meeting.pk, "date": "2030-10-29", "starts_at": "9:00", "ends_at": "10:30", **typed}


def test_who_adds_another_need_not_say_again_what_it_belongs_to(desk):
    session = factories.a_session()
    page = f"{address('add', Recommendation)}?_changelist_filters=q%3Dcosts"
    typed = {
        "meeting": session.meeting_id,
        "session": session.pk,
        "kind": "recommendation",
        "code": "S1-1",
        "text": "So.",
    }
    another = desk.post(page, filled_in(desk.get(page)) | typed | {"_addanother": "yes"}, follow=True)
    assert "_changelist_filters" in another.redirect_chain[0][0]
    sent = filled_in(another)
    assert (sent["meeting"], sent["session"]) == (str(session.meeting_id), str(session.pk))
    assert (sent["kind"], sent["code"], sent.get("text")) == ("recommendation", "S1-2", None)
    saved = Recommendation.objects.get(session=session)
    again = desk.post(form_of(saved), filled_in(desk.get(form_of(saved))) | {"_addanother": "yes"}, follow=True)
    assert filled_in(again)["session"] == str(session.pk)
    third = desk.post(again.redirect_chain[0][0], filled_in(again) | typed | {"code": "2", "_addanother": "yes"})
    assert third.headers["Location"].count("session=") == 1
    assert add(desk, Theme, slug="new", name="New", position="", _addanother="yes") == []


def test_who_puts_in_passages_one_after_the_other_types_no_more_than_their_words(desk):
    def put_in(page, **typed):
        page = desk.post(page.request["PATH_INFO"], filled_in(page) | typed | {"_addanother": "yes"}, follow=True)
        begins = filled_in(page)
        names = ("document", "position", "anchor", "kind", "level", "section", "lang", "text")
        return page, [str(begins.get(name, "")) for name in names]

    document = factories.a_document()
    page = desk.get(address("add", Passage, document=document.pk))
    page, begins = put_in(page, anchor="s5", kind="heading", level="1", text="Session 5")
    heading = str(document.passages.get().pk)
    assert begins == [str(document.pk), "", "", "", "0", heading, "", ""]
    page, begins = put_in(page, anchor="s5-p9", kind="item", level="1", lang="fr", text="Premier.")
    assert begins == [str(document.pk), "", "s5-p10", "item", "1", heading, "fr", ""]
    factories.a_passage(document=document, anchor="s5-p11", position=90)
    page, begins = put_in(page, text="Deuxième.")
    assert begins == [str(document.pk), "", "s5-p12", "item", "1", heading, "fr", ""]
    page, begins = put_in(page, anchor="thanks", section="", text="Merci.")
    assert begins == [str(document.pk), "", "", "item", "1", "", "fr", ""]
    anchors = ["s5", "s5-p9", "s5-p11", "s5-p10", "thanks"]
    assert list(document.passages.values_list("anchor", flat=True)) == anchors


def test_the_next_code_of_a_recommendation_is_one_that_no_other_of_the_meeting_has(desk):
    def codes_after(code):
        record = factories.a_recommendation(meeting=meeting, session=session, code=code)
        page = desk.post(form_of(record), filled_in(desk.get(form_of(record))) | {"_addanother": "yes"}, follow=True)
        return filled_in(page)["code"]

    session = factories.a_session()
    meeting = session.meeting
    assert [codes_after(code) for code in ("S5-9", "S5-11", "S5-10", "annex")] == ["S5-10", "S5-12", "S5-12", ""]


def test_the_next_slot_begins_with_the_day_of_the_last(desk):
    meeting, page = factories.a_meeting(), address("add", Slot)
    sent = filled_in(desk.get(page)) | slot(meeting, position="") | {"_addanother": "yes"}
    begins = filled_in(desk.post(page, sent, follow=True))
    assert (begins["meeting"], begins["date"], begins.get("starts_at", "")) == (str(meeting.pk), "2030-10-29", "")


def test_a_form_opened_from_a_narrowed_list_begins_with_what_the_list_is_narrowed_to(desk):
    meeting = factories.a_meeting()
    shown = desk.get(form_of(meeting)).content.decode()
    for model in (Roundtable, Slot, Session, Document):
        page = address("changelist", model, meeting__id__exact=meeting.pk)
        assert f'<a href="{page}">' in shown
        adding = re.search(r'href="([^"]+_changelist_filters[^"]+)" class="addlink"', desk.get(page).content.decode())[
            1
        ]
        assert filled_in(desk.get(unescape(adding)))["meeting"] == str(meeting.pk)


def test_what_is_added_without_a_place_comes_last_where_it_belongs(desk):
    meeting = factories.a_meeting()
    factories.a_slot(meeting=meeting, position=7)
    factories.a_slot(position=90)
    assert 'placeholder="last"' in desk.get(address("add", Slot)).content.decode()
    assert add(desk, Slot, **slot(meeting, position="")) == []
    assert add(desk, Slot, **slot(meeting, position="3")) == []
    assert list(meeting.slots.values_list("position", flat=True)) == [3, 7, 8]
    last = Theme.objects.last().position
    assert add(desk, Theme, slug="new", name="New", position="") == []
    assert Theme.objects.last().position == last + 1


def test_a_slot_that_is_sent_twice_is_there_once(desk):
    meeting, hours = factories.a_meeting(short_title="Quito 2030"), {"starts_at": "14:00", "ends_at": "15:00"}
    told = "“Quito 2030, 2030-10-29 %s” is there already, in place %s. To add a second one, state its place."
    assert add(desk, Slot, **slot(meeting, position="")) == []
    assert add(desk, Slot, **slot(meeting, position="")) == [told % ("09:00–10:30", 1)]
    assert add(desk, Slot, **slot(meeting, position="", **hours)) == []
    assert add(desk, Slot, **slot(meeting, position="", **hours)) == [told % ("14:00–15:00", 2)]
    # Another hour, another day, another meeting, or a place that says that it is another one.
    assert add(desk, Slot, **slot(meeting, position="", ends_at="11:00")) == []
    assert add(desk, Slot, **slot(meeting, position="", date="2030-10-30")) == []
    assert add(desk, Slot, **slot(factories.a_meeting(), position="")) == []
    assert add(desk, Slot, **slot(meeting, position="9")) == []
    assert list(meeting.slots.values_list("position", flat=True)) == [1, 2, 3, 4, 9]


def test_what_an_agency_does_for_a_session_comes_last_among_its_entries_of_the_meeting(desk):
    session, agency, other = factories.a_session(), factories.an_agency(), factories.an_agency()
    factories.an_involvement(agency=agency, meeting=session.meeting, position=4)
    sent = [{"agency": agency.pk, "position": "", "text": "A."}, {"agency": other.pk, "position": "", "text": "B."}]
    assert save(desk, session, **rows("involvements", *sent)) == []
    assert list(session.involvements.order_by("text").values_list("agency", "position")) == [
        (agency.pk, 5),
        (other.pk, 1),
    ]


def test_examples_under_a_recommendation_come_last_in_its_session(desk):
    recommendation = factories.a_recommendation()
    factories.an_example(meeting=recommendation.meeting, session=recommendation.session, position=4)
    sent = [{"code": code, "label": "Example:", "position": "", "text": code} for code in ("x1", "x2")]
    assert save(desk, recommendation, **rows("examples", *sent)) == []
    assert list(recommendation.examples.order_by("code").values_list("code", "position")) == [("x1", 5), ("x2", 6)]


def test_rows_without_a_place_come_after_the_others_in_their_order(desk):
    session = factories.a_session()
    factories.a_question(session=session, meeting=session.meeting, position=2, text="Two?")
    texts = [{"position": "", "text": "Three?"}, {"position": 1, "text": "One?"}, {"position": "", "text": "Four?"}]
    assert save(desk, session, **rows("questions", *texts, after=1)) == []
    assert list(session.questions.values_list("position", "text")) == [
        *((1, "One?"), (2, "Two?"), (3, "Three?"), (4, "Four?"))
    ]
    assert session.questions.count() == GuidingQuestion.objects.filter(session=session).count() == 4


def test_a_row_that_nothing_was_typed_in_is_still_no_row(desk):
    session = factories.a_session()
    assert save(desk, session, **rows("questions", {"position": "", "text": ""})) == []
    assert save(desk, session, **rows("codings", {"position": "", "theme": factories.a_theme().pk})) == []
    assert not session.questions.exists()
    assert session.codings.get().position == 1


def test_a_place_that_there_is_cannot_be_taken_away(desk):
    slot, question = factories.a_slot(), factories.a_question()
    assert save(desk, slot, position="") == ["This field is required."]
    assert save(desk, question.session, **{"questions-0-position": ""}) == ["This field is required."]


def test_nothing_is_placed_behind_what_could_not_be_told(desk):
    assert add(desk, Recommendation, position="", kind="recommendation", code="S1-1", text="So.") == [
        *("This field is required.", "This field is required.")
    ]


@pytest.mark.parametrize("typed", ["14:30", "14.30", "14h30", "14:30:00"])
def test_a_time_of_day_is_typed_as_people_write_it(desk, typed):
    deadline = factories.a_deadline()
    assert save(desk, deadline, time=typed) == []
    deadline.refresh_from_db()
    assert deadline.time == time(14, 30)


@pytest.mark.parametrize("typed", ["half past two", "25:00"])
def test_a_time_that_there_is_not_is_refused_with_how_to_write_one(desk, typed):
    assert save(desk, factories.a_deadline(), time=typed) == ["There is no such time: write it as 14:30."]


OF_ECUADOR = "Write the time zone of the place as one of these: America/Guayaquil, Pacific/Galapagos."


@pytest.mark.parametrize(
    ("country", "typed", "zone", "said"),
    [
        ("CH", "", "Europe/Zurich", ""),
        ("CH", "Europe/Rome", "Europe/Rome", ""),
        ("EC", "", "", OF_ECUADOR),
        ("EC", "Quito", "", OF_ECUADOR),
        ("", "Quito", "", "This field is required."),
        ("BV", "", "", "This field is required."),  # an island without a time zone
    ],
)
def test_a_time_zone_follows_from_a_country_that_has_but_one(desk, country, typed, zone, said):
    facts = {"short_title": "New 2030", "slug": "new-2030", "kind": "forum", "title": "New", "city": "City"}
    facts |= {"starts_on": "2030-10-29", "ends_on": "2030-10-30", "country": country, "time_zone": typed}
    complaints = add(desk, Meeting, **facts)
    assert complaints[:1] == ([said] if said else [])
    assert [meeting.time_zone for meeting in Meeting.objects.filter(slug="new-2030")] == ([zone] if zone else [])


def test_a_meeting_keeps_its_time_zone(desk):
    meeting = factories.a_meeting(country="EC", time_zone="America/Guayaquil")
    assert save(desk, meeting, motto="Together") == []
    meeting.refresh_from_db()
    assert meeting.time_zone == "America/Guayaquil"
