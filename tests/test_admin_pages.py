"""Every kind of record has its pages at the desk: they open quickly, find what is typed, and lead to the site."""

import re
from collections import Counter

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from meetings.models import Meeting
from sessions.models import Session, Slot
from tests import factories
from tests.at_the_desk import MODELS, address, faults, filled_in, form_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_of_each")]


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


def test_every_model_of_ours_is_on_the_desk():
    assert [model for model in MODELS if not admin.site.is_registered(model)] == []


def kinds(client, page):
    """What a page of the desk lists, by the headings under which it stands."""
    return {app["name"]: [kind["name"] for kind in app["models"]] for app in client.get(page).context["app_list"]}


def test_the_desk_lists_what_editors_open_as_their_work_goes_then_rows_then_the_deleted_and_people(admin_client):
    listed = kinds(admin_client, "/admin/")
    assert len(listed.pop("Axes")) == 3
    assert list(listed.items()) == [
        ("Meetings", ["Meetings", "Themes"]),
        ("Roundtables", ["Roundtables"]),
        ("Sessions and agenda", ["Sessions", "Slots", "Guiding questions", "Common themes", "Links to earlier work"]),
        ("Recommendations", ["Recommendations", "Examples", "Likenesses", "Addressees"]),
        ("Agencies", ["Agencies", "Involvements", "Activity groups", "Activities", "Rows of the summary table"]),
        ("Documents", ["Documents", "Passages"]),
        (
            "Edited within other forms",
            [
                *("Agenda items", "Cells of the summary table", "Countries of an example", "Deadlines"),
                *("Editorial notes", "Languages of sessions", "Organisations of an example"),
                *("Other printings of roundtable titles", "Other printings of session titles", "Papers"),
                *("Participations", "Partners", "Points", "Roles", "Rooms", "Speakers", "Sub-items"),
                *("Themes of a recommendation", "Themes of an activity", "Themes of an example"),
                *("Themes of sessions", "Translations"),
            ],
        ),
        ("Changes", ["Deleted records"]),
        ("Authentication and Authorization", ["Groups", "Users"]),
    ]


def test_what_the_desk_sets_apart_is_edited_within_other_forms(admin_client):
    groups = {app["app_label"]: app for app in admin_client.get("/admin/").context["app_list"]}
    within = {inline.model for desk in admin.site._registry.values() for inline in desk.inlines}
    assert {kind["model"] for kind in groups["rows"]["models"]} - within == set()
    page = admin_client.get("/admin/").content.decode()
    assert groups["rows"]["app_url"] == "/admin/#rows-agendaitem" and 'id="rows-agendaitem"' in page


def test_the_page_of_an_app_lists_its_rows_behind_what_is_opened(desk):
    listed = kinds(desk, "/admin/meetings/")
    assert listed == {"Meetings": ["Meetings", "Themes", "Deadlines", "Participations", "Rooms"]}


def test_who_may_edit_rows_alone_is_shown_these(client, django_user_model):
    member = django_user_model.objects.create_user("translator", is_staff=True)
    member.user_permissions.add(Permission.objects.get(codename="change_translation"))
    client.force_login(member)
    assert kinds(client, "/admin/") == {"Edited within other forms": ["Translations"]}


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_hours_are_written_on_the_clock_of_24_hours(desk, language):
    slot = factories.from_to("9:00", "13:30")
    page = desk.get(address("changelist", Slot, q=str(slot.meeting)), headers={"Accept-Language": language})
    shown = re.findall(r'<td class="field-(?:starts|ends)_at[^"]*">([^<]*)</td>', page.content.decode())
    assert shown == ["09:00", "13:30"]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.model_name)
def test_pages_open_in_few_queries_without_inline_code_or_long_selects(desk, model):
    most = 18 if model is Session else 13  # its nine tables of rows take a query each
    assert {page: found for page in pages(model) if (found := list(faults(desk, page, most)))} == {}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.model_name)
def test_a_form_sent_empty_is_refused_with_reasons(desk, model):
    form = filled_in(desk.get(address("add", model)))
    response = desk.post(address("add", model), {name: form[name] if name.endswith("_FORMS") else "" for name in form})
    assert response.status_code == 200
    assert "This field is required." in response.content.decode()


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


def test_a_list_finds_a_session_by_its_name_and_what_is_called_by_its_kind(desk):
    meeting = factories.a_meeting(short_title="Quito 2030")
    session = factories.a_session(meeting=meeting, number="1.1", title="Fair recruitment")
    factories.a_session(meeting=meeting, number="2.3", title="Opening session")
    for typed, numbers in [(str(session), ["1.1"]), ("Quito opening session", ["2.3"]), ("Session", ["1.1", "2.3"])]:
        page = desk.get(address("changelist", type(session)), {"q": typed, "meeting__id__exact": meeting.pk})
        assert [found.number for found in page.context["cl"].result_list] == numbers


def test_the_slots_to_choose_from_are_found_without_the_accents_of_a_city(desk):
    meeting = factories.a_meeting(slug="bogota-2030", short_title="Bogotá 2030")
    factories.from_to("9:00", "10:30", meeting=meeting)
    page = desk.get("/admin/gfmd_sessions/slot/", {"q": "bogota"}).content.decode()
    assert page.count("Bogotá 2030") >= 1 and "1 result" in page


@pytest.mark.parametrize("year", [9999, 10**20])
def test_a_list_that_an_address_cannot_narrow_is_shown_whole(admin_client, year):
    shown = admin_client.get(f"/admin/meetings/meeting/?starts_on__year={year}", follow=True)
    assert shown.redirect_chain == [("/admin/meetings/meeting/?e=1", 302)]
    assert shown.context["cl"].result_count == Meeting.objects.count()


@pytest.mark.parametrize("asked", ["slug=%00", "kind__exact=%00", "q=%00"])
def test_a_nul_in_the_address_of_a_list_is_no_error_page(admin_client, asked):
    assert admin_client.get(f"/admin/meetings/meeting/?{asked}", follow=True).status_code == 200
