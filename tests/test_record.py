"""The record is whole, exact, and loads twice without a trace."""

import json
import re
from collections import Counter

import pytest
from django.conf import settings
from django.core import serializers
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.db.models import F

from agencies.models import Activity, ActivityGroup, Agency, Involvement, SummaryCell, SummaryRow
from documents.models import Document, Passage
from gfmd_portal.loading import FIXTURES, RecordError, load_record
from meetings.models import Meeting, Participation, Theme
from recommendations.models import Example, ExampleTheme, Recommendation, RecommendationTheme, SubItem
from roundtables.models import Roundtable
from sessions.models import AgendaItem, BuildsOn, CommonTheme, GuidingQuestion, Partner, Point, Session, Slot
from tests.factories import a_session

pytestmark = pytest.mark.django_db
SOURCES = settings.BASE_DIR.parent / "shared" / "documents"


def per_session(model, meeting):
    """How many records of `model` each session of a meeting has, sessions with none left out."""
    numbers = model.objects.filter(session__meeting__slug=meeting).values_list("session__number", flat=True)
    return dict(Counter(numbers))


def test_manila_adds_up():
    assert Roundtable.objects.filter(meeting__slug="manila-2008").count() == 3
    in_roundtables = Session.objects.filter(meeting__slug="manila-2008", roundtable__isnull=False)
    assert Counter(in_roundtables.values_list("roundtable__number", flat=True)) == {1: 2, 2: 2, 3: 3}
    separate = Session.objects.get(meeting__slug="manila-2008", roundtable__isnull=True)
    assert (separate.number, separate.kind, separate.questions.count()) == ("4", "separate_session", 0)
    assert per_session(GuidingQuestion, "manila-2008") == dict.fromkeys(
        ["1.1", "1.2", "2.1", "2.2", "3.1", "3.2", "3.3"], 3
    )
    assert BuildsOn.objects.filter(meeting__slug="manila-2008").count() == 10


def test_the_civil_society_day_adds_up():
    day = "brussels-2007-csd"
    ways = {"1": 10, "2": 11, "3": 8, "4": 10, "5": 8, "6": 9, "7": 9, "8": 7}
    assert per_session(Recommendation, day) == ways
    assert per_session(Example, day) == {"1": 8, "2": 7, "3": 3, "4": 12, "5": 10, "7": 4, "8": 2}
    assert per_session(Point, day) == {"2": 2, "4": 3, "6": 3, "7": 1, "8": 2}
    assert CommonTheme.objects.filter(meeting__slug=day).count() == 5
    assert Session.objects.filter(meeting__slug=day).exclude(abstract="").count() == 8
    items = SubItem.objects.filter(recommendation__meeting__slug=day).values_list("recommendation__code", flat=True)
    assert Counter(items) == {"S3-5": 6, "S5-5": 8, "S6-3": 5, "S8-1": 6}


def test_berne_adds_up():
    berne = "bern-2011"
    assert per_session(Recommendation, berne) == {
        "2": 5,
        "3": 4,
        "4": 9,
        "5": 7,
        "6-trade": 2,
        "6-migration": 9,
        "6-development": 3,
        "side-event": 7,
        "8": 3,
        "9-government": 6,
        "9-private-sector": 8,
        "9-diasporas": 10,
    }
    assert SubItem.objects.get(recommendation__code="S6-development-1", position=5).text == (
        "share good practices (Platform for Partnership);"
    )
    assert SubItem.objects.filter(recommendation__meeting__slug=berne).count() == 5
    assert per_session(Point, berne) == {"1": 3, "3": 5, "4": 6, "5": 7, "side-event": 3}
    assert GuidingQuestion.objects.filter(meeting__slug=berne, session__isnull=True).count() == 6
    took_part = Participation.objects.filter(meeting__slug=berne, role="participant")
    assert Counter(took_part.values_list("kind", flat=True)) == {"government": 32, "organisation": 8, "category": 6}
    assert sum(filter(None, took_part.values_list("number", flat=True))) == 134
    assert Meeting.objects.get(slug=berne).attendance == "129 participants"


def test_the_activities_matrix_adds_up():
    rows = Counter(group.code for group in ActivityGroup.objects.all() for _row in group.activities.all())
    assert rows == dict(
        zip(
            ["1a", "1b", "1c", "1d", "1e", "1f", "1g", "1h", "2a", "2b", "2c", "2d", "3a", "3b", "3c", "3d"],
            [4, 2, 5, 4, 3, 2, 11, 5, 3, 6, 2, 2, 4, 3, 5, 2],
            strict=True,
        )
    )
    differing = ActivityGroup.objects.exclude(contents_title="")
    assert sorted(group.code for group in differing) == ["1e", "2d"]


def test_the_note_on_agencies_adds_up():
    assert Agency.objects.count() == 12
    assert Agency.objects.filter(gmg_member=True).count() == 10
    with_session = Involvement.objects.filter(session__isnull=False).values_list("agency__slug", flat=True)
    assert Counter(with_session) == {
        "ilo": 4,
        "iom": 5,
        "unctad": 3,
        "undp": 2,
        "world-bank": 2,
        "unfpa": 1,
        "unhcr": 1,
        "unicef": 1,
    }
    assert Involvement.objects.filter(session__isnull=True).count() == 18
    assert Session.objects.filter(meeting__slug="brussels-2007", slot__isnull=False).count() == 12
    assert Counter(AgendaItem.objects.values_list("kind", flat=True)) == {
        "plenary": 2,
        "lunch": 2,
        "civil-society-day": 1,
    }
    assert Slot.objects.filter(starts_at__isnull=False).count() == 6
    assert SummaryRow.objects.filter(lost=False).count() == 9
    assert SummaryRow.objects.filter(lost=True).count() == 10
    assert SummaryCell.objects.count() == 20


def test_every_record_is_coded_with_one_to_three_themes_in_order():
    for model, coding, owner in [
        (Recommendation, RecommendationTheme, "recommendation"),
        (Example, ExampleTheme, "example"),
        (Activity, Activity.themes.through, "activity"),
    ]:
        places = {}
        for record, position in coding.objects.values_list(owner, "position"):
            places.setdefault(record, []).append(position)
        assert set(places) == set(model.objects.values_list("pk", flat=True))
        assert all(sorted(found) == list(range(1, len(found) + 1)) for found in places.values())


def words(text):
    """The words and marks of a text, without its layout."""
    return re.findall(r"\w+|[^\w\s]", text)


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        (GuidingQuestion, ["text"]),
        (Point, ["text"]),
        (Recommendation, ["heading", "text"]),
        (SubItem, ["text"]),
        (Example, ["label", "text"]),
        (Activity, ["activity", "objective"]),
        (Involvement, ["text"]),
        (BuildsOn, ["words"]),
        (CommonTheme, ["title"]),
        (Partner, ["as_listed"]),
        (AgendaItem, ["title"]),
        (Session, ["title", "abstract"]),
        (Participation, ["as_listed"]),
    ],
)
def test_the_words_of_every_record_stand_in_its_passages(model, fields):
    for record in model.objects.prefetch_related("passages"):
        quoted = " ".join(words(" ".join(passage.text for passage in record.passages.all())))
        for field in fields:
            for part in re.split(r"\n+", getattr(record, field)):
                assert " ".join(words(part)) in quoted, f"{record}: {field}"


def test_the_source_of_what_an_agency_does_holds_these_words_and_no_others():
    """The link beside the words leads to their first passage, where a reader expects them."""
    for involvement in Involvement.objects.prefetch_related("passages"):
        told = [passage.text for passage in involvement.passages.all() if passage.kind != "heading"]
        assert words(" ".join(told)) == words(involvement.text), involvement


def plain(text):
    """A source text without the marks that its conversion left in it."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"<(https?://[^>]+)>", r"\1", text)
    text = re.sub(r"</?\w[^>]*>", " ", text)
    text = re.sub(r"^\s*(- > |- o |- |#+ )", "", text, flags=re.MULTILINE)
    return text.replace("*", "").replace("\\$", "$")


COLUMN_HEADS = words("Activity Objective GMG Member(s) with Expertise")


@pytest.mark.parametrize("slug", FIXTURES[1:])
def test_the_passages_of_a_document_are_all_its_words_and_no_others(slug):
    source = SOURCES / f"{slug}.txt"
    if not source.exists():
        pytest.skip("the comparison with the source documents (they do not lie beside this clone)")
    passages = Passage.objects.filter(document__slug=slug).values_list("text", flat=True)
    printed = words(plain(source.read_text(encoding="utf-8")))
    held = words("\n".join(passages).replace("*", ""))
    if slug != "brussels-2007-activities-matrix":
        assert held == printed
        return
    # Rows that a page break split are merged here, so that only the words can be compared, not their order. Left out
    # are the column heads repeated on each page, the rules below table heads, and the dashes before list items.
    missing = Counter(printed) - Counter(held)
    repeated = Counter({word: 6 * number for word, number in Counter(COLUMN_HEADS).items()})
    assert Counter(held) - Counter(printed) == Counter()
    assert {word: number for word, number in missing.items() if word != "-"} == repeated


def snapshot():
    """Every row of the record, as fixtures would hold it."""
    ours = ["meetings", "documents", "roundtables", "gfmd_sessions", "agencies", "recommendations"]
    tables = {table for table in connection.introspection.table_names() if table.split("_")[0] in {"gfmd", *ours}}
    with connection.cursor() as cursor:
        rows = {}
        for table in sorted(tables):
            cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1')
            rows[table] = cursor.fetchall()
    return rows


def test_loading_twice_changes_nothing():
    before = snapshot()
    assert load_record() == {"unchanged": sum(len(json.loads(path(name).read_text())) for name in FIXTURES)}
    assert snapshot() == before


def path(name):
    return settings.BASE_DIR / "fixtures" / f"{name}.json"


def test_loading_again_brings_edited_records_back():
    session = Session.objects.get(meeting__slug="manila-2008", number="1.1")
    Meeting.objects.filter(slug="manila-2008").update(city="Quezon City")
    Session.objects.filter(pk=session.pk).update(title="Another")  # no two of a meeting have its number
    outcomes = load_record()
    assert (outcomes["new"], outcomes["changed"]) == (0, 2)
    assert Meeting.objects.get(slug="manila-2008").city == "Manila"
    assert Session.objects.get(pk=session.pk).title == session.title


def test_loading_again_puts_records_that_changed_places_back():
    before = snapshot()
    sessions = Session.objects.filter(meeting__slug="brussels-2007-csd")
    sessions.update(position=F("position") + 8)
    sessions.update(position=17 - F("position"))
    assert sessions.get(position=1).number == "8"
    load_record()
    assert snapshot() == before


def test_loading_again_brings_codings_back():
    codings = RecommendationTheme.objects.filter(recommendation__code="S7-7")
    for place, other in ((1, 3), (2, 1), (3, 2)):
        codings.filter(position=place).update(position=other)
    RecommendationTheme.objects.filter(recommendation__code="S8-7", position=2).update(
        theme=Theme.objects.get(slug="gender-family")
    )
    Recommendation.objects.get(code="S2-11").addressees.clear()
    load_record()
    for code, coded in (
        ("S7-7", ["development-causes", "agreements"]),
        ("S8-7", ["development-causes", "partnerships"]),
    ):
        themes = RecommendationTheme.objects.filter(recommendation__code=code).order_by("position")
        assert list(themes.values_list("theme__slug", flat=True)) == coded
    assert Recommendation.objects.get(code="S2-11").addressees.count() == 7


def test_a_record_whose_place_another_has_taken_for_good_is_named_and_nothing_is_loaded():
    first = Session.objects.get(meeting__slug="manila-2008", number="1.1")
    Session.objects.filter(pk=first.pk).update(position=20)
    a_session(meeting=first.meeting, number="0", position=first.position)
    before = snapshot()
    with pytest.raises(RecordError) as raised:
        load_record()
    assert str(raised.value) == (
        'manila-2008-roundtable-themes.json, gfmd_sessions.session {"meeting": ["manila-2008"], "roundtable": '
        '["manila-2008", 1], "number": "1.1", "position": 1}: Another session of this meeting has this position. '
        "It is “Manila 2008, Session 0”."
    )
    assert snapshot() == before


def test_a_load_into_a_database_that_holds_a_meeting_can_be_told_to_keep_it():
    Meeting.objects.filter(slug="manila-2008").update(city="Quezon City")
    assert call_command("load_record", "--if-empty") == "The record is there already."
    assert Meeting.objects.get(slug="manila-2008").city == "Quezon City"


def test_plain_loaddata_reads_the_fixtures_too():
    call_command("loaddata", "vocabulary", "manila-2008-roundtable-themes", verbosity=0)
    assert Session.objects.filter(meeting__slug="manila-2008").count() == 8


def broken(tmp_path, **fields):
    """A fixture folder with one good meeting and then one that `fields` break."""
    good = json.loads(serializers.serialize("json", Meeting.objects.filter(slug="manila-2008")))[0]["fields"]
    rows = [
        {"model": "meetings.meeting", "fields": {**good, "slug": "quito-2020", "part_of": None}},
        {"model": "meetings.meeting", "fields": {**good, "slug": "quito-2021", "part_of": None, **fields}},
    ]
    (tmp_path / "broken.json").write_text(json.dumps(rows))
    return tmp_path


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"starts_on": "2021-05-05", "ends_on": "2021-05-04"}, "The meeting ends before it starts: check both dates."),
        ({"kind": "picnic"}, "kind: Value 'picnic' is not a valid choice."),
        ({"part_of": ["nowhere-1999"]}, "nowhere-1999"),
        ({"part_of": ["manila-2008", "1"]}, "a meeting is known by slug, not by ['manila-2008', '1']"),
        ({"colour": "red"}, "colour"),
        ({"starts_on": "soon"}, "soon"),
    ],
)
def test_a_broken_fixture_names_the_record_and_the_reason_and_leaves_nothing(tmp_path, fields, reason):
    before = snapshot()
    with pytest.raises(RecordError) as raised:
        load_record(["broken"], broken(tmp_path, **fields))
    assert 'broken.json, meetings.meeting {"slug": "quito-2021"' in str(raised.value)
    assert reason in str(raised.value)
    assert snapshot() == before


def test_a_fixture_that_is_no_json_is_named(tmp_path):
    (tmp_path / "broken.json").write_text("[")
    with pytest.raises(RecordError, match=r"broken\.json is not valid JSON"):
        load_record(["broken"], tmp_path)


def test_the_command_says_that_nothing_was_loaded(monkeypatch):
    def refuse():
        raise RecordError("vocabulary.json, meetings.theme {}: broken")

    monkeypatch.setattr("gfmd_portal.management.commands.load_record.load_record", refuse)
    with pytest.raises(CommandError, match=r"Nothing was loaded\. vocabulary\.json"):
        call_command("load_record")


def test_every_document_has_headings():
    assert Document.objects.count() == 5
    for document in Document.objects.all():
        assert document.passages.filter(kind="heading").exists()
