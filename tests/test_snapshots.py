"""A page that takes numbers from lists tells one state of the record, also while somebody edits."""

import re
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.db.models import F, Value
from django.db.models.functions import Concat

from changes.models import Change, Event
from changes.snapshots import in_a_snapshot
from changes.tallies import TALLIES
from changes.versions import ASKED, record_version
from gfmd_portal.dataset import views as data_views
from gfmd_portal.site_search import views as search_page
from meetings.models import Meeting, Theme
from recommendations import views
from recommendations.models import Recommendation, RecommendationTheme
from search import entries
from search.filters import SEARCHED
from sessions.models import Session
from tests.another_editor import edits_meanwhile
from tests.factories import (
    a_document,
    a_meeting,
    a_recommendation,
    a_roundtable,
    a_session,
    a_slot,
    a_theme,
    an_agency,
    an_example,
    an_involvement,
)

RENAMED = "-renamed"


@pytest.fixture
def asked_for(db):
    """A recommendation of a theme in a session of a meeting."""
    meeting = a_meeting(slug="meeting")
    recommendation = a_recommendation(session=a_session(meeting=meeting, number="1"), code="R1", position=1)
    RecommendationTheme.objects.create(recommendation=recommendation, theme=a_theme(slug="theme"), position=1)
    a_recommendation(session=a_session(meeting=meeting, number="2"), code="R2", position=1)
    return recommendation


def rename_all():
    for model, name in ((Meeting, "slug"), (Theme, "slug"), (Session, "number")):
        model.objects.update(**{name: Concat(F(name), Value(RENAMED))})


def edit_before(monkeypatch, between):
    """Have everything renamed whenever the function with the full name `between` is about to be called."""
    module, _dot, name = between.rpartition(".")
    usual = getattr(__import__(module, fromlist=["_"]), name)

    def edited_before(*arguments, **more):
        edits_meanwhile(rename_all)
        return usual(*arguments, **more)

    monkeypatch.setattr(between, edited_before)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("address", "between", "said"),
    [
        ("/", "gfmd_portal.views.picture", 'href="/recommendations/?theme=theme&amp;meeting=meeting"'),
        ("/codebook/", "gfmd_portal.reference.views.addresses", 'aria-label="1, Recommendations, '),
        ("/meetings/", "meetings.views.render", 'href="/meetings/meeting/"'),
        ("/themes/", "meetings.views.addresses", 'theme=theme" aria-label="1, Recommendations, '),
        ("/themes/theme/", "meetings.views.render", 'href="/recommendations/?theme=theme">1 recommendation</a>'),
        (
            "/meetings/meeting/sessions/1/",
            "sessions.views.neighbours",
            '<span class="count">1</span>',
        ),
    ],
)
def test_a_page_fits_together_while_names_are_changed(client, monkeypatch, asked_for, address, between, said):
    edit_before(monkeypatch, between)
    page = client.get(address).content.decode()
    assert said in page
    assert RENAMED not in page


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "address",
    [
        "/meetings/meeting/",
        "/meetings/meeting/changes/",
        "/meetings/meeting/changes.atom",
        "/meetings/meeting/agenda/",
        "/meetings/meeting/agenda/tracks/",
        "/meetings/meeting/agenda.txt",
        "/meetings/meeting/agenda.ics",
        "/meetings/meeting/agenda.ics?q=session",
        "/meetings/meeting/agenda/2030-10-29.ics",
        "/meetings/meeting/sessions/1.ics",
        "/meetings.ics",
        "/sessions.ics?q=session",
        "/meetings/meeting/agenda.json",
        "/meetings/meeting/agenda/2030-10-29/brief/",
        "/meetings/meeting/booklet/",
        "/meetings/meeting/sessions/1/brief/",
        "/now/",
        "/meetings/meeting/roundtables/1/",
        "/roundtables/",
        "/agencies/agency/",
        "/agencies/involvement/",
        "/data/",
        "/feed.atom",
        "/changes/",
        "/changes/2024-02/",
        "/changes/2024-02-03/gone_table/",
        "/changes.atom",
        "/sitemap.xml",
        "/sitemaps/sessions-1.xml",
    ],
)
def test_what_a_page_reads_in_several_questions_it_reads_in_one_snapshot(client, asked_for, address):
    roundtable = a_roundtable(meeting=asked_for.meeting, number=1)
    Session.objects.update(roundtable=roundtable, slot=a_slot(meeting=asked_for.meeting))
    an_involvement(agency=an_agency(slug="agency"), session=asked_for.session, meeting=asked_for.meeting)
    a_document(meeting=asked_for.meeting, slug="document")
    Change.objects.create(table="gone_table", row=1, made_at=datetime(2024, 2, 3, tzinfo=UTC), event=Event.ADDED)
    # What is written comes before the snapshot: here nothing is to be written.
    SEARCHED.bring_up_to_date()
    TALLIES.bring_up_to_date()
    # What every answer begins with: the version of the record, and which meetings run about now.
    client.get("/accessibility/")
    asked = []

    def noted(execute, sql, *more):
        asked.append((in_a_snapshot() or sql.startswith(("BEGIN", "ROLLBACK")), sql))
        return execute(sql, *more)

    with connection.execute_wrapper(noted):
        assert client.get(address).status_code == 200
    assert len(asked) > 4
    assert [sql for inside, sql in asked if not inside and sql not in (ASKED, "EXECUTE record_version")] == []


@pytest.mark.django_db(transaction=True)
def test_a_recommendation_that_moves_while_it_is_read_stands_where_it_stood(client, monkeypatch, asked_for):
    usual, other = views.neighbours, a_session(meeting=asked_for.meeting)
    a_recommendation(session=asked_for.session, code="R3", position=2)

    def moved_before(recommendation):
        moved = Recommendation.objects.filter(pk=recommendation.pk)
        edits_meanwhile(lambda: moved.update(session=other, position=99))
        edits_meanwhile(rename_all)
        return usual(recommendation)

    monkeypatch.setattr(views, "neighbours", moved_before)
    page = client.get("/recommendations/meeting/R1/")
    assert [sibling.ref for sibling in page.context["siblings"]] == ["meeting/R1", "meeting/R3"]
    assert 'href="/recommendations/meeting/R3/"' in page.content.decode()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("address", "between"),
    [
        ("/recommendations/meeting/R1/", "recommendations.views.neighbours"),
        ("/examples/meeting/E1/", "recommendations.views.render"),
        ("/documents/document/", "documents.views.render"),
        ("/meetings/meeting/sessions/1/", "sessions.views.neighbours"),
        ("/cite/recommendations/meeting/R1.ris", "gfmd_portal.citations.pages.get_object_or_404"),
    ],
)
def test_a_citation_names_the_version_in_which_its_record_was_read(client, monkeypatch, asked_for, address, between):
    an_example(recommendation=asked_for, code="E1")
    a_document(meeting=asked_for.meeting, slug="document")
    version = record_version()
    edit_before(monkeypatch, between)
    page = client.get(address).content.decode()
    assert f"record version {version}" in page
    assert RENAMED not in page


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("address", ["/api/recommendations/meeting/R1/", "/api/sessions/meeting/1/"])
def test_a_record_of_the_api_is_read_in_one_snapshot(client, monkeypatch, asked_for, address):
    edit_before(monkeypatch, "gfmd_portal.api.answers.prefetch_related_objects")
    written = client.get(address).content.decode()
    assert "http://testserver/recommendations/meeting/R1/" in written or '"recommendations":["meeting/R1"]' in written
    assert RENAMED not in written


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("address", ["/recommendations/meeting/R1/", "/api/recommendations/meeting/R1/"])
def test_what_was_said_before_is_looked_up_as_the_record_stands(client, asked_for, address):
    """The search is brought up to date before the snapshot begins, for nothing can be written in it."""
    for code in ("R1", "R2"):
        Recommendation.objects.filter(code=code).update(text=f"Quokkas and numbats, {code}.")
    assert "meeting/R2" in client.get(address).content.decode()
    Recommendation.objects.filter(code="R2").update(text="Other words.")
    assert "meeting/R2" not in client.get(address).content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_search_counts_the_records_that_it_shows(client, monkeypatch, asked_for):
    Recommendation.objects.filter(pk=asked_for.pk).update(text="Quokkas.")
    usual = search_page.Results

    def edited_after(*arguments):
        results = usual(*arguments)
        edits_meanwhile(asked_for.delete)
        return results

    monkeypatch.setattr(search_page, "Results", edited_after)
    page = client.get("/search/?q=quokkas").content.decode()
    assert '<meta name="result-count" content="1">' in page
    assert page.count('href="/recommendations/meeting/R1/"') == 1


@pytest.mark.django_db(transaction=True)
def test_whoever_reads_while_the_search_never_catches_up_is_shown_the_page(client, monkeypatch, asked_for):
    monkeypatch.setattr(entries, "is_up_to_date", lambda: False)
    monkeypatch.setattr(entries, "_shows", lambda _version: False)
    assert client.get("/recommendations/meeting/R1/").status_code == 200


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("address", ["/meetings/meeting/sessions/1/", "/recommendations/meeting/R1/"])
def test_whoever_is_no_longer_signed_in_reads_on(client, django_user_model, asked_for, address):
    """Their session is deleted, which nobody can do within a snapshot."""
    member = django_user_model.objects.create_superuser("member")
    client.force_login(member)
    assert "/change/" in client.get(address).content.decode()
    member.set_password("another")
    member.save()
    page = client.get(address)
    assert (page.status_code, "/change/" in page.content.decode()) == (200, False)


@pytest.mark.django_db
def test_a_page_of_a_day_holds_no_change_of_a_later_one(client):
    early, late = (datetime(2024, 2, day, tzinfo=UTC) for day in (3, 4))
    first, last = (
        Change.objects.create(table="gone_table", row=1, made_at=moment, event=Event.ADDED).pk
        for moment in (early, late)
    )
    page = client.get(f"/changes/2024-02-03/gone_table/?before={last + 1}").content.decode()
    assert re.findall(r'<tr id="c(\d+)"', page) == [str(first)]


@pytest.mark.django_db(transaction=True)
def test_a_table_tells_one_state_of_the_record(client, monkeypatch, asked_for):
    usual = data_views.csv_chunks

    def edited_before(table):
        edits_meanwhile(rename_all)
        return usual(table)

    monkeypatch.setattr(data_views, "csv_chunks", edited_before)
    written = b"".join(client.get("/data/recommendations.csv").streaming_content).decode()
    assert "meeting/R1" in written and RENAMED not in written
