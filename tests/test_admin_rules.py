"""What the desk refuses or doubts, always with the reason: records that belong elsewhere, or contain themselves."""

import pytest

from documents.models import Passage
from sessions.models import BuildsOn
from tests import factories
from tests.at_the_desk import address, filled_in, rows, save, warnings

pytestmark = pytest.mark.django_db


def test_a_meeting_that_ends_before_it_starts_is_refused_with_the_reason(desk):
    complaints = save(desk, factories.a_meeting(), starts_on="2030-10-31")
    assert complaints == ["The meeting ends before it starts: check both dates."]


def test_a_meeting_as_part_of_itself_is_refused_with_the_reason(desk):
    meeting = factories.a_meeting()
    assert save(desk, meeting, part_of=meeting.pk) == ["A meeting cannot be a part of itself."]


def test_nothing_stands_within_itself_however_far_round(desk):
    first, second = factories.a_meeting(), factories.a_meeting()
    assert save(desk, first, part_of=second.pk) == []
    assert save(desk, second, part_of=first.pk) == ["A meeting cannot be a part of itself."]
    session = factories.a_session()
    group = factories.a_session(meeting=session.meeting, kind="breakout_group", parent=session)
    for parent in (session, group):
        complaints = save(desk, session, kind="breakout_group", parent=parent.pk)
        assert complaints == ["A session cannot be a group of itself."]
    heading = factories.a_passage(kind="heading")
    assert save(desk, heading, section=heading.pk) == ["A heading cannot stand under itself."]


def test_a_passage_of_another_meeting_is_doubted(desk):
    record = factories.a_recommendation(code="S1-1")
    meeting, other = record.meeting, factories.a_meeting()
    documents = [factories.a_document(meeting=of) for of in (meeting, other)]
    here, elsewhere = (factories.a_passage(document=document, text=record.text) for document in documents)
    assert save(desk, record, passages=[here.pk]) == [] == warnings(desk)
    assert save(desk, record, passages=[here.pk, elsewhere.pk]) == []
    told = f"“{elsewhere}” stands in a document of {other}, not of {meeting}: check the passage."
    assert warnings(desk) == [told]
    assert [*record.passages.all()] == [here, elsewhere]


def test_a_position_taken_under_a_fixed_meeting_is_refused_with_the_reason(desk):
    session = factories.a_session()
    other = factories.a_session(meeting=session.meeting)
    complaints = save(desk, session, position=other.position)
    assert complaints == ["Another session of this meeting has this position."]


def test_what_belongs_to_another_meeting_is_refused_by_name(desk):
    recommendation, session = factories.a_recommendation(), factories.a_session()
    said = f"“{session}” belongs to {session.meeting.short_title}, and not to {recommendation.meeting.short_title}."
    assert save(desk, recommendation, session=session.pk) == [said]


def test_a_passage_stands_under_a_heading_of_its_own_document(desk):
    passage, heading = factories.a_passage(), factories.a_passage(kind="heading")
    assert save(desk, passage, section=heading.pk) == [f"“{heading}” belongs to another document."]


@pytest.mark.parametrize("side", ["session", "earlier_session"])
def test_a_link_to_earlier_work_keeps_each_session_with_its_meeting(desk, side):
    link, session = BuildsOn.objects.filter(session__isnull=False).first(), factories.a_session()
    others = {"earlier_roundtable": ""} if side == "earlier_session" else {}
    own = link.meeting if side == "session" else link.earlier_meeting
    said = f"“{session}” belongs to {session.meeting.short_title}, and not to {own.short_title}."
    assert save(desk, link, **{side: session.pk} | others) == [said]


def test_a_translation_is_refused_with_reasons_where_its_new_passage_has_no_document(desk):
    row = {"language": "fr", "text": "Bonjour", "made_by": "Somebody"}
    page = desk.post(address("add", Passage), filled_in(desk.get(address("add", Passage))) | rows("translations", row))
    assert "This field is required." in page.context["adminform"].form.errors["document"]
