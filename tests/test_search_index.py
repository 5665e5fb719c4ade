"""The index of the search: it holds each record once, and follows edits, however they are made, before it answers."""

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.models import F

from agencies.models import Agency
from changes.models import Change, Deleted
from changes.tallies import TALLIES
from changes.versions import record_version
from meetings.models import Theme
from recommendations.models import Recommendation, RecommendationTheme, SubItem
from search import entries
from search.entries import bring_up_to_date
from search.models import Entry, Reached, WordForm
from search.results import Results
from search.sources import sources
from sessions.models import Session
from tests import factories
from tests.at_the_desk import delete, filled_in, form_of, save, way_back
from tests.searching import CSD, an_edit, counts, refs

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("how", ["save", "update", "bulk_update", "raw"])
def test_an_edit_is_found_at_once(how):
    assert refs("zebra") == []
    an_edit("Zebras cross.", how)
    assert refs("zebra") == ["bern-2011/S5-3"]
    assert refs("RCP") == ["bern-2011/S5-3"]  # by its theme
    an_edit("They are gone.", how)
    assert refs("zebra") == []


def has_been_taken_along():
    """Whether the index, and the tallies of the log, hold what was edited before anybody asked for them."""
    return Reached.objects.get().number == record_version().number and TALLIES.is_up_to_date


def test_what_is_saved_at_the_desk_is_in_the_index_before_anybody_asks(admin_client):
    theme = Theme.objects.get(slug="remittances")
    save(admin_client, theme, name="Zebra crossings")
    assert Theme.objects.get(pk=theme.pk).name == "Zebra crossings"
    assert has_been_taken_along()


def test_what_is_brought_back_at_the_desk_is_in_the_index_before_anybody_asks(admin_client):
    climate = Recommendation.objects.get(meeting__slug=CSD, code="S4-6")
    delete(admin_client, climate)
    assert has_been_taken_along()
    assert "S4-6" not in refs("climate")
    admin_client.post(way_back(Deleted.objects.get()))
    assert has_been_taken_along()
    assert "S4-6" in refs("climate")


def test_the_desk_saves_nothing_whose_index_cannot_be_written(admin_client, monkeypatch):
    def fail():
        raise OperationalError("disk full")

    theme, before = Theme.objects.get(slug="remittances"), record_version()
    monkeypatch.setattr("gfmd_portal.desk.site.bring_up_to_date", fail)
    form, admin_client.raise_request_exception = form_of(theme), False
    typed = filled_in(admin_client.get(form)) | {"name": "Zebra crossings"}
    assert admin_client.post(form, typed).status_code == 503
    assert record_version() == before


def test_what_is_imported_is_in_the_index_before_anybody_asks(tmp_path):
    call_command("export_data", tmp_path, verbosity=0)
    themes = (tmp_path / "themes.csv").read_text(encoding="utf-8")
    (tmp_path / "themes.csv").write_text(themes.replace("Remittances", "Zebra crossings"), encoding="utf-8")
    call_command("import_data", tmp_path, verbosity=0)
    assert Theme.objects.get(slug="remittances").name == "Zebra crossings"
    assert has_been_taken_along()


def test_a_new_record_is_found_at_once():
    session = factories.a_session()
    Recommendation.objects.bulk_create(
        [
            Recommendation(
                meeting=session.meeting,
                session=session,
                code=f"N{n}",
                position=n,
                kind="recommendation",
                text="Zebras.",
            )
            for n in (1, 2)
        ]
    )
    assert refs("zebra") == [f"{session.meeting.slug}/N1", f"{session.meeting.slug}/N2"]


def test_a_record_taken_out_is_found_no_more():
    assert refs("climate") == ["S4-4", "S4-6", "S6-8"]
    Recommendation.objects.get(meeting__slug=CSD, code="S4-6").delete()
    assert refs("climate") == ["S4-4", "S6-8"]
    Recommendation.objects.filter(code="S4-4").delete()
    assert refs("climate") == ["S6-8"]
    assert Results("climate").counts["recommendations"] == 1


def test_a_record_is_found_by_the_words_of_its_parts_as_long_as_they_are_its_own():
    one, other = factories.a_recommendation(text="One."), factories.a_recommendation(text="Other.")
    item = factories.a_sub_item(recommendation=one, text="Zebras.")
    assert refs("zebra") == [one.ref]
    SubItem.objects.filter(pk=item.pk).update(recommendation=other)
    assert refs("zebra") == [other.ref]
    SubItem.objects.filter(pk=item.pk).delete()
    assert refs("zebra") == []


def test_a_record_is_found_by_its_themes_as_they_are_now():
    record = factories.a_recommendation()
    coding = RecommendationTheme.objects.create(recommendation=record, theme=factories.a_theme(name="Zebras"))
    assert refs("zebra") == [record.ref]
    Theme.objects.filter(pk=coding.theme_id).update(name="Lions")
    assert refs("zebra") == []
    assert refs("lion") == [record.ref]
    RecommendationTheme.objects.filter(pk=coding.pk).delete()
    assert refs("lion") == []


def test_records_of_a_session_are_found_by_its_new_title():
    session = Session.objects.get(meeting__slug="bern-2011", number="5")
    Session.objects.filter(pk=session.pk).update(title="Zebras")
    assert refs("zebra") == [record.ref for record in session.recommendations.order_by("position")]


def test_activities_are_found_by_the_agencies_they_have_now():
    activity = factories.an_activity()
    assert "activities" not in counts("zebra")
    agency = factories.an_agency(name="Zebra Fund")
    activity.agencies.add(agency)
    assert counts("zebra") == {"activities": 1, "agencies": 1}
    activity.agencies.through.objects.filter(agency=agency).delete()
    assert counts("zebra") == {"agencies": 1}


def test_activities_are_found_by_what_their_agencies_are_called_in_other_languages_by_now():
    activity, agency = factories.an_activity(), factories.an_agency()
    activity.agencies.add(agency)
    assert counts("zèbres") == {}
    Agency.objects.filter(pk=agency.pk).update(name_fr="Fonds des zèbres")
    assert counts("zèbres") == {"activities": 1, "agencies": 1}


def test_an_index_made_bit_by_bit_is_the_same_as_one_made_anew():
    an_edit("Zebras cross the co-operative border.", "update")
    Recommendation.objects.filter(code="S4-6").delete()
    asked = ["zebra", "cooperative", "climate", "women", "remesas", "NOT migration"]
    bit_by_bit = [counts(typed) for typed in asked]
    Reached.objects.all().delete()
    assert [counts(typed) for typed in asked] == bit_by_bit


def forms():
    return set(WordForm.objects.values_list("pk", flat=True))


def test_many_changes_make_the_index_anew(monkeypatch):
    bring_up_to_date()
    monkeypatch.setattr(entries, "MANY", 10)
    Reached.objects.update(number=0)
    before = forms()
    an_edit("Zebras cross.", "raw")
    assert refs("zebra") == ["bern-2011/S5-3"]
    assert before.isdisjoint(forms())


def test_numbers_that_were_left_out_are_no_changes():
    bring_up_to_date()
    before = forms()
    an_edit("Zebras cross.", "raw")
    Change.objects.filter(pk=record_version().number).update(id=F("id") + 10_000)
    assert refs("zebra") == ["bern-2011/S5-3"]
    assert before < forms()


def test_every_record_has_one_entry():
    for source in sources().values():
        entries = Entry.objects.filter(kind=source.kind).values_list("record", flat=True)
        assert sorted(entries) == sorted(source.records().values_list("pk", flat=True))


def test_the_rows_that_a_common_word_matches_are_narrow():
    """A search reads the row of every match; PostgreSQL has to keep the tokens of a record beside its row."""
    Reached.objects.all().delete()
    bring_up_to_date()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("EXPLAIN QUERY PLAN SELECT rowid FROM search_text WHERE search_text MATCH 'the'")
            assert "VIRTUAL TABLE INDEX" in cursor.fetchone()[3]
        else:
            parts = "SELECT sum(pg_relation_size(relid)) FROM pg_partition_tree('search_text')"
            cursor.execute(f"SELECT ({parts}) / count(*) FROM search_text")
            assert cursor.fetchone()[0] < 150


def test_meetings_and_sessions_are_found_by_their_day_as_it_stands_now():
    assert counts("11 July 2007")["sessions"] > 1
    assert counts("27 October 2008")["meetings"] == counts("27-30 October 2008")["meetings"] == 1
    before = counts("11 July 2007")["sessions"]
    Session.objects.get(meeting__slug="brussels-2007", number="2.3").slot.meeting.slots.update(date="2007-08-13")
    assert "sessions" not in counts("11 July 2007")
    assert counts("13 August 2007")["sessions"] >= before
