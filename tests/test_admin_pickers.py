"""What an editor picks by typing: records, countries and languages."""

import re

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse
from django.utils.html import escape

from documents.models import Passage
from meetings.desk.pickers import in_full
from recommendations.models import Recommendation
from sessions.models import BuildsOn
from tests import factories
from tests.at_the_desk import MODELS, address, faults, form_of, rows, save

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_of_each")]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.model_name)
def test_every_kind_of_record_can_be_picked_by_typing(model):
    assert admin.site.get_model_admin(model).search_fields


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


def offered(desk, field, typed):
    """The names that a picker on the form of a session offers for what was typed, in their order."""
    words = {"app_label": "gfmd_sessions", "model_name": "session", "field_name": field, "term": typed}
    return [record["text"] for record in desk.get(reverse("admin:autocomplete", query=words)).json()["results"]]


def test_what_is_called_as_was_typed_is_offered_first(desk):
    meeting = factories.a_meeting(slug="oslo-2027", short_title="Oslo 2027", title="Meeting of 2027")
    for place, name in enumerate(["Plenary hall", "Salon 12", "Salon 20", "Salon 2"], start=1):
        factories.a_room(meeting=meeting, position=place, name=name, slug=name.lower().replace(" ", "-"))
    assert offered(desk, "room", "salon 2") == ["Salon 2", "Salon 20", "Salon 12"]
    for number in ("12.1", "2.10", "2.1"):
        factories.a_session(meeting=meeting, number=number, title="")
    of_oslo = [name for name in offered(desk, "parent", "Session 2.1") if name.startswith("Oslo")]
    assert of_oslo == [f"Oslo 2027, Session {number}" for number in ("2.1", "2.10", "12.1")]


def test_passages_of_the_meeting_come_first_and_those_that_say_what_was_typed_before_others(desk):
    document = factories.a_document(slug="oslo-report")
    for anchor, text in (("p1", "Lower costs of migrants sending money."), ("p2", "Protection of migrants.")):
        factories.a_passage(document=document, anchor=anchor, text=text)
    page = desk.get(address("add", Recommendation)).content.decode()
    assert re.search(r'<select name="passages"[^>]* data-within="meeting"', page)
    field = {"app_label": "recommendations", "model_name": "recommendation", "field_name": "passages"}

    def first(typed):
        asked = reverse("admin:autocomplete", query=field | {"term": typed, "meeting": document.meeting_id})
        assert list(faults(desk, asked)) == []
        return [record["text"].partition(":")[0] for record in desk.get(asked).json()["results"]][:3]

    assert first("of migrants")[:2] == ["oslo-report#p1", "oslo-report#p2"]
    assert first("protection of migrants")[0] == "oslo-report#p2"
    elsewhere = first("protection of migrants")[1]
    told = Passage.objects.get(document__slug=elsewhere.partition("#")[0], anchor=elsewhere.partition("#")[2])
    assert "protection of migrants" in told.text.lower()


@pytest.mark.parametrize(
    ("model", "field", "number"),
    [
        *(("recommendations.recommendation", "session", 1), ("gfmd_sessions.guidingquestion", "session", 1)),
        *(("gfmd_sessions.session", "parent", 1), ("gfmd_sessions.buildson", "earlier_session", 1)),
        *(("agencies.involvement", "session", 1), ("agencies.summaryrow", "session", 1)),
        # A point says of no meeting by itself, so that its session may be of any.
        ("gfmd_sessions.point", "session", 2),
    ],
)
def test_a_picker_finds_what_is_of_the_meeting_that_its_form_names(desk, model, field, number):
    first, _second = (factories.a_session(number="7.7") for _meeting in range(2))
    words = dict(zip(("app_label", "model_name"), model.split("."), strict=True)) | {"field_name": field, "term": "7.7"}

    def found(**more):
        return [row["id"] for row in desk.get(reverse("admin:autocomplete", query=words | more)).json()["results"]]

    assert len(found(meeting=first.meeting_id)) == number
    assert str(first.pk) in found(meeting=first.meeting_id)
    assert len(found()) == len(found(meeting="")) == len(found(meeting="9" * 30)) == 2


def test_a_form_tells_its_pickers_of_which_meeting_they_are_asked(desk):
    question = factories.a_question()
    assert 'data-within="meeting"' in desk.get(address("add", Recommendation)).content.decode()
    assert 'data-within="earlier_meeting"' in desk.get(address("add", BuildsOn)).content.decode()
    # Here the meeting was given once, and is only shown.
    shown = desk.get(form_of(question.session)).content.decode()
    assert f'data-meeting="{question.session.meeting_id}"' in shown and 'name="meeting"' not in shown


def test_a_picker_passes_over_a_nul(admin_client):
    words = {"app_label": "recommendations", "model_name": "recommendation", "field_name": "session"}
    names = [
        [found["text"] for found in admin_client.get(page).json()["results"]]
        for page in (reverse("admin:autocomplete", query=words | {"term": term}) for term in ("Manila", "Man\x00ila"))
    ]
    assert names[0] == names[1] != []


@pytest.mark.parametrize("typed", ["x", "9" * 20, "٣x", "<script>"])
def test_what_is_no_record_cannot_be_picked(desk, typed):
    said = "Select a valid choice. That choice is not one of the available choices."
    assert save(desk, factories.a_participation(), meeting=typed) == [said]
    assert save(desk, factories.a_point(), passages=[typed]) == ["“” is not a valid value."]


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


@pytest.mark.parametrize(
    ("language", "complaint"),
    [("fr", []), ("ils", []), ("xx", ["There is no language “xx”; write its ISO code, such as “en”, “fr” or “ar”."])],
)
def test_a_language_is_one_that_has_a_name(desk, language, complaint):
    row = {"role": "interpretation", "language": language}
    assert save(desk, factories.a_session(), **rows("spoken_languages", row)) == complaint
    assert save(desk, factories.a_document(), language=language) == complaint
    assert save(desk, factories.a_passage(), lang=language) == complaint


@pytest.mark.parametrize("name", ["countries", "languages"])
def test_what_is_picked_from_is_for_staff_only(client, name):
    assert client.get(reverse(f"admin:meetings_{name}")).status_code == 302
