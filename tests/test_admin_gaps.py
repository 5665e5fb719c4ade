"""The desk tells what its records lack, how many they are and where they are listed: one number in both places."""

import pytest
from django.contrib.auth.models import Permission

from tests import factories
from tests.at_the_desk import form_of

pytestmark = pytest.mark.django_db

PAGE = "/admin/gaps/"


def gaps(client):
    """The gaps that the page tells, without their addresses."""
    return [gap[:3] for gap in client.get(PAGE).context["gaps"]]


def test_the_record_lacks_three_summaries_and_its_words_stand_in_their_passages(desk):
    page = desk.get(PAGE)
    assert gaps(desk) == [("Sessions", "summary", 3)]
    whole = {}
    for kind, lacking, count, _address in page.context["whole"]:
        assert count == 0
        whole.setdefault(kind, []).append(lacking)
    assert whole["Recommendations"] == ["themes", "passages"]
    assert whole["Involvements"] == ["roles", "passages"]
    assert whole["Meetings"][:4] == ["sessions", "documents", "summary", "short title (Français)"]
    assert "Rows of the summary table" not in whole
    assert page.context["differing"] == []


def test_each_number_leads_to_the_list_of_those_records(desk):
    for make in (factories.a_theme, factories.an_involvement, factories.an_activity, factories.an_example):
        make()
    found = desk.get(PAGE).context["gaps"]
    assert [gap[:3] for gap in found if gap.kind in ("Activities", "Examples", "Involvements", "Sessions")] == [
        ("Sessions", "summary", 5),
        ("Sessions", "passages", 2),
        ("Examples", "themes", 1),
        ("Examples", "passages", 1),
        ("Involvements", "roles", 1),
        ("Involvements", "passages", 1),
        ("Activities", "themes", 1),
        ("Activities", "agencies with expertise", 1),
        ("Activities", "passages", 1),
    ]
    for gap in found:
        listed = desk.get(gap.address)
        assert listed.status_code == 200, gap
        assert listed.context["cl"].result_count == gap.count, gap


def test_a_record_leaves_the_gaps_once_it_has_what_it_lacked(desk):
    recommendation = factories.a_recommendation()
    assert ("Recommendations", "themes", 1) in gaps(desk)
    recommendation.codings.create(theme=factories.a_theme(), position=1)
    assert [gap for gap in gaps(desk) if gap[0] == "Recommendations"] == [("Recommendations", "passages", 1)]


def test_words_that_differ_from_their_passages_are_told_with_links(desk):
    recommendation = factories.a_recommendation(text="Ensure <rights>.")
    document = factories.a_document(meeting=recommendation.meeting)
    recommendation.passages.add(passage := factories.a_passage(document=document, text="Insure <rights>."))
    assert desk.get(PAGE).context["differing"] == [
        f'“Ensure &lt;rights&gt;.” in <a href="{form_of(recommendation)}">{recommendation}</a> differs from its '
        f'passages (<a href="{form_of(passage)}">{document.slug}#{passage.anchor}</a>). Correct whichever is wrong.'
    ]


def test_staff_are_told_of_the_records_that_they_may_see(client, django_user_model):
    member = django_user_model.objects.create_user("reader", is_staff=True)
    client.force_login(member)
    assert (gaps(client), client.get(PAGE).context["whole"]) == ([], [])
    to_view = Permission.objects.get(content_type__app_label="gfmd_sessions", codename="view_session")
    member.user_permissions.add(to_view)
    assert gaps(client) == [("Sessions", "summary", 3)]


def test_the_index_of_the_desk_leads_to_the_gaps_and_visitors_sign_in_first(desk, client):
    assert f'<a href="{PAGE}">Gaps in the record</a>' in desk.get("/admin/").content.decode()
    desk.logout()
    assert client.get(PAGE).headers["Location"] == f"/admin/login/?next={PAGE}"
