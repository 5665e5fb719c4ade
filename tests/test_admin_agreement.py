"""A slip in words of record that is put right in one of their two places: the desk tells of the other."""

import re

import pytest
from django.utils.html import escape

from documents.models import Passage
from gfmd_portal.importing.agreement import differences
from recommendations.models import Recommendation
from sessions.models import GuidingQuestion
from tests import factories
from tests.at_the_desk import form_of, save, warnings
from tests.importing import as_file, bring_in, checked, rows_of
from tests.reading import body

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


def told_by(page):
    """The lines that the page of an import names, and what it says of further ones."""
    html = body(page)
    lines = re.search(r'<ul class="import-differing">(.*?)</ul>', html, re.DOTALL)
    more = re.search(r"Such lines that are not shown: (\d+)", html)
    return re.findall("<li>(.*?)</li>", lines[1]) if lines else [], int(more[1]) if more else 0


def row_of(name, **key):
    """One row of a table as its file has it."""
    [row] = [row for row in rows_of(name) if key.items() <= row.items()]
    return row


def test_an_import_tells_the_same_of_each_row_in_its_check_and_once_it_is_in(desk, state):
    record, first, second = quoted()
    row = row_of("recommendations", ref=record.ref)
    assert told_by(checked(desk, as_file([row | {"position": "7"}], "recommendations.csv"))) == ([], 0)
    row["text"] = "Ensure rights.\n\nLower the costs."
    other = row | {"ref": f"{record.ref}-new", "position": "99", "text": "Ensure <more>."}
    page = checked(desk, as_file([row, other], "recommendations.csv"))
    now, new = told_by(page)[0]
    assert now == told("Ensure rights.", record, first, second)
    assert new.startswith(f"“Ensure &lt;more&gt;.” in {record.ref}-new differs from its passages (")
    done = bring_in(desk, page)
    added = Recommendation.objects.get(text="Ensure <more>.")
    assert told_by(done) == ([now, told("Ensure <more>.", added, first, second)], 0)


def test_an_import_of_passages_tells_of_the_records_that_quote_them(desk, state):
    record, first, second = quoted()
    row = row_of("passages", document=first.document.slug, anchor=first.anchor) | {"text": "So: Ensure rights."}
    page = checked(desk, as_file([row], "passages.csv"))
    assert told_by(page) == ([told("Insure rights.", record, first, second)], 0)
    assert record.passages.get(pk=first.pk).text == "So: Insure rights."


def test_an_import_tells_of_twenty_lines_and_how_many_more_there_are(desk, state):
    record, *_passages = quoted()
    row = row_of("recommendations", ref=record.ref) | {"text": "\n".join(f"Line {number}." for number in range(33))}
    lines, more = told_by(checked(desk, as_file([row], "recommendations.csv")))
    assert [line.partition(" in ")[0] for line in lines] == [f"“Line {number}.”" for number in range(20)]
    assert more == 13


def test_two_queries_tell_what_differs_in_many_rows(django_assert_num_queries):
    record, first, _second = quoted()
    touched = [record]
    for place in range(2, 30):
        touched.append(factories.a_recommendation(meeting=record.meeting, position=place, text="X."))
        touched[-1].passages.add(first)
    with django_assert_num_queries(2):
        lines, more = differences({Recommendation: [record.pk for record in touched]})
    assert (len(lines), more) == (20, 8)
    assert differences({Passage: [first.pk]}) == (lines, more)
