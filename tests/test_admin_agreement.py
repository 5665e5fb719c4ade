"""A slip in words of record that is put right in one of their two places: the desk tells of the other."""

import pytest
from django.utils.html import escape

from sessions.models import GuidingQuestion
from tests import factories
from tests.at_the_desk import form_of, save, warnings

pytestmark = pytest.mark.django_db


def quoted():
    """A recommendation that says what its two passages say, in lines of its own."""
    recommendation = factories.a_recommendation(text="Insure rights.\n\nLower the  costs.")
    document = factories.a_document(meeting=recommendation.meeting)
    for text in ("So: Insure rights.", "Lower the costs."):
        recommendation.passages.add(factories.a_passage(document=document, text=text))
    return recommendation, *recommendation.passages.all()


def told(line, record, *passages):
    links = "; ".join(f'<a href="{form_of(one)}">{one.document.slug}#{one.anchor}</a>' for one in passages)
    return (
        f'“{escape(line)}” in <a href="{form_of(record)}">{escape(record)}</a> differs from '
        f"its passages ({links}). Correct whichever is wrong."
    )


def test_who_corrects_a_record_is_told_of_its_passages_until_they_are_corrected_too(desk):
    record, first, second = quoted()
    assert save(desk, record, position=7) == [] and warnings(desk) == []
    assert save(desk, record, text="Ensure rights.\n\nLower the costs.") == []
    assert warnings(desk) == [told("Ensure rights.", record, first, second)]
    assert save(desk, record, position=8) == []
    assert warnings(desk) == [told("Ensure rights.", record, first, second)]
    assert save(desk, first, text="So: Ensure rights.") == [] and warnings(desk) == []
    assert save(desk, record, position=9) == [] and warnings(desk) == []


def test_who_corrects_a_passage_is_told_of_the_records_that_quote_it(desk):
    record, first, second = quoted()
    question = factories.a_question(text="Insure rights?")
    question.passages.add(first)
    assert save(desk, first, text="Insure rights? So: Ensure rights.") == []
    assert warnings(desk) == [told("Insure rights.", record, first, second)]
    assert save(desk, first, kind="item") == [] and warnings(desk) == []


def test_a_row_under_a_record_is_held_against_its_passages_too(desk):
    session = factories.a_session()
    question = factories.a_question(session=session, meeting=session.meeting, text="How <much>?")
    passage = factories.a_passage(document=factories.a_document(meeting=session.meeting), text="How <much>?")
    question.passages.add(passage)
    assert save(desk, session, **{"questions-0-text": "How <many>?"}) == []
    assert warnings(desk) == [told("How <many>?", GuidingQuestion.objects.get(pk=question.pk), passage)]
