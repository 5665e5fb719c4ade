"""Several people at one desk: nobody's words are replaced unseen, and the history tells what stood before."""

import threading
import time

import pytest
from django.contrib.admin.models import LogEntry
from django.core import serializers
from django.core.management import call_command
from django.db import connection, transaction

from changes.triggers import lock_the_record
from gfmd_portal.loading import load_record
from meetings.models import Theme
from tests import factories, left_out
from tests.at_the_desk import MODELS, address, complaints, delete, filled_in, form_of, opened, rows, save, seen_in

pytestmark = pytest.mark.django_db
CHANGED = "This was changed after you opened it. Your words are kept here: compare, then save again."


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.model_name)
def test_every_form_says_which_version_it_shows(desk, model):
    assert int(seen_in(desk.get(address("add", model)))["seen"]) > 0


def test_what_another_tab_saved_is_shown_before_it_is_replaced(desk):
    meeting = factories.a_meeting(motto="First", venue="Palace")
    tab = opened(desk, meeting)
    assert save(desk, meeting, motto="Second", venue="") == []
    page = desk.post(form_of(meeting), tab | {"motto": "Third"})
    assert complaints(page) == [
        CHANGED,
        "Venue: empty in the record now.",
        "Motto: the record now says “Second”.",
    ]
    assert filled_in(page)["motto"] == "Third"
    meeting.refresh_from_db()
    assert (meeting.motto, meeting.venue) == ("Second", "")
    assert desk.post(form_of(meeting), filled_in(page) | seen_in(page)).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.motto, meeting.venue) == ("Third", "Palace")


def test_links_and_kinds_are_named_in_words(desk):
    recommendation, addressee = factories.a_recommendation(), factories.an_addressee(name="Mayors")
    tab = opened(desk, recommendation)
    recommendation.addressees.add(addressee)
    assert complaints(desk.post(form_of(recommendation), tab)) == [
        CHANGED,
        "Addressees: the record now says “Mayors”.",
    ]


def test_a_row_that_another_tab_changed_is_not_changed_back(desk):
    session = factories.a_session()
    question = factories.a_question(session=session, meeting=session.meeting, position=1, text="What works?")
    tab = opened(desk, session)
    assert save(desk, session, **{"questions-0-text": "What works best?"}) == []
    assert complaints(desk.post(form_of(session), tab)) == [
        CHANGED,
        "Text: the record now says “What works best?”.",
    ]
    question.refresh_from_db()
    assert question.text == "What works best?"


def test_rows_are_added_in_two_tabs_without_a_complaint(desk):
    session = factories.a_session()
    tab = opened(desk, session)
    assert save(desk, session, **rows("questions", {"position": 1, "text": "Why?"})) == []
    point = rows("points", {"position": 1, "kind": "discussion-point", "text": "So."})
    assert desk.post(form_of(session), tab | point).status_code == 302
    assert session.questions.count() == session.points.count() == 1


def test_a_place_that_a_row_of_another_tab_took_is_refused_with_the_reason(desk):
    session = factories.a_session()
    first, second = ({"position": 1, "kind": "discussion-point", "text": text} for text in ["First.", "Second."])
    tab = opened(desk, session)
    assert save(desk, session, **rows("points", first)) == []
    page = desk.post(form_of(session), tab | rows("points", second))
    assert complaints(page) == ["Another point of this session has this position."]
    assert desk.post(form_of(session), filled_in(page) | {"points-0-position": 2}).status_code == 302
    assert list(session.points.values_list("position", "text")) == [(1, "First."), (2, "Second.")]


def test_themes_are_counted_with_those_that_another_tab_gave(desk):
    session, themes = factories.a_session(), [factories.a_theme() for _n in range(3)]
    tab = opened(desk, session)
    assert save(desk, session, **rows("codings", {"position": 1, "theme": themes[0].pk})) == []
    again = rows("codings", {"position": 2, "theme": themes[0].pk})
    assert complaints(desk.post(form_of(session), tab | again)) == ["This session already has this theme."]
    others = [{"position": place, "theme": themes[place - 1].pk} for place in (2, 3)]
    assert desk.post(form_of(session), tab | rows("codings", *others)).status_code == 302
    assert list(session.codings.values_list("theme", flat=True)) == [theme.pk for theme in themes]


def test_a_row_that_another_tab_deleted_is_left_out_with_a_word_that_holds_what_was_typed(desk):
    session = factories.a_session()
    goes, stays, last = (factories.a_point(session=session, position=n, text=f"Point {n}.") for n in (1, 2, 3))
    tab = opened(desk, session) | {
        "title": "Typed",
        "points-0-text": "Point 1, to the letter.",
        "points-1-text": "Two.",
    }
    delete(desk, goes)
    page = desk.post(form_of(session), tab)
    said = "A row was deleted after you opened the form, and is left out here: “Point 1, to the letter.”."
    assert complaints(page) == [said]
    assert said in page.content.decode()
    assert desk.post(form_of(session), filled_in(page)).status_code == 302
    session.refresh_from_db()
    assert session.title == "Typed"
    assert list(session.points.values_list("pk", "text")) == [(stays.pk, "Two."), (last.pk, "Point 3.")]


def test_a_row_without_words_that_another_tab_deleted_is_left_out_with_a_word(desk):
    session = factories.a_session()
    coding = factories.a_session_theme(session=session)
    tab = opened(desk, session)
    delete(desk, coding)
    complaint = "A row was deleted after you opened the form, and is left out here. Save again."
    assert complaints(desk.post(form_of(session), tab)) == [complaint]
    # Whoever marked it is content.
    assert desk.post(form_of(session), tab | {"codings-0-DELETE": "on", "title": "Typed"}).status_code == 302
    session.refresh_from_db()
    assert session.title == "Typed"


def test_each_row_of_a_refused_form_stands_beside_what_is_stored_of_it(desk):
    session = factories.a_session()
    last = factories.a_point(session=session, position=2, text="Last.")
    tab = opened(desk, session) | {"number": "Not one"}
    first = factories.a_point(session=session, position=1, text="First.")
    page = desk.post(form_of(session), tab)
    [table] = [table for table in page.context["inline_admin_formsets"] if table.formset.prefix == "points"]
    assert [row.original for row in table if row.original] == [last]
    assert first.text not in page.content.decode()


@pytest.mark.parametrize("odd", ["", "x", "9" * 40, "-1", "٣"])
def test_an_odd_version_is_taken_for_an_old_one(desk, odd):
    meeting = factories.a_meeting(motto="First")
    page = desk.post(form_of(meeting), opened(desk, meeting) | {"motto": "Second", "seen": odd})
    assert complaints(page) == [CHANGED, "Motto: the record now says “First”."]


def test_the_history_tells_what_a_field_held_before(desk):
    session = factories.a_session(title="Remitances", roundtable=None)
    factories.a_point(session=session, text="Costs.", position=1)
    roundtable, passage = factories.a_roundtable(meeting=session.meeting), factories.a_passage()
    session.passages.add(passage)
    changes = {"title": "Remittances", "roundtable": roundtable.pk, "passages": [], "points-0-text": "High costs."}
    assert save(desk, session, **changes) == []
    history = desk.get(address("history", type(session), session.pk)).content.decode()
    assert (
        "Changed Roundtable (before: empty), Title (before: “Remitances”) and "
        f"Passages (before: “{passage}”). Changed Text (before: “Costs.”) for point “High costs.”."
    ) in history
    assert save(desk, session, roundtable="", kind="separate_session") == []
    history = desk.get(address("history", type(session), session.pk)).content.decode()
    assert f"Changed Kind (before: “session”) and Roundtable (before: “{roundtable}”)." in history


def test_the_history_tells_of_what_could_not_be_chosen_any_more(desk):
    heading = factories.a_passage(kind="heading")
    passage = factories.a_passage(document=heading.document, section=heading)
    assert save(desk, heading, kind="paragraph") == []
    assert save(desk, passage, section="") == []
    passage.refresh_from_db()
    assert passage.section is None
    assert f"Section (before: “{heading}”)" in LogEntry.objects.first().get_change_message()


def import_of(theme, folder):
    (folder / "themes.csv").write_text(f"slug,name\n{theme.slug},{theme.name}\n")
    call_command("import_data", folder, verbosity=0)


def load_of(theme, folder):
    named = {"use_natural_primary_keys": True, "use_natural_foreign_keys": True}
    (folder / "vocabulary.json").write_text(serializers.serialize("json", [theme], **named))
    load_record(["vocabulary"], folder)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason=left_out.ON_POSTGRESQL_ONLY)
@pytest.mark.parametrize("bring_in", [import_of, load_of])
def test_who_sends_a_form_is_waited_for_before_a_row_is_changed(bring_in, tmp_path):
    """Else both would wait for each other. SQLite knows one lock, and whoever writes takes it first."""
    theme = factories.a_theme(name="Before")
    theme.name = "Brought in"

    def go():
        bring_in(theme, tmp_path)
        connection.close()

    other = threading.Thread(target=go)
    with transaction.atomic(), connection.cursor() as cursor:
        lock_the_record()  # as the desk does
        other.start()
        for _look in range(600):
            cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
            if cursor.fetchone()[0]:
                break
            time.sleep(0.1)
        Theme.objects.filter(pk=theme.pk).update(name="Typed meanwhile")
    other.join()
    assert Theme.objects.get(pk=theme.pk).name == "Brought in"
