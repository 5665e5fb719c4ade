"""What was deleted at the desk is brought back whole, or what is in the way is said."""

import json
import re
from datetime import timedelta
from html import unescape
from importlib import import_module
from types import SimpleNamespace
from urllib.parse import quote

import pytest
from django.apps import apps
from django.contrib.admin.models import ADDITION, DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.formats import date_format

from changes.deleted import keep
from changes.models import Deleted
from changes.names import earlier_names
from changes.record import models_of_record
from changes.versions import record_version
from documents.models import Document, EditorialNote, Passage
from gfmd_portal.dataset.files import files
from mine.models import MyAgenda
from recommendations.models import Recommendation
from sessions.models import Session, Slot
from tests import factories
from tests.at_the_desk import MODELS, address, delete, form_of, rows, save, way_back
from tests.reading import a_link, read, said_since

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_day")]

LIST = "/admin/changes/deleted/"


def data_set():
    """The whole data set, as it is exported."""
    return {name: b"".join(chunks) for name, chunks in files()}


def tables():
    """Every row of every table of the record, the log of the agenda with it."""
    return {model: list(model._base_manager.order_by("pk").values()) for model in models_of_record()}


def bring_back(client, deleted):
    """Press “Bring back”, and return what the desk then says, without markup."""
    client.get(LIST)  # with what was said before
    response = client.post(way_back(deleted), follow=True)
    assert response.redirect_chain == [(LIST, 302)]
    return [unescape(re.sub("<[^>]*>", "", str(message))) for message in response.context["messages"]]


def is_back(record):
    return [f"“{record}” is back, with all that had been deleted with it."]


def listed(client, query=""):
    """The rows of the list, cell by cell but for that of the choice, without markup."""
    page = client.get(LIST + query).content.decode()
    found = re.findall(r"<tr>.*?</tr>", page.partition("<tbody>")[2], re.S)
    cells = [re.findall(r"<t[dh].*?</t[dh]>", row, re.S)[1:] for row in found]
    return [[unescape(re.sub(r"<[^>]*>", "", cell)).strip() for cell in row] for row in cells]


@pytest.fixture
def session():
    """A session of the record with everything below it that a session can have, once called otherwise."""
    session = Session.objects.get(meeting__slug="brussels-2007-csd", number="1")
    for number, room in [("1-once", None), ("1", factories.a_room(meeting=session.meeting))]:
        session.number, session.room = number, room
        session.save()
    for make in (factories.a_speaker, factories.a_language, factories.a_paper, factories.a_session_theme):
        make(session=session)
    for make in (factories.a_question, factories.a_point, factories.a_partner, factories.an_involvement):
        make(session=session)
    earlier = Session.objects.get(meeting__slug="brussels-2007", number="1.1")
    place = {"position": 1, "earlier_meeting": earlier.meeting, "earlier_session": earlier}
    session.builds_on.create(meeting=session.meeting, words="See 1.1.", **place)
    first, second = session.recommendations.all()[:2]
    factories.a_likeness(first=first, second=second)
    factories.a_sub_item(recommendation=first)
    return session


def test_a_session_comes_back_with_everything_below_it(admin_client, session):
    before, rows_before = data_set(), tables()
    deleted = delete(admin_client, session)
    assert data_set() != before
    went_with_it = (
        "22 themes of a recommendation, 17 themes of an example, 10 countries of an example, 10 recommendations, "
        "8 examples, 7 organisations of an example, 1 involvement, 1 link to earlier work, 1 guiding question, "
        "1 paper, 1 partner, 1 point, 1 theme of a session, 1 speaker, 1 language of a session, 1 likeness, 1 sub-item"
    )
    [[what, kind, way, parts, _moment, who]] = listed(admin_client)
    assert [what, kind, parts, who, way] == [
        *("Civil Society Day 2007, Session 1", "Session", went_with_it, "admin", "Bring back")
    ]
    gone = record_version()
    assert bring_back(admin_client, deleted) == is_back(session)
    assert data_set() == before
    assert tables() == rows_before
    assert record_version().number > gone.number
    assert listed(admin_client)[0][2] == f"Brought back on {date_format(timezone.now())}."


def test_what_is_back_is_found_as_before_wherever_it_was(client, admin_client, session):
    recommendation = session.recommendations.first()
    page, ref = session.get_absolute_url(), recommendation.ref
    words = f'"{" ".join(recommendation.text.split()[:12])}"'
    [cited] = json.loads(read(client, "/cite/recommendations.csl.json?meeting=brussels-2007-csd"))
    cited = cited["URL"].removeprefix("http://testserver")

    def seen():
        lists = ["/api/recommendations/", "/api/sessions/", "/recommendations.json?session=brussels-2007-csd/1"]
        found = {query: json.loads(read(client, query))["count"] for query in lists}
        for place in ("/recommendations/", "/search/"):
            found[place] = recommendation.get_absolute_url() in read(client, f"{place}?q={quote(words)}")
        found["feed"] = ref in read(client, "/feed.atom")
        found["site map"] = recommendation.get_absolute_url() in read(client, "/sitemaps/recommendations-1.xml")
        found["former"] = client.get(page.replace("/1/", "/1-once/")).headers.get("Location")
        found["pages"] = [client.get(one).status_code for one in (page, recommendation.get_absolute_url())]
        return found

    before = seen()
    assert (before["pages"], before["former"]) == ([200, 200], page)
    assert before["/recommendations/"] and before["/search/"] and before["site map"]
    deleted = delete(admin_client, session)
    assert seen() == {
        "/api/recommendations/": before["/api/recommendations/"] - 10,
        "/api/sessions/": before["/api/sessions/"] - 1,
        "/recommendations.json?session=brussels-2007-csd/1": before["/api/recommendations/"] - 10,
        **dict.fromkeys(["/recommendations/", "/search/", "feed", "site map"], False),
        "former": None,
        "pages": [404, 404],
    }
    assert f"<li>{ref} <a href=" in said_since(read(client, cited))
    bring_back(admin_client, deleted)
    assert seen() == before | {"feed": True}  # what is back has just changed
    said = said_since(read(client, cited))
    assert "No longer found" not in said and "New since" not in said
    assert a_link(recommendation) in said.partition("Corrected since")[2]


def test_the_history_of_a_record_tells_that_it_is_back_and_by_whom(admin_client, session):
    bring_back(admin_client, delete(admin_client, session))
    entry = LogEntry.objects.first()
    assert (entry.user.username, entry.action_flag) == ("admin", ADDITION)
    page = read(admin_client, address("history", Session, session.pk))
    assert "Brought back as it was, with all that had been deleted with it." in page


@pytest.mark.parametrize("model", MODELS)
def test_every_kind_of_record_comes_back_as_it_was(admin_client, session, model):
    factories.a_deadline()
    factories.a_translation()
    # What others are protected by is deleted only where none is.
    bare = [factories.a_room, factories.a_theme, factories.an_addressee, factories.an_agency, factories.a_meeting]
    made = [make() for make in [*bare, factories.an_activity_group]]
    made.append(made[-1].roundtable)
    record = next((one for one in made if isinstance(one, model)), None) or model.objects.last()
    before = tables()
    assert bring_back(admin_client, delete(admin_client, record)) == is_back(record)
    assert tables() == before


def test_what_stayed_leads_to_what_is_back_unless_it_leads_elsewhere_by_then(admin_client):
    slot = factories.from_to("9:00", "10:30")
    stays, moves = (factories.a_session(meeting=slot.meeting, slot=slot) for _n in range(2))
    told = f"These stay, but without “{slot}”: {stays}; {moves}."
    assert told in unescape(admin_client.get(address("delete", Slot, slot.pk)).content.decode())
    deleted = delete(admin_client, slot)
    assert told in unescape(admin_client.get(LIST).content.decode())
    assert set(slot.meeting.sessions.values_list("slot", flat=True)) == {None}
    other = factories.from_to("11:00", "12:30", meeting=slot.meeting)
    Session.objects.filter(pk=moves.pk).update(slot=other)
    assert bring_back(admin_client, deleted) == is_back(slot)
    assert dict(slot.meeting.sessions.values_list("pk", "slot")) == {stays.pk: slot.pk, moves.pk: other.pk}


def test_a_star_of_a_reader_is_not_kept(admin_client, session):
    agenda, _token = MyAgenda.objects.make([session])
    deleted = delete(admin_client, session)
    assert {label.partition(".")[0] for label in deleted.rows} == {"gfmd_sessions", "agencies", "recommendations"}
    bring_back(admin_client, deleted)
    assert agenda.sessions.count() == 0


def test_what_belongs_to_something_deleted_waits_for_that(admin_client):
    question = factories.a_question()
    first, then = delete(admin_client, question), delete(admin_client, question.session)
    said = f"“{question.session}” has been deleted as well: bring that back first."
    assert bring_back(admin_client, first) == [said]
    assert bring_back(admin_client, then) == is_back(question.session)
    assert bring_back(admin_client, first) == is_back(question)


def test_what_it_was_tied_to_is_brought_back_first_or_is_gone_for_good(admin_client):
    session = factories.a_session(slot=factories.a_slot(), roundtable=factories.a_roundtable())
    deleted, slot, roundtable = delete(admin_client, session), session.slot, session.roundtable
    delete(admin_client, slot)
    roundtable.delete()  # past the desk
    said = f"It belongs to a record that is gone for good: roundtable, id {session.roundtable_id}."
    first = f"“{slot}” has been deleted as well: bring that back first."
    assert sorted(bring_back(admin_client, deleted)) == [said, first]


def test_what_a_record_can_be_without_is_left_empty_where_it_is_gone_for_good(admin_client, django_user_model):
    likeness = factories.a_likeness(decided_by=django_user_model.objects.create_user("editor"))
    deleted = delete(admin_client, likeness)
    likeness.decided_by.delete()
    assert bring_back(admin_client, deleted) == is_back(likeness)
    likeness.refresh_from_db()
    assert likeness.decided_by is None


def test_an_address_and_a_place_that_another_has_now_are_named_and_nothing_is_half_done(admin_client):
    session = factories.a_session(number="9")
    factories.a_point(session=session)
    deleted = delete(admin_client, session)
    other = factories.a_session(meeting=session.meeting, number="9", position=session.position + 1)
    last = factories.a_session(meeting=session.meeting, position=session.position)
    before, version = tables(), record_version()
    assert bring_back(admin_client, deleted) == [
        f"This meeting already has a session with this number. It is “{other}”.",
        f"Another session of this meeting has this position. It is “{last}”.",
    ]
    assert tables() == before
    assert record_version() == version
    Session.objects.filter(pk__in=[other.pk, last.pk]).delete()
    assert bring_back(admin_client, deleted) == is_back(session)


def test_a_slug_that_another_has_now_is_named(admin_client):
    theme = factories.a_theme(slug="labour")
    deleted = delete(admin_client, theme)
    other = factories.a_theme(slug="labour")
    assert bring_back(admin_client, deleted) == [f"Theme with this Slug already exists. It is “{other}”."]


def test_a_name_that_leads_to_another_by_then_is_named(admin_client):
    session = factories.a_session(number="9")
    deleted = delete(admin_client, session)
    other = factories.a_session(meeting=session.meeting, number="9")
    other.number = "10"
    other.save()
    assert bring_back(admin_client, deleted) == [f"“9” now leads to “{other}”, which had that name in the meantime."]


def test_a_former_name_that_another_has_by_now_leads_to_that_one(client, admin_client):
    theme = factories.a_theme(slug="first")
    theme.slug = "second"
    theme.save()
    deleted = delete(admin_client, theme)
    other = factories.a_theme(slug="first", name="Taken")
    assert bring_back(admin_client, deleted) == is_back(theme)
    assert save(admin_client, other, name="Taken over") == []
    assert "Taken over" in client.get("/themes/first/").content.decode()
    assert earlier_names(theme) == []


def test_a_tie_to_what_is_gone_for_good_is_left_out(admin_client):
    recommendation, stays, goes = factories.a_recommendation(), factories.an_addressee(), factories.an_addressee()
    recommendation.addressees.set([stays, goes])
    recommendation.passages.add(passage := factories.a_passage())
    deleted = delete(admin_client, recommendation)
    first = delete(admin_client, passage)
    goes.delete()  # past the desk
    assert bring_back(admin_client, deleted) == [f"“{passage}” has been deleted as well: bring that back first."]
    assert bring_back(admin_client, first) == is_back(passage)
    assert bring_back(admin_client, deleted) == is_back(recommendation)
    assert [*recommendation.addressees.all(), *recommendation.passages.all()] == [stays, passage]


def test_what_two_delete_at_the_same_moment_is_kept_once(admin_client, admin_user):
    point = factories.a_point()
    read_before = type(point).objects.get(pk=point.pk)
    deleted = delete(admin_client, point)
    keep(read_before, admin_user)
    assert list(Deleted.objects.all()) == [deleted]


def test_a_pair_on_which_somebody_decided_anew_is_in_the_way(admin_client):
    likeness = factories.a_likeness()
    deleted = delete(admin_client, likeness)
    factories.a_likeness(first=likeness.second, second=likeness.first)
    assert bring_back(admin_client, deleted) == ["A verdict on these two is on record already: change that one."]


def test_what_is_back_is_not_brought_back_again(admin_client):
    deleted = delete(admin_client, factories.a_room())
    bring_back(admin_client, deleted)
    assert bring_back(admin_client, deleted) == [f"Brought back on {date_format(timezone.now())}."]
    deleted.refresh_from_db()
    assert (deleted.rows, deleted.ties) == (None, [])


def test_what_an_earlier_release_kept_otherwise_is_not_guessed_at(admin_client):
    room = factories.a_room()
    deleted = delete(admin_client, room)
    deleted.rows["meetings.room"][0]["colour"] = "red"
    deleted.save()
    said = f"“{room}” was kept by an earlier release, in which records had other fields."
    assert bring_back(admin_client, deleted) == [said]


def test_what_was_deleted_before_is_listed_and_cannot_be_brought_back(admin_client, admin_user):
    migration = import_module("changes.migrations.0007_deleted")
    kind = ContentType.objects.get_for_model(Session)
    facts = {"user": admin_user, "content_type": kind, "object_id": "4711", "object_repr": "Manila, Session 9"}
    last_year = timezone.now() - timedelta(days=365)
    LogEntry.objects.create(action_flag=DELETION, action_time=last_year, **facts)
    LogEntry.objects.create(action_flag=ADDITION, action_time=last_year, **facts)
    users = ContentType.objects.get_for_model(type(admin_user))
    LogEntry.objects.create(action_flag=DELETION, **facts | {"content_type": users})
    migration.name_what_was_deleted(apps, SimpleNamespace(connection=connection))
    deleted = Deleted.objects.get()
    assert (deleted.row, deleted.made_at) == (4711, last_year)
    [[what, kind, way, parts, _moment, who]] = listed(admin_client)
    assert [what, kind, parts, who] == ["Manila, Session 9", "Session", "-", "admin"]
    assert way == "It cannot be brought back: when it was deleted, nothing was kept yet."
    assert bring_back(admin_client, deleted) == [way]


def test_the_list_is_searched_and_begins_with_the_newest(admin_client):
    room, deadline = factories.a_room(name="Egmont Room"), factories.a_deadline(name="Papers are due")
    delete(admin_client, room)
    delete(admin_client, deadline)
    assert [row[0] for row in listed(admin_client)] == [str(deadline), str(room)]
    assert [row[0] for row in listed(admin_client, "?q=egmont")] == [str(room)]
    assert [row[0] for row in listed(admin_client, "?q=meetings.deadline")] == [str(deadline)]
    assert [row[0] for row in listed(admin_client, "?q=nobody")] == []


def test_the_list_says_what_it_is_and_reads_no_kept_rows(admin_client):
    delete(admin_client, factories.a_point())
    with CaptureQueriesContext(connection) as queries:
        page = admin_client.get(LIST).content.decode()
    assert "<h1>Deleted records</h1>" in page
    assert "<title>Deleted records | GFMD portal</title>" in page
    asked = [query["sql"] for query in queries if '"changes_deleted"' in query["sql"] and "made_at" in query["sql"]]
    assert len(asked) == 1
    assert '"changes_deleted"."rows" IS NOT NULL' in asked[0]
    assert '"changes_deleted"."rows",' not in asked[0] and '"changes_deleted"."ties"' not in asked[0]


def test_the_button_sends_the_token_of_its_page(admin_user):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(admin_user)
    Deleted.objects.create(kind="meetings.room", row=1, what="Room", rows={})
    deleted = Deleted.objects.get()
    page = browser.get(LIST).content.decode()
    form = re.search(r'<form id="changelist-form" method="post".*?</form>', page, re.S)[0]
    assert f'<button class="button" formaction="{way_back(deleted)}">Bring back</button>' in form
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)[1]
    assert browser.post(way_back(deleted)).status_code == 403
    assert browser.get(way_back(deleted)).status_code == 405
    Deleted.objects.update(rows=None)
    assert browser.post(way_back(deleted), {"csrfmiddlewaretoken": token}).status_code == 302


def test_only_a_superuser_sees_what_was_deleted_and_brings_it_back(desk, admin_user):
    point = factories.a_point()
    deleted = delete(desk, point)  # the Secretariat deletes what has no address
    assert deleted.made_by.username == "member"
    assert desk.get(LIST).status_code == 403
    assert desk.post(way_back(deleted)).status_code == 403
    assert LIST not in read(desk, "/admin/")
    visitor = Client()
    assert visitor.post(way_back(deleted)).status_code == 302
    assert not type(point).objects.filter(pk=point.pk).exists()
    superuser = Client()
    superuser.force_login(admin_user)
    assert f'<a href="{LIST}"' in read(superuser, "/admin/")
    assert superuser.post(way_back(Deleted(pk=deleted.pk + 1))).status_code == 404
    assert bring_back(superuser, deleted) == is_back(point)


def test_what_is_deleted_from_the_list_is_forgotten_for_good(admin_client):
    deleted, other = (delete(admin_client, factories.a_speaker(name=name)) for name in ("A. Person", "B. Person"))
    chosen = {"action": "delete_selected", "_selected_action": [deleted.pk]}
    assert "A. Person" in admin_client.post(LIST, chosen).content.decode()
    assert admin_client.post(LIST, chosen | {"post": "yes"}).status_code == 302
    assert [(kept.pk, kept.what) for kept in Deleted.objects.all()] == [(other.pk, other.what)]


def test_a_row_deleted_in_a_form_is_kept_where_it_stood(admin_client):
    session = factories.a_session()
    first, _second = (factories.a_point(session=session, position=n, text=f"Point {n}") for n in (1, 2))
    first.passages.add(passage := factories.a_passage())
    assert save(admin_client, session, **{"points-0-DELETE": "on", "points-1-position": 1}) == []
    deleted = Deleted.objects.get()
    assert (deleted.what, deleted.parts) == ("Point 1", {})
    taken = "Another point of this session has this position. It is “Point 2”."
    assert bring_back(admin_client, deleted) == [taken]
    session.points.update(position=3)
    assert bring_back(admin_client, deleted) == is_back(first)
    assert [(point.position, point.text) for point in session.points.all()] == [(1, "Point 1"), (3, "Point 2")]
    assert list(first.passages.all()) == [passage]


def test_a_row_that_was_never_saved_is_not_kept(admin_client):
    session = factories.a_session()
    added = rows("points", {"position": 1, "kind": "discussion-point", "text": "Never mind", "DELETE": "on"})
    assert save(admin_client, session, **added) == []
    assert not Deleted.objects.exists()


def test_of_several_that_are_deleted_at_once_each_comes_back_by_itself(admin_client):
    heading = factories.a_passage(kind="heading", text="1. Remittances")
    below = factories.a_passage(document=heading.document, section=heading, text="They grow.")
    other = factories.a_passage(document=heading.document)
    before = tables()
    chosen = {"_selected_action": [heading.pk, below.pk, other.pk]}
    several = {"action": "delete_selected", "post": "yes"} | chosen
    assert admin_client.post(address("changelist", Passage), several).status_code == 302
    kept = [(deleted.row, deleted.parts) for deleted in Deleted.objects.order_by("row")]
    assert kept == [(heading.pk, {"documents.passage": 1}), (other.pk, {})]
    for deleted in Deleted.objects.all():
        bring_back(admin_client, deleted)
    assert tables() == before


def test_a_document_of_hundreds_of_passages_comes_back(admin_client):
    document = Document.objects.get(slug="brussels-2007-civil-society-day-report")
    before, rows_before = data_set(), tables()
    passages, notes = document.passages.count(), EditorialNote.objects.filter(passage__document=document).count()
    deleted = delete(admin_client, document)
    assert deleted.parts == {"documents.passage": passages, "documents.editorialnote": notes}
    assert not Recommendation.objects.filter(passages__document=document.pk).exists()
    bring_back(admin_client, deleted)
    assert data_set() == before
    assert tables() == rows_before


def test_a_failed_deletion_keeps_nothing(admin_client):
    meeting = Document.objects.first().meeting
    page = admin_client.post(address("delete", type(meeting), meeting.pk), {"post": "yes"})
    assert page.status_code == 200
    assert not Deleted.objects.exists()
    assert admin_client.get(form_of(meeting)).status_code == 200
