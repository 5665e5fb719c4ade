"""The secretariat's desk: every record can be found and changed, quickly, and no slip ends in an error page."""

import json
import re
from collections import Counter
from datetime import date
from html import unescape
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from documents.models import Passage
from meetings.desk import DeskInline
from meetings.models import Meeting, Participation
from meetings.pickers import in_full
from sessions.models import BuildsOn, Session
from tests import factories

APPS = ["meetings", "documents", "roundtables", "gfmd_sessions", "agencies", "recommendations"]
# A log is written by triggers; nobody edits it at the desk.
MODELS = [model for app in APPS for model in apps.get_app_config(app).get_models() if getattr(model, "logged", True)]
NEVER_DELETED = {
    *("meeting", "document", "passage", "theme", "addressee", "agency"),
    *("session", "roundtable", "recommendation", "example"),
}
INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)[^>]*>")
secretariat = import_module("gfmd_portal.migrations.0001_secretariat")

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("programme", "verdict")]


@pytest.fixture
def programme():
    """One of each kind of record that only a meeting to come has."""
    session = factories.a_session(room=factories.a_room())
    factories.a_deadline(meeting=session.meeting)
    factories.a_translation()
    for a_part in (factories.a_speaker, factories.a_language, factories.a_paper, factories.a_session_theme):
        a_part(session=session)


@pytest.fixture
def verdict():
    """What an editor decided about two recommendations: the documents decide nothing of the kind."""
    return factories.a_likeness()


def address(page, model, *args, **query):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args, query=query or None)


def form_of(record):
    return address("change", type(record), record.pk)


def fullest(model):
    """The first record of `model`, and those with the most rows in each table of the form."""
    found = {model.objects.first().pk}
    for inline in admin.site.get_model_admin(model).inlines:
        owner = next(field.name for field in inline.model._meta.fields if field.related_model is model)
        found.add(Counter(inline.model.objects.exclude(**{owner: None}).values_list(owner)).most_common(1)[0][0][0])
    return sorted(found)


def pages(model):
    yield from [address("changelist", model), address("changelist", model, q="migration 2"), address("add", model)]
    yield from [address("change", model, pk) for pk in fullest(model)]


def faults(client, page, most=12):
    """What is wrong with a page of the desk, in words."""
    ContentType.objects.clear_cache()
    with CaptureQueriesContext(connection) as queries:
        response = client.get(page)
    html = response.content.decode()
    if response.status_code != 200:
        yield f"answers {response.status_code}"
    if len(queries) > most:
        yield f"asks {len(queries)} queries"
    yield from INLINE.findall(html)
    yield from [select for select in re.findall("<select.*?</select>", html, re.S) if select.count("<option") > 50]


def filled_in(page):
    """What a browser would send from the form of a page, unchanged."""
    tables = [table.formset for table in page.context["inline_admin_formsets"]]
    forms = [page.context["adminform"].form, *(form for table in tables for form in [table.management_form, *table])]
    values = {field.html_name: field.value() for form in forms for field in form}
    return {name: value for name, value in values.items() if value is not None and value is not False}


def save(client, record, **changes):
    """Send the form of `record` with some fields changed, and return what the form complains of."""
    page = form_of(record)
    response = client.post(page, filled_in(client.get(page)) | changes)
    if response.status_code == 302:
        return []
    lists = [said if isinstance(said, list) else [said] for said in response.context["errors"]]
    return [str(text) for said in lists for text in said]


def rows(prefix, *added, after=0):
    """The fields of rows added to a table that has `after` rows already, as a browser sends them."""
    fields = {f"{prefix}-{n}-{name}": value for n, row in enumerate(added, after) for name, value in row.items()}
    return fields | {f"{prefix}-TOTAL_FORMS": after + len(added)}


def test_every_model_of_ours_is_on_the_desk():
    assert [model for model in MODELS if not admin.site.is_registered(model)] == []


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.model_name)
def test_pages_open_in_few_queries_without_inline_code_or_long_selects(desk, model):
    most = 17 if model is Session else 12  # its nine tables of rows take a query each
    assert {page: found for page in pages(model) if (found := list(faults(desk, page, most)))} == {}


def test_a_picker_answers_in_12_queries_however_many_records_it_names(desk):
    field = {"app_label": "recommendations", "model_name": "recommendation", "field_name": "passages"}
    page = reverse("admin:autocomplete", query=field | {"term": "migration"})
    assert list(faults(desk, page)) == []
    assert len(desk.get(page).json()["results"]) == 20


@pytest.mark.parametrize(
    ("model", "field", "typed", "text"),
    [
        (
            "gfmd_sessions.session",
            "roundtable",
            "stronger development",
            "Manila 2008, Roundtable 2: Secure, legal migration can achieve stronger development impacts",
        ),
        (
            "gfmd_sessions.guidingquestion",
            "session",
            "2.1",
            "Manila 2008, Roundtable 2, Session 2.1: Fostering more opportunities for legal migration",
        ),
        (
            "recommendations.subitem",
            "recommendation",
            "S5-3",
            "bern-2011/S5-3: To improve coordination and agree on an agenda among countries of origin…",
        ),
    ],
)
def test_a_picker_tells_where_a_record_stands_and_what_it_is_called(desk, model, field, typed, text):
    app, _point, name = model.partition(".")
    words = {"app_label": app, "model_name": name, "field_name": field, "term": typed}
    page = reverse("admin:autocomplete", query=words)
    assert list(faults(desk, page)) == []
    assert text in [record["text"] for record in desk.get(page).json()["results"]]
    record = apps.get_model(model).objects.filter(**{f"{field}__isnull": False}).first()
    assert f">{escape(getattr(record, field).in_full)}</option>" in desk.get(form_of(record)).content.decode()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.model_name)
def test_every_kind_of_record_can_be_picked_by_typing(model):
    assert admin.site.get_model_admin(model).search_fields


@pytest.mark.parametrize(("typed", "found"), [("philipp", ["PH"]), ("(be)", ["BE"]), ("no such land", [])])
def test_a_country_is_found_by_name_or_code(desk, typed, found):
    answer = desk.get(reverse("admin:meetings_countries"), {"term": typed}).json()
    assert [country["id"] for country in answer["results"]] == found


def languages(desk, typed):
    """What a language picker offers for what was typed: the codes by group."""
    answer = desk.get(reverse("admin:meetings_languages"), {"term": typed}).json()
    return {group["text"]: [language["id"] for language in group["children"]] for group in answer["results"]}


def test_languages_are_found_by_name_or_code_those_of_the_united_nations_first(desk):
    all_of_them = languages(desk, "")
    assert list(all_of_them) == ["Languages of the United Nations", "Other languages"]
    assert all_of_them["Languages of the United Nations"] == ["ar", "zh", "en", "fr", "ru", "es"]
    assert {"ils", "fil", "pt", "sw"} <= {*all_of_them["Other languages"]}
    assert languages(desk, "SIGN") == {"Other languages": ["ils"]}
    assert languages(desk, "(fr)") == {"Languages of the United Nations": ["fr"]}
    assert languages(desk, "nowhere") == {}


def test_a_language_is_named_in_words_and_kept_as_its_code(desk):
    session = factories.a_session()
    factories.a_language(session=session, role="interpretation", language="ils")
    factories.a_paper(session=session, language="")
    page = desk.get(form_of(session)).content.decode()
    chosen = re.search(r'<select name="spoken_languages-0-language".*?</select>', page, re.S)[0]
    assert re.findall(r'<option value="(\w+)" selected>([^<]+)</option>', chosen) == [("ils", "International Sign")]
    added = {"role": "interpretation", "language": "sw", "session": session.pk}
    assert save(desk, session, **rows("spoken_languages", added, after=1)) == []
    kept = session.spoken_languages.values_list("role", "language")
    assert list(kept) == [("interpretation", "ils"), ("interpretation", "sw")]
    assert session.papers.get().language == ""


@pytest.mark.parametrize("name", ["countries", "languages"])
def test_what_is_picked_from_is_for_staff_only(client, name):
    assert client.get(reverse(f"admin:meetings_{name}")).status_code == 302


def test_the_secretariat_has_exactly_its_permissions():
    expected = {
        (model._meta.app_label, f"{action}_{model._meta.model_name}")
        for model in MODELS
        for action in ["add", "change", "delete", "view"]
        if action != "delete" or model._meta.model_name not in NEVER_DELETED
    }
    held = Group.objects.get(name="Secretariat").permissions
    assert set(held.values_list("content_type__app_label", "codename")) == expected


def test_the_secretariat_does_not_see_users(desk):
    assert desk.get(reverse("admin:auth_user_changelist")).status_code == 403


def test_the_migration_of_the_group_can_run_twice_and_back():
    past = MigrationLoader(connection).project_state(("gfmd_portal", "0001_secretariat")).apps
    editor = SimpleNamespace(connection=connection)
    before = set(Group.objects.values_list("name", "permissions"))
    secretariat.form_group(past, editor)
    assert set(Group.objects.values_list("name", "permissions")) >= before
    assert Permission.objects.count() == len(set(Permission.objects.values_list("content_type", "codename")))
    secretariat.dissolve_group(past, editor)
    assert not Group.objects.filter(name="Secretariat").exists()


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


def test_a_position_taken_under_a_fixed_meeting_is_refused_with_the_reason(desk):
    session = factories.a_session()
    other = factories.a_session(meeting=session.meeting)
    complaints = save(desk, session, position=other.position)
    assert complaints == ["Another session of this meeting has this position."]


def test_a_slug_can_be_changed_and_its_former_address_still_leads_there(desk):
    meeting = factories.a_meeting(slug="manila-2030")
    assert save(desk, meeting, slug="cebu-2030", motto="Together") == []
    meeting.refresh_from_db()
    assert (meeting.slug, meeting.motto) == ("cebu-2030", "Together")
    page = desk.get(form_of(meeting)).content.decode()
    assert "“manila-2030” is now “cebu-2030”. Former addresses lead there for ever." in page
    response = desk.get("/meetings/manila-2030/")
    assert (response.status_code, response.headers["Location"]) == (301, "/meetings/cebu-2030/")


@pytest.mark.parametrize(
    ("make", "name", "value"),
    [
        (factories.a_meeting, "slug", "manila-2030"),
        (factories.a_theme, "slug", "money"),
        (factories.a_document, "slug", "report"),
        (factories.a_passage, "anchor", "p1"),
        (factories.a_session, "number", "9.9"),
        (factories.a_roundtable, "number", 77),
        (factories.an_agency, "slug", "unx"),
        (factories.an_addressee, "slug", "mayors"),
        (factories.a_recommendation, "code", "S9-1"),
        (factories.an_example, "code", "S9-E1"),
    ],
)
def test_a_name_that_was_anothers_is_refused_and_its_holder_named(desk, make, name, value):
    holder = make(**{name: value})
    fields = [holder.named_within.removesuffix("_id")] if holder.named_within else []
    assert save(desk, holder, **{name: 78 if name == "number" else "b"}) == []
    holder.refresh_from_db()
    other = make(**{field: getattr(holder, field) for field in fields})
    assert save(desk, other, **{name: value}) == [
        f"“{value}” is a former name of “{holder}” and leads there. Choose another."
    ]
    assert save(desk, holder, **{name: value}) == []
    holder.refresh_from_db()
    assert getattr(holder, name) == value


def test_what_a_name_stands_in_is_fixed_and_asked_for_once(desk):
    fixed = {model: admin.site.get_model_admin(model).identity for model in MODELS}
    for model, names in fixed.items():
        adding = desk.get(address("add", model)).context["adminform"].form.fields
        changing = desk.get(form_of(model.objects.first())).context["adminform"].form.fields
        assert set(names) <= adding.keys() and not set(names) & changing.keys()
    assert {model.__name__: names for model, names in fixed.items() if names} == {
        "Translation": ["passage", "language"],
        "Room": ["meeting", "slug"],
        "Slot": ["meeting"],
        "Passage": ["document"],
        "Roundtable": ["meeting"],
        "Session": ["meeting"],
        "ActivityGroup": ["roundtable", "letter"],
        "Recommendation": ["meeting"],
        "Example": ["meeting"],
    }


def test_the_slug_of_a_new_room_in_the_form_of_its_meeting_follows_its_name(desk):
    room = factories.a_room()
    page = desk.get(form_of(room.meeting)).content.decode()
    followed = json.loads(unescape(re.search(r'data-prepopulated-fields="(.*?)"', page)[1]))
    assert [(field["id"], field["dependency_ids"]) for field in followed] == [
        ("#id_rooms-__prefix__-slug", ["#id_rooms-__prefix__-name"])
    ]


def test_a_room_keeps_its_slug_in_the_form_of_its_meeting(desk):
    meeting = factories.a_meeting()
    for position, slug in enumerate(["hall", "annex"], start=1):
        factories.a_room(meeting=meeting, position=position, slug=slug, name=slug)
    swapped = {"rooms-0-slug": "annex", "rooms-1-slug": "hall", "rooms-0-name": "Great hall"}
    added = rows("rooms", {"position": 3, "slug": "garden", "name": "Garden"}, after=2)
    assert save(desk, meeting, **swapped, **added) == []
    kept = [("hall", "Great hall"), ("annex", "annex"), ("garden", "Garden")]
    assert list(meeting.rooms.values_list("slug", "name")) == kept


def test_an_agency_cannot_have_the_address_of_another_page(desk):
    complaints = save(desk, factories.an_agency(), slug="involvement")
    assert complaints == ["The portal has a page of its own at this address. Choose another."]


def test_themes_are_numbered_without_a_gap(desk):
    main, other = factories.a_theme(), factories.a_theme()
    codings = rows("codings", {"position": 1, "theme": main.pk}, {"position": 3, "theme": other.pk})
    complaints = save(desk, factories.a_recommendation(), **codings)
    assert complaints == ["Number the themes without a gap: 1 for the main theme, then 2 and 3."]


@pytest.mark.parametrize(
    ("field", "complaint"),
    [
        ("position", "Another theme of this example has this position."),
        ("theme", "This example already has this theme."),
    ],
)
def test_no_two_themes_of_a_record_share_a_place_or_a_name(desk, field, complaint):
    first, second = [{"position": n, "theme": factories.a_theme().pk} for n in [1, 2]]
    second[field] = first[field]
    assert save(desk, factories.an_example(), **rows("codings", first, second)) == [complaint]


def test_a_record_has_three_themes_at_most(desk):
    themes = [{"position": n, "theme": factories.a_theme().pk} for n in [1, 2, 3, 4]]
    complaints = save(desk, factories.an_activity(), **rows("codings", *themes))
    assert complaints == ["A record has three themes at most."]


@pytest.mark.parametrize("field", ["position", "theme"])
def test_two_themes_change_places_in_one_go(desk, field):
    recommendation, main, other = factories.a_recommendation(), factories.a_theme(), factories.a_theme()
    for position, theme in enumerate([main, other], start=1):
        recommendation.codings.create(theme=theme, position=position)
    changes = {"position": [2, 1], "theme": [other.pk, main.pk]}[field]
    assert save(desk, recommendation, **{f"codings-{n}-{field}": value for n, value in enumerate(changes)}) == []
    assert [coding.theme for coding in recommendation.codings.all()] == [other, main]


def test_a_row_is_put_between_two_others_in_one_go(desk):
    session = factories.a_session()
    for position, text in enumerate(["First", "Third"], start=1):
        factories.a_point(session=session, position=position, text=text).passages.add(factories.a_passage())
    second = rows("points", {"position": 2, "kind": "discussion-point", "text": "Second"}, after=2)
    assert save(desk, session, **second, **{"points-1-position": 3}) == []
    points = [(point.position, point.text, point.passages.count()) for point in session.points.all()]
    assert points == [(1, "First", 1), (2, "Second", 0), (3, "Third", 1)]


def test_a_row_takes_the_place_of_one_deleted_in_the_same_go(desk):
    recommendation, kept = factories.a_recommendation(), factories.a_theme()
    for position, theme in enumerate([factories.a_theme(), kept], start=1):
        recommendation.codings.create(theme=theme, position=position)
    assert save(desk, recommendation, **{"codings-0-DELETE": "on", "codings-1-position": 1}) == []
    assert [(coding.position, coding.theme) for coding in recommendation.codings.all()] == [(1, kept)]


def test_a_question_on_a_session_belongs_to_its_meeting(desk):
    session = factories.a_session()
    assert save(desk, session, **rows("questions", {"position": 1, "text": "What works?"})) == []
    assert [(q.meeting, q.text) for q in session.questions.all()] == [(session.meeting, "What works?")]


def test_a_session_can_be_added_with_its_questions(desk):
    meeting = factories.a_meeting()
    form = filled_in(desk.get(address("add", Session))) | {"meeting": meeting.pk, "number": "1.1", "position": 1}
    form |= rows("questions", {"position": 1, "text": "Why?"}, {"position": 2, "text": "How?"})
    assert desk.post(address("add", Session), form).status_code == 302
    assert [question.text for question in meeting.questions.all()] == ["Why?", "How?"]


def test_an_agency_has_one_entry_for_a_session(desk):
    involvement = factories.an_involvement()
    again = rows("involvements", {"agency": involvement.agency_id, "position": 1, "text": "Speaks."}, after=1)
    complaints = save(desk, involvement.session, **again)
    assert complaints == [
        "This agency already has an entry for this session.",
        "Please correct the duplicate values below.",
    ]


@pytest.mark.parametrize(
    ("field", "complaint"),
    [
        ("code", "This meeting already has an example with this code."),
        ("position", "Another example of this session has this position."),
    ],
)
def test_an_example_under_a_recommendation_is_checked_against_its_session(desk, field, complaint):
    recommendation = factories.a_recommendation()
    other = factories.an_example(recommendation=factories.a_recommendation(session=recommendation.session))
    row = {"code": "E1", "position": 1, "label": "Example:", "text": "There."} | {field: getattr(other, field)}
    assert save(desk, recommendation, **rows("examples", row)) == [complaint]


def test_the_examples_of_a_recommendation_follow_it_to_another_session(desk):
    example = factories.an_example(position=1)
    recommendation = example.recommendation
    meant = factories.a_session(meeting=recommendation.meeting)
    assert save(desk, recommendation, session=meant.pk) == []
    example.refresh_from_db()
    assert example.session == meant
    assert f"Changed Session for example “{example}”." in LogEntry.objects.first().get_change_message()
    other = factories.a_recommendation(session=factories.a_session(meeting=meant.meeting))
    taken = factories.an_example(position=1, recommendation=other)
    assert taken.session != meant
    assert save(desk, recommendation, session=taken.session_id) == [
        "Another example of this session has this position."
    ]
    recommendation.refresh_from_db()
    assert recommendation.session == meant


def test_an_example_stands_in_the_session_of_its_recommendation(desk):
    example, other = factories.an_example(), factories.a_recommendation()
    assert save(desk, example, recommendation=other.pk) == [f"“{other}” belongs to another session."]


def test_a_meeting_of_five_hundred_participants_is_saved(desk):
    meeting = factories.a_meeting()
    usual = {"kind": "person", "role": "participant", "name": "A. Person", "as_listed": "A. Person"}
    Participation.objects.bulk_create(
        Participation(meeting=meeting, position=position, **usual) for position in range(1, 501)
    )
    assert save(desk, meeting, **{"motto": "Together", "participations-499-name": "B. Person"}) == []
    assert meeting.participations.last().name == "B. Person"


TOO_MANY = "These are too many rows for one form. They are kept here: delete some, and save at most 1000 at once."


def test_rows_that_a_form_only_claims_to_hold_are_not_made(desk):
    meeting = factories.a_meeting()
    room = rows("rooms", {"position": 1, "name": "Room A", "slug": "a"})
    sent = filled_in(desk.get(form_of(meeting))) | room
    page = desk.post(form_of(meeting), sent | {"rooms-TOTAL_FORMS": 16_383})
    assert page.context["errors"] == [TOO_MANY]
    [table] = [table.formset for table in page.context["inline_admin_formsets"] if table.formset.prefix == "rooms"]
    assert [form["name"].value() for form in table] == ["Room A"]
    assert save(desk, meeting, **room | {"rooms-TOTAL_FORMS": 1_999}) == []
    assert [room.name for room in meeting.rooms.all()] == ["Room A"]


def test_more_rows_than_are_taken_at_once_are_refused_and_kept(desk, monkeypatch):
    monkeypatch.setattr(DeskInline, "max_num", 3)
    monkeypatch.setattr("django.forms.formsets.DEFAULT_MAX_NUM", 0)
    meeting = factories.a_meeting()
    table = rows("rooms", *({"position": n, "name": f"Room {n}", "slug": n} for n in range(1, 6)))
    page = desk.post(form_of(meeting), filled_in(desk.get(form_of(meeting))) | table)
    assert page.context["errors"] == [TOO_MANY.replace("1000", "3")]
    assert not meeting.rooms.exists()
    assert filled_in(page)["rooms-4-name"] == "Room 5"


def test_words_are_kept_to_the_letter(desk):
    passage = factories.a_passage(text="  nested\tcell\t")
    browsers = "  nested\r\n\r\nnext\t "
    assert save(desk, passage) == []
    passage.refresh_from_db()
    assert passage.text == "  nested\tcell\t"
    assert save(desk, passage, text=browsers) == []
    passage.refresh_from_db()
    assert passage.text == "  nested\n\nnext\t "


def test_a_record_without_a_page_is_seen_on_that_of_its_parent(desk):
    point = factories.a_point()
    kind = ContentType.objects.get_for_model(point.session)
    page = desk.get(form_of(point))
    assert page.context["absolute_url"] == reverse("admin:view_on_site", args=[kind.pk, point.session.pk])


def test_every_record_but_an_addressee_can_be_seen_on_the_site():
    desks = {model: admin.site.get_model_admin(model) for model in MODELS}
    unseen = [model.__name__ for model in MODELS if not desks[model].get_view_on_site_url(model.objects.first())]
    assert unseen == ["Addressee"]


def test_the_desk_says_whose_it_is(desk):
    page = desk.get(reverse("admin:index")).content.decode()
    assert "<title>Secretariat desk | GFMD portal</title>" in page


@pytest.fixture
def two_sessions():
    """Two sessions of one meeting in slots of their own, from 9:00 to 10:30 and from 10:00 to 11:00."""
    meeting = factories.a_meeting(short_title="Quito 2030")
    slots = [factories.from_to(*hours, meeting=meeting) for hours in [("9:00", "10:30"), ("10:00", "11:00")]]
    return [factories.a_session(meeting=meeting, slot=slot, number=n) for n, slot in zip("12", slots, strict=True)]


def warnings(client):
    """What the desk says after saving, apart from that it saved."""
    page = client.get(reverse("admin:index"))
    return [str(message) for message in page.context["messages"] if message.level_tag == "warning"]


def test_two_sessions_in_one_room_at_once_are_saved_with_a_warning_that_names_both(desk, two_sessions):
    first, second = two_sessions
    first.room = factories.a_room(meeting=first.meeting, name="Salon Bleu")
    first.save()
    assert save(desk, second, room=first.room_id) == []
    second.refresh_from_db()
    assert second.room == first.room
    said = "Quito 2030, Session 1 and Quito 2030, Session 2 are in the same room at overlapping times: Salon Bleu."
    assert warnings(desk) == [said]


def test_one_chair_of_two_sessions_at_once_is_warned_of_from_either_form(desk, two_sessions):
    first, second = two_sessions
    factories.a_speaker(session=first, name="Ms Amina Diallo", role="chair")
    row = {"position": 1, "role": "moderator", "name": "Ms  amina diallo"}
    said = "Quito 2030, Session 1 and Quito 2030, Session 2 are led by the same person at overlapping times: %s."
    assert save(desk, second, **rows("speakers", row)) == []
    assert warnings(desk) == [said % "Ms Amina Diallo"]
    assert save(desk, second.slot) == []
    assert warnings(desk) == [said % "Ms Amina Diallo"]
    assert save(desk, second.slot, starts_at="10:30:00") == []
    assert warnings(desk) == []


@pytest.mark.parametrize("facts", [{"status": "cancelled"}, {"slot": None}, {"room": None}])
def test_no_clash_is_seen_where_there_is_none(desk, two_sessions, facts):
    first, second = two_sessions
    first.room = factories.a_room(meeting=first.meeting)
    first.save()
    assert save(desk, second, **{"room": first.room_id} | {name: value or "" for name, value in facts.items()}) == []
    assert warnings(desk) == []


def test_sessions_that_follow_each_other_in_a_track_do_not_clash(desk, two_sessions):
    first, second = two_sessions
    first.room = factories.a_room(meeting=first.meeting)
    first.save()
    assert save(desk, second, room=first.room_id, slot=first.slot_id, order_in_slot=2) == []
    assert warnings(desk) == []


@pytest.mark.parametrize(
    ("language", "complaint"),
    [("fr", []), ("ils", []), ("xx", ["There is no language “xx”; write its ISO code, such as “en”, “fr” or “ar”."])],
)
def test_a_language_is_one_that_has_a_name(desk, language, complaint):
    row = {"role": "interpretation", "language": language}
    assert save(desk, factories.a_session(), **rows("spoken_languages", row)) == complaint
    assert save(desk, factories.a_document(), language=language) == complaint
    assert save(desk, factories.a_passage(), lang=language) == complaint


@pytest.mark.parametrize(
    ("hours", "complaint"),
    [
        ({"starts_at": "22:00", "ends_at": "01:00", "ends_next_day": "on"}, []),
        ({"starts_at": "22:00", "ends_at": "01:00"}, 1),
        ({"starts_at": "22:00"}, 1),
        ({"ends_next_day": "on"}, 1),
    ],
)
def test_a_slot_ends_after_it_starts_or_on_the_next_day(desk, hours, complaint):
    said = "State both times, the end after the start or on the next day, or leave both empty."
    assert save(desk, factories.a_slot(), **hours) == ([said] if complaint else [])


def test_the_slots_to_choose_from_are_found_without_the_accents_of_a_city(desk):
    meeting = factories.a_meeting(slug="bogota-2030", short_title="Bogotá 2030")
    factories.from_to("9:00", "10:30", meeting=meeting)
    page = desk.get("/admin/gfmd_sessions/slot/", {"q": "bogota"}).content.decode()
    assert page.count("Bogotá 2030") >= 1 and "1 result" in page


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.model_name)
def test_a_form_sent_empty_is_refused_with_reasons(desk, model):
    form = filled_in(desk.get(address("add", model)))
    response = desk.post(address("add", model), {name: form[name] if name.endswith("_FORMS") else "" for name in form})
    assert response.status_code == 200
    assert "This field is required." in response.content.decode()


def test_a_translation_is_refused_with_reasons_where_its_new_passage_has_no_document(desk):
    row = {"language": "fr", "text": "Bonjour", "made_by": "Somebody"}
    page = desk.post(address("add", Passage), filled_in(desk.get(address("add", Passage))) | rows("translations", row))
    assert "This field is required." in page.context["adminform"].form.errors["document"]


def test_what_belongs_to_another_meeting_is_refused_by_name(desk):
    recommendation, session = factories.a_recommendation(), factories.a_session()
    assert save(desk, recommendation, session=session.pk) == [f"“{session}” belongs to another meeting."]


def test_a_passage_stands_under_a_heading_of_its_own_document(desk):
    passage, heading = factories.a_passage(), factories.a_passage(kind="heading")
    assert save(desk, passage, section=heading.pk) == [f"“{heading}” belongs to another document."]


@pytest.mark.parametrize("side", ["session", "earlier_session"])
def test_a_link_to_earlier_work_keeps_each_session_with_its_meeting(desk, side):
    link, session = BuildsOn.objects.filter(session__isnull=False).first(), factories.a_session()
    others = {"earlier_roundtable": ""} if side == "earlier_session" else {}
    assert save(desk, link, **{side: session.pk} | others) == [f"“{session}” belongs to another meeting."]


@pytest.mark.parametrize(("typed", "year"), [("0206-10-12", "0206"), ("9999-12-31", "9999")])
@pytest.mark.parametrize(("make", "name"), [(factories.a_slot, "date"), (factories.a_deadline, "date")])
def test_a_slip_in_a_year_is_refused_and_named(desk, make, name, typed, year):
    said = f"{typed} lies outside the years 1900 to 2199: check the year."
    assert save(desk, make(), **{name: typed}) == [said]
    assert said in save(desk, factories.a_meeting(), starts_on=typed, ends_on=typed)


@pytest.mark.parametrize("typed", ["2030-11-05", "05/11/2030", "5/11/30", "5.11.2030"])
@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_a_day_is_typed_in_the_same_ways_in_every_language(desk, language, typed):
    deadline = factories.a_deadline()
    page = desk.get(form_of(deadline), headers={"Accept-Language": language})
    answer = desk.post(form_of(deadline), filled_in(page) | {"date": typed}, headers={"Accept-Language": language})
    assert answer.status_code == 302
    deadline.refresh_from_db()
    assert deadline.date == date(2030, 11, 5)


@pytest.mark.parametrize("typed", ["11/31/2030", "2030-02-30", "soon"])
def test_a_day_that_there_is_not_is_refused_with_how_to_write_one(desk, typed):
    said = "There is no such day: write it as 31/12/2027 or 2027-12-31."
    assert save(desk, factories.a_deadline(), date=typed) == [said]


@pytest.mark.parametrize("end", ["\x0b", "\u2028", "\u2029", "\x85", "\x0c", "\r", "\r\n"])
def test_what_ends_a_line_elsewhere_ends_one_here_and_is_a_blank_where_there_is_but_one(desk, end):
    meeting = factories.a_meeting()
    assert save(desk, meeting, title=f"Fair{end}recruitment", summary=f"One{end}two") == []
    meeting.refresh_from_db()
    assert (meeting.title, meeting.summary) == ("Fair recruitment", "One\ntwo")


def test_what_is_typed_runs_as_its_own_letters_do(desk):
    session = factories.a_session()
    factories.a_point(session=session)
    page = desk.get(form_of(session)).content.decode()
    for name in ("title", "summary", "points-0-text"):
        assert re.search(rf'<(?:input|textarea)(?=[^>]* name="{name}")[^>]* dir="auto"', page), name


def test_what_nobody_sees_is_not_kept(desk):
    meeting = factories.a_meeting()
    pasted = "Fair\x07 re\x1fcruit\x9fment\x7f\ufffe \u202eand\u200f re\xadmit\xa0tances\t."
    assert save(desk, meeting, title=pasted, summary=pasted) == []
    meeting.refresh_from_db()
    assert meeting.title == meeting.summary == "Fair recruitment \u202eand\u200f re\xadmit\xa0tances\t."


def test_what_is_pasted_and_too_long_is_refused_and_not_cut_off(desk):
    meeting = factories.a_meeting()
    room = factories.a_room(meeting=meeting)
    assert "maxlength" not in desk.get(form_of(meeting)).content.decode()
    said = "Ensure this value has at most {} characters (it has {})."
    assert save(desk, meeting, title="x" * 251) == [said.format(250, 251)]
    assert save(desk, meeting, **{"rooms-0-name": "x" * 121}) == [said.format(120, 121)]
    room.refresh_from_db()
    assert room.name != "x" * 120


def test_a_place_that_no_database_could_keep_is_refused_in_rows_too(desk):
    session = factories.a_session()
    row = {"position": 16384, "kind": "discussion-point", "text": "So."}
    too_far = "Ensure this value is less than or equal to 16383."
    assert save(desk, session, **rows("points", row)) == [too_far]
    factories.a_point(session=session, position=16383)
    assert save(desk, session, **{"points-0-position": 1}) == []
    assert save(desk, session, position="9" * 20) == [too_far]


@pytest.mark.parametrize("typed", ["x", "9" * 20, "٣x", "<script>"])
def test_what_is_no_record_cannot_be_picked(desk, typed):
    said = "Select a valid choice. That choice is not one of the available choices."
    assert save(desk, factories.a_participation(), meeting=typed) == [said]
    assert save(desk, factories.a_point(), passages=[typed]) == ["“” is not a valid value."]


def test_a_slot_on_a_day_that_is_not_the_meetings_is_saved_with_a_warning_that_names_the_days(desk):
    dates = {"starts_on": date(2030, 12, 30), "ends_on": date(2031, 1, 2)}
    slot = factories.a_slot(meeting=factories.a_meeting(short_title="Quito 2030", **dates), date=dates["starts_on"])
    assert save(desk, slot, date="2031-01-02") == []
    assert warnings(desk) == []
    assert save(desk, slot, date="2030-01-02") == []
    days = "30 December 2030 – 2 January 2031"
    assert warnings(desk) == [f"2 January 2030 is no day of Quito 2030, which is held {days}: check the date."]


def test_new_days_of_a_meeting_are_saved_with_a_warning_that_names_the_days_of_slots_outside_them(desk):
    meeting = factories.a_meeting()
    for day in (29, 29, 30):
        factories.a_slot(meeting=meeting, date=date(2030, 10, day))
    assert save(desk, meeting, starts_on="2030-10-28") == []
    assert warnings(desk) == []
    assert save(desk, meeting, starts_on="2030-11-01", ends_on="2030-11-02") == []
    assert warnings(desk) == [
        "Slots of the agenda lie outside the days of the meeting: 29 October 2030, 30 October 2030."
    ]


def test_before_it_deletes_a_record_the_desk_names_its_passages(desk):
    question = factories.a_question()
    question.passages.add(passage := factories.a_passage())
    page = desk.get(address("delete", type(question), question.pk)).content.decode()
    assert f"passage relationship: {passage}</li>" in page
    assert " object (" not in page


@pytest.mark.parametrize(
    "make", [factories.a_session, factories.a_roundtable, factories.a_recommendation, factories.an_example]
)
def test_what_has_an_address_is_not_deleted_at_the_desk(desk, make):
    record = make()
    assert 'class="deletelink"' not in desk.get(form_of(record)).content.decode()
    assert desk.post(address("delete", type(record), record.pk), {"post": "yes"}).status_code == 403
    several = {"action": "delete_selected", "_selected_action": record.pk, "post": "yes"}
    desk.post(address("changelist", type(record)), several)
    assert type(record).objects.filter(pk=record.pk).exists()


@pytest.mark.parametrize("typed", ["2008", "2008-02", "2008-02-29"])
def test_a_document_is_dated_as_exactly_as_it_says(desk, typed):
    assert save(desk, factories.a_document(), published_on=typed) == []


@pytest.mark.parametrize("typed", ["2008-13", "2007-02-29", "0000", "٢٠٠٨", "200", "2008-1", "2008/01/31", "January"])
def test_a_date_that_no_calendar_has_is_refused(desk, typed):
    complaints = save(desk, factories.a_document(), published_on=typed)
    assert complaints == ["Write the date as 2008, 2008-01 or 2008-01-31."]


@pytest.mark.parametrize("year", [9999, 10**20])
def test_a_list_that_an_address_cannot_narrow_is_shown_whole(admin_client, year):
    shown = admin_client.get(f"/admin/meetings/meeting/?starts_on__year={year}", follow=True)
    assert shown.redirect_chain == [("/admin/meetings/meeting/?e=1", 302)]
    assert shown.context["cl"].result_count == Meeting.objects.count()


@pytest.mark.parametrize("asked", ["slug=%00", "kind__exact=%00", "q=%00"])
def test_a_nul_in_the_address_of_a_list_is_no_error_page(admin_client, asked):
    assert admin_client.get(f"/admin/meetings/meeting/?{asked}", follow=True).status_code == 200


@pytest.mark.parametrize(
    ("picker", "make"),
    [
        (("recommendations", "recommendation", "session"), factories.a_session),
        (("gfmd_sessions", "session", "roundtable"), factories.a_roundtable),
        (("gfmd_sessions", "session", "slot"), factories.a_slot),
        (("recommendations", "example", "recommendation"), factories.a_recommendation),
        (("recommendations", "examplecountry", "example"), factories.an_example),
        (("recommendations", "recommendation", "passages"), factories.a_passage),
    ],
)
def test_a_picker_finds_a_record_by_the_name_that_it_shows(admin_client, picker, make):
    shown, record = in_full(make()), make()
    words = dict(zip(("app_label", "model_name", "field_name"), picker, strict=True))
    address = reverse("admin:autocomplete", query=words | {"term": in_full(record)})
    found = [row["text"] for row in admin_client.get(address).json()["results"]]
    assert found == [in_full(record)] != [shown]


def test_a_list_finds_a_session_by_its_name_and_what_is_called_by_its_kind(desk):
    meeting = factories.a_meeting(short_title="Quito 2030")
    session = factories.a_session(meeting=meeting, number="1.1", title="Fair recruitment")
    factories.a_session(meeting=meeting, number="2.3", title="Opening session")
    for typed, numbers in [(str(session), ["1.1"]), ("Quito opening session", ["2.3"]), ("Session", ["1.1", "2.3"])]:
        page = desk.get(address("changelist", type(session)), {"q": typed, "meeting__id__exact": meeting.pk})
        assert [found.number for found in page.context["cl"].result_list] == numbers


def test_a_picker_passes_over_a_nul(admin_client):
    words = {"app_label": "recommendations", "model_name": "recommendation", "field_name": "session"}
    names = [
        [found["text"] for found in admin_client.get(page).json()["results"]]
        for page in (reverse("admin:autocomplete", query=words | {"term": term}) for term in ("Manila", "Man\x00ila"))
    ]
    assert names[0] == names[1] != []
