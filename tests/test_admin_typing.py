"""Words and dates as people type and paste them at the desk."""

import re
from datetime import date

import pytest

from tests import factories
from tests.at_the_desk import filled_in, form_of, save

pytestmark = pytest.mark.django_db


def test_words_are_kept_to_the_letter(desk):
    passage = factories.a_passage(text="  nested\tcell\t")
    browsers = "  nested\r\n\r\nnext\t "
    assert save(desk, passage) == []
    passage.refresh_from_db()
    assert passage.text == "  nested\tcell\t"
    assert save(desk, passage, text=browsers) == []
    passage.refresh_from_db()
    assert passage.text == "  nested\n\nnext\t "


@pytest.mark.parametrize("end", ["\x0b", "\u2028", "\u2029", "\x85", "\x0c", "\r", "\r\n"])
def test_what_ends_a_line_elsewhere_ends_one_here_and_is_a_blank_where_there_is_but_one(desk, end):
    meeting = factories.a_meeting()
    assert save(desk, meeting, title=f"Fair{end}recruitment", summary=f"One{end}two") == []
    meeting.refresh_from_db()
    assert (meeting.title, meeting.summary) == ("Fair recruitment", "One\ntwo")


def test_what_nobody_sees_is_not_kept(desk):
    meeting = factories.a_meeting()
    pasted = "Fair\x07 re\x1fcruit\x9fment\x7f\ufffe \u202eand\u200f re\xadmit\xa0tances\t."
    assert save(desk, meeting, title=pasted, summary=pasted) == []
    meeting.refresh_from_db()
    assert meeting.title == meeting.summary == "Fair recruitment \u202eand\u200f re\xadmit\xa0tances\t."


def test_what_is_pasted_and_too_long_is_refused_and_not_cut_off(desk):
    meeting = factories.a_meeting()
    room = factories.a_room(meeting=meeting)
    assert "maxlength" not in desk.get(form_of(meeting)).content.decode()
    said = "Ensure this value has at most {} characters (it has {})."
    assert save(desk, meeting, title="x" * 251) == [said.format(250, 251)]
    assert save(desk, meeting, **{"rooms-0-name": "x" * 121}) == [said.format(120, 121)]
    room.refresh_from_db()
    assert room.name != "x" * 120


def test_what_is_typed_runs_as_its_own_letters_do(desk):
    session = factories.a_session()
    factories.a_point(session=session)
    page = desk.get(form_of(session)).content.decode()
    for name in ("title", "summary", "points-0-text"):
        assert re.search(rf'<(?:input|textarea)(?=[^>]* name="{name}")[^>]* dir="auto"', page), name


@pytest.mark.parametrize("typed", ["2030-11-05", "05/11/2030", "5/11/30", "5.11.2030"])
@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_a_day_is_typed_in_the_same_ways_in_every_language(desk, language, typed):
    deadline = factories.a_deadline()
    page = desk.get(form_of(deadline), headers={"Accept-Language": language})
    answer = desk.post(form_of(deadline), filled_in(page) | {"date": typed}, headers={"Accept-Language": language})
    assert answer.status_code == 302
    deadline.refresh_from_db()
    assert deadline.date == date(2030, 11, 5)


@pytest.mark.parametrize("typed", ["11/31/2030", "2030-02-30", "soon"])
def test_a_day_that_there_is_not_is_refused_with_how_to_write_one(desk, typed):
    said = "There is no such day: write it as 31/12/2027 or 2027-12-31."
    assert save(desk, factories.a_deadline(), date=typed) == [said]


@pytest.mark.parametrize(("typed", "year"), [("0206-10-12", "0206"), ("9999-12-31", "9999")])
@pytest.mark.parametrize(("make", "name"), [(factories.a_slot, "date"), (factories.a_deadline, "date")])
def test_a_slip_in_a_year_is_refused_and_named(desk, make, name, typed, year):
    said = f"{typed} lies outside the years 1900 to 2199: check the year."
    assert save(desk, make(), **{name: typed}) == [said]
    assert said in save(desk, factories.a_meeting(), starts_on=typed, ends_on=typed)


@pytest.mark.parametrize("typed", ["2008", "2008-02", "2008-02-29"])
def test_a_document_is_dated_as_exactly_as_it_says(desk, typed):
    assert save(desk, factories.a_document(), published_on=typed) == []


@pytest.mark.parametrize("typed", ["2008-13", "2007-02-29", "0000", "٢٠٠٨", "200", "2008-1", "2008/01/31", "January"])
def test_a_date_that_no_calendar_has_is_refused(desk, typed):
    complaints = save(desk, factories.a_document(), published_on=typed)
    assert complaints == ["Write the date as 2008, 2008-01 or 2008-01-31."]
