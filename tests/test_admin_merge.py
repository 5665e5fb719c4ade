"""Two records that are one are merged at the desk: nothing that led to either is lost, and the way back is open."""

import json
import re
from html import unescape

import pytest
from django.apps import apps
from django.contrib.admin.models import DELETION, LogEntry
from django.db import connection
from django.db.models import ForeignKey
from django.test.utils import CaptureQueriesContext

from agencies.models import Agency
from changes.models import Deleted
from changes.names import earlier_names
from changes.record import models_of_record
from changes.versions import record_version
from gfmd_portal.dataset.files import files
from meetings.models import Room, Theme
from recommendations.models import Addressee, Recommendation
from sessions.models import Session
from tests import factories
from tests.at_the_desk import address, delete, form_of, way_back
from tests.reading import a_link, read, said_since
from tests.searching import refs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_day")]

CHANGED = "The record was changed after you opened this page: look again."
LIST = "/admin/changes/deleted/"


def data_set():
    """The whole data set, as it is exported."""
    return {name: b"".join(chunks) for name, chunks in files()}


def tables():
    """Every row of every table of the record, but for the logs."""
    models = [model for model in models_of_record() if getattr(model, "logged", True)]
    return {model: list(model._base_manager.order_by("pk").values()) for model in models}


def page_of(kept, gone):
    return address("merge", type(kept), kept=kept.pk, gone=gone.pk)


def said_by(response):
    """What the desk says on the page that follows, without markup."""
    return [unescape(re.sub("<[^>]*>", "", str(message))) for message in response.context["messages"]]


def opened(client, kept, gone):
    """What the page of a merger sends as it was opened now."""
    return {"seen": client.get(page_of(kept, gone)).context["merger"].digest}


def merge(client, kept, gone, **choices):
    """Merge two records as their page does, and return what was kept of the one that went."""
    response = client.post(page_of(kept, gone), opened(client, kept, gone) | choices)
    assert (response.status_code, response.headers["Location"]) == (302, form_of(kept))
    assert not type(gone).objects.filter(pk=gone.pk).exists()
    return Deleted.objects.first()


def bring_back(client, deleted):
    client.get(LIST)
    return said_by(client.post(way_back(deleted), follow=True))


def leading_to(record):
    """How many rows lead to a record, by model and field; every foreign key of every model is asked."""
    keys = [
        field
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey) and field.related_model is type(record)
    ]
    numbers = {field: field.model._base_manager.filter(**{field.name: record}).count() for field in keys}
    return {f"{field.model._meta.label}.{field.name}": number for field, number in numbers.items() if number}


def coded(*themes, make=factories.a_recommendation):
    """A record with some themes, the first its main theme."""
    record = make()
    for position, theme in enumerate(themes, 1):
        record.codings.create(theme=theme, position=position)
    return record


def themes_of(record):
    return list(record.codings.order_by("position").values_list("position", "theme__slug"))


@pytest.fixture
def both():
    """Two themes of the record that much leads to."""
    return Theme.objects.get(slug="remittances"), Theme.objects.get(slug="diaspora")


PAIRS = [(Theme, "remittances", "diaspora"), (Agency, "iom", "unesco"), (Addressee, "governments", "employers")]


def test_every_relation_to_a_theme_is_led_on_and_back(admin_client, both):
    kept, gone = both
    factories.a_session_theme(theme=gone)
    session = coded(gone).session
    before, data = tables(), data_set()
    here, there = leading_to(kept), leading_to(gone)
    assert set(there) == {
        *("recommendations.RecommendationTheme.theme", "recommendations.ExampleTheme.theme"),
        *("agencies.ActivityTheme.theme", "gfmd_sessions.SessionTheme.theme"),
    }
    led_on = {}
    for name in there:
        model = apps.get_model(name.removesuffix(".theme"))
        owner = next(field.name for field in model._meta.fields if field.remote_field and field.name != "theme")
        led_on[name] = model.objects.filter(theme__in=both).values(owner).distinct().count()
    assert sum(led_on.values()) < sum(here.values()) + sum(there.values()) - 3  # some have both
    deleted = merge(admin_client, kept, gone)
    assert leading_to(kept) == led_on
    for record in Recommendation.objects.prefetch_related("codings"):
        assert [one.position for one in record.codings.all()] == list(range(1, record.codings.count() + 1))
    assert bring_back(admin_client, deleted) == [f"“{gone}” is back, with all that had led to it."]
    assert tables() == before
    assert data_set() == data
    assert session.recommendations.get().codings.get().theme == gone


def test_of_two_themes_of_one_record_the_first_stays_and_the_list_has_no_gap(admin_client):
    kept, gone, other = (factories.a_theme(slug=slug) for slug in ("kept", "gone", "other"))
    records = [coded(gone, kept, other), coded(kept, gone, other), coded(other, gone, kept), coded(other, gone)]
    before = tables()
    page = admin_client.get(page_of(kept, gone))
    assert page.context["led"][0][:2] == ("Themes of a recommendation", 3)
    [same] = page.context["both"]
    assert (same["kind"], {name for _address, name in same["named"]}) == (
        "Recommendations",
        {record.in_full for record in records[:3]},
    )
    deleted = merge(admin_client, kept, gone)
    assert [themes_of(record) for record in records] == [
        [(1, "kept"), (2, "other")],
        [(1, "kept"), (2, "other")],
        [(1, "other"), (2, "kept")],
        [(1, "other"), (2, "kept")],
    ]
    bring_back(admin_client, deleted)
    assert tables() == before


def test_what_is_in_the_way_of_the_way_back_is_named_and_nothing_is_half_done(admin_client):
    kept, gone, other, added = (factories.a_theme(name=name) for name in ("Kept", "Gone", "Other", "Added"))
    record = coded(kept, gone, other)
    deleted = merge(admin_client, kept, gone)
    coding = record.codings.create(theme=added, position=3)
    before = tables()
    said = f"“Added” of “{record}” now has a place that is to be given back: move it first."
    assert bring_back(admin_client, deleted)[0] == said
    assert tables() == before
    coding.delete()
    assert bring_back(admin_client, deleted) == ["“Gone” is back, with all that had led to it."]


@pytest.mark.parametrize(("model", "kept", "gone"), PAIRS)
def test_nothing_leads_to_what_went_and_undo_brings_the_same_files(admin_client, model, kept, gone):
    kept, gone = (model.objects.get(slug=slug) for slug in (kept, gone))
    if model is Agency:  # words of record about one session cannot be those of one agency
        sessions = kept.involvements.exclude(session=None).values("session")
        gone.involvements.filter(session__in=sessions).delete()
        gone.summary_cells.filter(row__cells__agency=kept).delete()
    before, data, version = tables(), data_set(), record_version()
    assert leading_to(gone)
    deleted = merge(admin_client, kept, gone)
    assert leading_to(gone) == {}
    assert record_version().number > version.number
    bring_back(admin_client, deleted)
    assert tables() == before
    assert data_set() == data


def test_words_of_record_that_differ_are_not_lost(admin_client):
    kept, gone = factories.an_agency(), factories.an_agency()
    session = factories.a_session()
    for agency in (kept, gone):
        factories.an_involvement(agency=agency, session=session, meeting=session.meeting, text=f"For {agency}.")
    page = admin_client.get(page_of(kept, gone))
    [differing] = page.context["differing"]
    assert differing == {"kind": "Sessions", "named": [(form_of(session), session.in_full)], "more": 0}
    assert "Merge them" not in page.content.decode()
    response = admin_client.post(page_of(kept, gone), {"seen": page.context["merger"].digest})
    assert response.status_code == 200
    assert gone.involvements.count() == 1


def test_an_entry_whose_place_is_taken_comes_behind_the_others(admin_client):
    kept, gone, meeting = factories.an_agency(), factories.an_agency(), factories.a_meeting()
    for agency, position in ((kept, 1), (kept, 2), (gone, 1), (gone, 5)):
        factories.an_involvement(
            agency=agency, meeting=meeting, session=None, position=position, text=f"{agency.slug} {position}"
        )
    before = tables()
    assert "(put behind the others: 1)" in admin_client.get(page_of(kept, gone)).content.decode()
    deleted = merge(admin_client, kept, gone)
    entries = list(kept.involvements.order_by("position").values_list("position", "text"))
    assert entries == [
        *((1, f"{kept.slug} 1"), (2, f"{kept.slug} 2")),
        *((5, f"{gone.slug} 5"), (6, f"{gone.slug} 1")),
    ]
    bring_back(admin_client, deleted)
    assert tables() == before


def test_a_room_of_the_same_meeting_takes_over_the_sessions_and_one_of_another_does_not(admin_client):
    kept, other = factories.a_room(name="Room 3"), factories.a_room()
    gone = factories.a_room(meeting=kept.meeting, name="Salle 3")
    session = factories.a_session(meeting=kept.meeting, room=gone)
    page = admin_client.get(page_of(kept, other)).content.decode()
    assert "They are of two different records of the kind “meeting”." in page and "Merge them" not in page
    deleted = merge(admin_client, kept, gone)
    assert Session.objects.get(pk=session.pk).room == kept
    bring_back(admin_client, deleted)
    assert Session.objects.get(pk=session.pk).room == gone
    assert list(session.agenda_changes.values_list("before", "after")) == [
        ("Room 3", "Salle 3"),
        ("Salle 3", "Room 3"),
    ]


ADDRESSES = [
    ("/themes/{}/", "/themes/{}/"),
    ("/fr/themes/{}", "/fr/themes/{}/"),
    ("/recommendations/?theme={}&meeting=bern-2011", None),
    ("/recommendations.csv?theme={}", None),
    ("/recommendations.xlsx?theme={}", None),
    ("/recommendations.atom?theme={}", None),
    ("/cite/recommendations.ris?theme={}", None),
    ("/api/recommendations/?theme={}", None),
    ("/search/?q=money&theme={}", None),
]


def test_addresses_lists_files_and_programs_lead_to_what_stays_for_ever(client, admin_client, both):
    kept, gone = both
    Theme.objects.filter(pk=gone.pk).update(slug="once")
    Theme.objects.filter(pk=gone.pk).update(slug="diaspora")
    deleted = merge(admin_client, kept, gone)
    assert set(earlier_names(kept)) == {"once", "diaspora"}
    admin_client.logout()
    for old in ("once", "diaspora"):
        for asked, expected in ADDRESSES:
            response = client.get(asked.format(old))
            assert response.status_code == 301, asked
            assert response.headers["Location"] == (expected or asked).format("remittances")
            assert client.get(response.headers["Location"]).status_code == 200
    Theme.objects.filter(pk=kept.pk).update(slug="money")
    assert client.get("/themes/once/").headers["Location"] == "/themes/money/"
    assert deleted.into == kept.pk


def test_the_former_name_is_not_free_for_another_and_is_its_own_again_afterwards(client, admin_client, both):
    kept, gone = both
    deleted = merge(admin_client, kept, gone)
    with pytest.raises(Exception, match="is a former name of"):
        Theme(slug="diaspora", name="New").clean()
    bring_back(admin_client, deleted)
    assert client.get("/themes/diaspora/").status_code == 200
    assert earlier_names(kept) == earlier_names(Theme.objects.get(slug="diaspora")) == []
    assert client.get("/recommendations/?theme=diaspora").status_code == 200


def test_all_former_names_find_what_it_is_called_now(admin_client):
    kept = factories.a_theme(name="Kept")
    gone = factories.a_theme(name="Xylophones", name_fr="Balafons")
    record = coded(kept)
    assert refs("xylophone") == refs("balafon") == []
    deleted = merge(admin_client, kept, gone)
    assert refs("xylophone") == refs("balafon") == [record.ref]
    bring_back(admin_client, deleted)
    assert refs("xylophone") == refs("balafon") == []


def test_what_the_file_of_synonyms_says_of_a_theme_finds_what_it_was_merged_into(admin_client, both):
    kept, gone = factories.a_theme(), both[1]
    record = coded(kept)
    assert record.ref not in refs("diásporas")
    deleted = merge(admin_client, kept, gone)
    assert record.ref in refs("diásporas")
    bring_back(admin_client, deleted)
    assert record.ref not in refs("diásporas")


def test_an_editor_chooses_which_words_stay(admin_client):
    kept = factories.a_theme(name="Kept", name_fr="", description="Ours", name_ar="هنا")
    gone = factories.a_theme(name="Gone", name_fr="Parti", description="Theirs", name_es="Ido", name_ar="")
    before = tables()
    words = {one.name: (one.kept, one.gone) for one in admin_client.get(page_of(kept, gone)).context["words"]}
    assert words == {
        "name": ("Kept", "Gone"),
        "name_fr": ("", "Parti"),
        "name_es": ("", "Ido"),
        "description": ("Ours", "Theirs"),
    }
    deleted = merge(admin_client, kept, gone, name_fr="gone", description="gone", name="kept", slug="gone")
    kept.refresh_from_db()
    assert (kept.name, kept.name_fr, kept.name_es, kept.name_ar, kept.description) == (
        *("Kept", "Parti", "", "هنا", "Theirs"),
    )
    Theme.objects.filter(pk=kept.pk).update(description="Edited since")
    bring_back(admin_client, deleted)
    kept.refresh_from_db()
    assert (kept.name_fr, kept.description) == ("", "Edited since")
    Theme.objects.filter(pk=kept.pk).update(description="Ours")
    assert tables() == before


def test_what_changed_after_the_page_was_opened_is_shown_before_anything_is_done(admin_client, both):
    kept, gone = both
    tab = opened(admin_client, kept, gone)
    coded(gone)
    response = admin_client.post(page_of(kept, gone), tab)
    assert said_by(response) == [CHANGED]
    assert Theme.objects.filter(pk=gone.pk).exists()
    tab = {"seen": response.context["merger"].digest}
    Theme.objects.filter(pk=kept.pk).update(name_fr="Autrement")
    assert said_by(admin_client.post(page_of(kept, gone), tab)) == [CHANGED]
    factories.a_theme()  # what has nothing to do with it is in nobody's way
    tab = opened(admin_client, kept, gone)
    factories.a_theme()
    assert admin_client.post(page_of(kept, gone), tab).status_code == 302


def test_whoever_merges_may_change_the_one_and_delete_the_other(desk, django_user_model):
    kept, gone = factories.a_theme(), factories.a_theme()
    assert "Merge with another" not in desk.get(form_of(kept)).content.decode()
    assert desk.get(page_of(kept, gone)).status_code == 403
    assert desk.post(page_of(kept, gone), {"seen": "x"}).status_code == 403
    room = factories.a_room()
    other = factories.a_room(meeting=room.meeting)
    assert address("merge", Room, kept=room.pk) in unescape(desk.get(form_of(room)).content.decode())
    merge(desk, room, other)
    assert said_by(desk.get("/admin/")) == [f"“{other}” is merged into “{room}”."]


def test_both_histories_tell_of_it(admin_client):
    kept, gone = (
        factories.a_theme(name="Kept", description="Ours"),
        factories.a_theme(name="Gone", description="Theirs"),
    )
    coded(gone)
    merge(admin_client, kept, gone, description="gone")
    [of_kept] = LogEntry.objects.filter(object_id=kept.pk, content_type__model="theme")
    assert of_kept.get_change_message() == (
        "Merged with “Gone”, which went. What led to that leads here: 1 theme of a recommendation. "
        "Description (before: “Ours”)"
    )
    [of_gone] = LogEntry.objects.filter(object_id=gone.pk, content_type__model="theme")
    assert (of_gone.action_flag, of_gone.get_change_message()) == (DELETION, "Merged into “Kept”.")
    bring_back(admin_client, Deleted.objects.first())
    assert [entry.get_change_message() for entry in LogEntry.objects.all()[:2]] == [
        "Brought back as it was, with all that had led to it.",
        "“Gone”, which was merged into this, is a record by itself again.",
    ]


def test_the_list_of_what_was_deleted_tells_into_what_it_was_merged(admin_client):
    kept, gone = factories.a_theme(), factories.a_theme()
    coded(kept, gone)
    merge(admin_client, kept, gone)
    page = admin_client.get(LIST).content.decode()
    assert f'<a href="{form_of(kept)}">merged into another</a>, 1 theme of a recommendation' in page


def test_what_was_merged_on_comes_back_in_turn(admin_client):
    first, second, third = (factories.a_theme(name=name) for name in ("First", "Second", "Third"))
    record = coded(first)
    before = tables()
    one, two = merge(admin_client, second, first), merge(admin_client, third, second)
    assert bring_back(admin_client, one) == ["“Second” has been deleted as well: bring that back first."]
    assert bring_back(admin_client, two) == ["“Second” is back, with all that had led to it."]
    bring_back(admin_client, one)
    assert themes_of(record) == [(1, first.slug)]
    assert tables() == before


@pytest.mark.parametrize(
    "query", ["", "?kept=x&gone=y", "?kept=99999999999999999999&gone=0", "?kept=%00&gone=1", "?kept="]
)
def test_nothing_typed_into_its_address_is_an_error(admin_client, query):
    page = admin_client.get(address("merge", Theme) + query)
    assert (page.status_code, "merger" in page.context) == (200, False)


def test_a_record_is_not_merged_with_itself(admin_client):
    theme = factories.a_theme()
    assert "These are the same record: choose two." in admin_client.get(page_of(theme, theme)).content.decode()


def test_two_are_selected_in_a_list(admin_client):
    one, two, three = (factories.a_theme() for _n in range(3))
    action = {"action": "merge_selected", "_selected_action": [one.pk, two.pk]}
    response = admin_client.post(address("changelist", Theme), action)
    assert response.headers["Location"] == page_of(one, two)
    action["_selected_action"].append(three.pk)
    response = admin_client.post(address("changelist", Theme), action, follow=True)
    assert said_by(response) == ["Select two records to merge them."]


@pytest.mark.parametrize(("most", "records"), [(76, 1), (76, 40)])
def test_a_merger_asks_as_many_queries_however_much_is_led_on(admin_client, most, records):
    kept, gone = factories.a_theme(), factories.a_theme()
    for _n in range(records):
        coded(kept, gone)
        coded(gone)
    with CaptureQueriesContext(connection) as page:
        tab = opened(admin_client, kept, gone)
    assert len(page) <= 20
    with CaptureQueriesContext(connection) as done:
        assert admin_client.post(page_of(kept, gone), tab).status_code == 302
    edits = [one for one in done if "changes_" not in one["sql"] and "search_" not in one["sql"]]
    assert len(edits) <= most


def test_a_deletion_does_not_say_that_it_was_a_merger(admin_client):
    room = factories.a_room()
    deleted = delete(admin_client, room)
    assert deleted.into is None
    assert bring_back(admin_client, deleted) == [f"“{room}” is back, with all that had been deleted with it."]


def test_a_cited_search_tells_what_the_merger_brought_to_it_and_nothing_that_is_not_so(client, admin_client):
    kept, gone = factories.a_theme(), factories.a_theme()
    coded(kept)
    came = coded(gone)
    cited = [cited_address(client, theme) for theme in (kept, gone)]
    deleted = merge(admin_client, kept, gone)
    said = said_since(read(client, cited[0]))
    assert "with 1 record; now 2." in said
    assert a_link(came) in said.partition("Found only because of a correction since:")[2]
    # What was found under the other name was another list.
    assert client.get(cited[1]).headers["Location"] == f"/recommendations/?theme={kept.slug}"
    bring_back(admin_client, deleted)
    assert "with 1 record; now 1." in said_since(read(client, cited[1]))


def test_a_search_cited_by_a_former_name_is_compared_again_once_a_merger_is_undone(client, admin_client):
    kept, gone = factories.a_theme(), factories.a_theme(slug="once")
    coded(gone)
    cited = cited_address(client, gone)
    Theme.objects.filter(pk=gone.pk).update(slug="now")
    second = factories.a_theme()
    two = [merge(admin_client, second, gone), merge(admin_client, kept, second)]
    assert client.get(cited).headers["Location"] == f"/recommendations/?theme={kept.slug}"
    bring_back(admin_client, two[1])
    assert client.get(cited).headers["Location"] == f"/recommendations/?theme={second.slug}"
    bring_back(admin_client, two[0])
    assert client.get(cited).headers["Location"] == cited.replace("once", "now")


def cited_address(client, theme):
    [cited] = json.loads(read(client, f"/cite/recommendations.csl.json?theme={theme.slug}"))
    return cited["URL"].removeprefix("http://testserver")
