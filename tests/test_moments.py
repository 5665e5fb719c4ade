"""A page that takes numbers from lists tells one state of the record, also while somebody edits."""

import re
from datetime import UTC, datetime

import pytest
from django.db.models import F, Value
from django.db.models.functions import Concat

from changes.models import Change, Event
from gfmd_portal import views_data
from meetings.models import Meeting, Theme
from recommendations import views
from recommendations.models import Recommendation, RecommendationTheme
from sessions.models import Session
from tests.another_editor import edits_meanwhile
from tests.factories import a_meeting, a_recommendation, a_session, a_theme

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
            "sessions.views.recent_changes",
            '<span class="count">1</span>',
        ),
    ],
)
def test_a_page_fits_together_while_names_are_changed(client, monkeypatch, asked_for, address, between, said):
    module, _dot, name = between.rpartition(".")
    usual = getattr(__import__(module, fromlist=["_"]), name)

    def edited_before(*arguments, **more):
        edits_meanwhile(rename_all)
        return usual(*arguments, **more)

    monkeypatch.setattr(between, edited_before)
    page = client.get(address).content.decode()
    assert said in page
    assert RENAMED not in page


@pytest.mark.django_db
def test_a_recommendation_that_moves_while_it_is_read_has_its_page(client, monkeypatch, asked_for):
    usual, other = views.neighbours, a_session(meeting=asked_for.meeting)

    def moved_before(recommendation):
        Recommendation.objects.filter(pk=recommendation.pk).update(session=other, position=99)
        return usual(recommendation)

    monkeypatch.setattr(views, "neighbours", moved_before)
    page = client.get("/recommendations/meeting/R1/")
    assert (page.status_code, len(page.context["siblings"])) == (200, 1)


@pytest.mark.django_db(transaction=True)
def test_whoever_is_no_longer_signed_in_reads_on(client, django_user_model, asked_for):
    """Their session is deleted, which nobody can do within a moment."""
    member = django_user_model.objects.create_user("member", is_staff=True)
    client.force_login(member)
    member.set_password("another")
    member.save()
    assert client.get("/meetings/meeting/sessions/1/").status_code == 200


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
    usual = views_data.csv_chunks

    def edited_before(table):
        edits_meanwhile(rename_all)
        return usual(table)

    monkeypatch.setattr(views_data, "csv_chunks", edited_before)
    written = b"".join(client.get("/data/recommendations.csv").streaming_content).decode()
    assert "meeting/R1" in written and RENAMED not in written
