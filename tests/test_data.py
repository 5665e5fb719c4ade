"""The whole data set: the same bytes on the pages, in the zip and on disk, and true to the record."""

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import partial
from hashlib import sha256
from pathlib import Path
from uuid import uuid4
from zipfile import ZipFile

import frictionless
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import Agency, Involvement
from changes.snapshots import one_snapshot
from changes.versions import record_version
from documents.models import Document, Passage
from gfmd_portal import kept_files
from gfmd_portal.dataset import TABLES, TABLES_BY_NAME, schema
from gfmd_portal.dataset import views as data_views
from gfmd_portal.dataset.archive import write_archive
from meetings.models import Meeting, Theme
from recommendations.models import Recommendation
from roundtables.models import Roundtable
from sessions.models import AgendaItem, Session, Slot
from tests import factories
from tests.another_editor import edits_meanwhile

CONTRACT = """
meetings slug title kind part_of city country starts_on ends_on motto
documents slug meeting title publisher published_on identifiers rights
passages document position anchor kind section text
participants meeting kind name as_listed country role
roundtables meeting number title
sessions meeting number title kind roundtable parent room status status_note
agenda meeting position starts_at ends_at date kind title roundtable session
questions meeting session position text
recommendations ref meeting session position kind heading text themes addressees document anchors
sub_items recommendation position text
examples ref recommendation meeting session position text countries themes document anchors
points meeting session kind position text
agencies slug acronym name gmg_member name_fr name_es name_ar
involvement agency meeting session roles firmness text document anchors
activities meeting roundtable group group_title position activity objective agencies themes document anchors
themes slug name description name_fr name_es name_ar
addressees slug name description name_fr name_es name_ar
partners meeting session position kind role firmness name as_listed country
example_organisations example position name
builds_on meeting position roundtable session earlier_meeting earlier_roundtable earlier_session words document anchors
other_titles kind meeting number position title document anchors
abstracts meeting session text
common_themes meeting position title document anchors
summary_table meeting position label session lost agency text
notes document anchor position text
rooms meeting slug position name place capacity
deadlines meeting position name date time url note
speakers meeting session position role name affiliation
papers meeting session position title url language
spoken_languages meeting session role language
session_themes meeting session position theme
likenesses recommendation other verdict note decided_on
translations document anchor language text made_by made_on note
"""
NAMES = [line.split()[0] for line in CONTRACT.splitlines() if line]
# What a complete transcription adds up to.
ROWS = {
    **{"meetings": 4, "documents": 5, "roundtables": 6, "sessions": 45, "agenda": 17, "questions": 27},
    **{"recommendations": 145, "sub_items": 30, "examples": 46, "points": 35, "agencies": 12, "involvement": 37},
    **{"activities": 63, "themes": 22, "addressees": 11, "abstracts": 8, "common_themes": 5, "summary_table": 31},
    # Meetings to come have these; those of the past have none.
    **dict.fromkeys(["rooms", "deadlines", "speakers", "papers", "spoken_languages", "session_themes"], 0),
    # Editors decide these, no document does.
    "likenesses": 0,
    "translations": 0,
}
# Which columns of one table stand in which columns of another. Beyond the foreign keys of the data package: columns
# of which some may be empty, and each value of a list.
REFERENCES = [
    ("meetings part_of", "meetings slug"),
    ("passages document section", "passages document anchor"),
    ("sessions meeting roundtable", "roundtables meeting number"),
    ("sessions meeting parent", "sessions meeting number"),
    ("agenda meeting session", "sessions meeting number"),
    ("agenda meeting roundtable", "roundtables meeting number"),
    ("questions meeting session", "sessions meeting number"),
    ("involvement meeting session", "sessions meeting number"),
    ("builds_on meeting session", "sessions meeting number"),
    ("builds_on meeting roundtable", "roundtables meeting number"),
    ("builds_on earlier_meeting earlier_session", "sessions meeting number"),
    ("builds_on earlier_meeting earlier_roundtable", "roundtables meeting number"),
    ("summary_table meeting session", "sessions meeting number"),
    ("sessions meeting room", "rooms meeting slug"),
    ("likenesses recommendation", "recommendations ref"),
    ("likenesses other", "recommendations ref"),
    ("recommendations themes", "themes slug"),
    ("recommendations addressees", "addressees slug"),
    ("examples themes", "themes slug"),
    ("activities themes", "themes slug"),
    ("activities agencies", "agencies slug"),
    *(
        (f"{name} document anchors", "passages document anchor")
        for name in ("recommendations", "examples", "activities")
    ),
    *(
        (f"{name} document anchors", "passages document anchor")
        for name in ("involvement", "builds_on", "other_titles")
    ),
    ("common_themes document anchors", "passages document anchor"),
]

pytestmark = pytest.mark.django_db


@pytest.fixture
def exported(tmp_path):
    """The folder that `export_data` filled."""
    call_command("export_data", tmp_path / "data", verbosity=0)
    return tmp_path / "data"


@pytest.fixture
def programme():
    """What a meeting to come has and those of the past have not, and what editors decided."""
    factories.a_likeness(
        first=Recommendation.objects.get(meeting__slug="brussels-2007-csd", code="S4-6"),
        second=Recommendation.objects.get(meeting__slug="bern-2011", code="S9-diasporas-9"),
        note="Both ask for lower costs.",
        decided_at=datetime(2026, 11, 21, 12, tzinfo=UTC),
    )
    meeting = Meeting.objects.get(slug="brussels-2007")
    room = {"name": "Room 3", "place": "Egmont Palace, second floor", "capacity": 120}
    deadline = {"date": date(2007, 6, 30), "time": time(17), "note": "By invitation only."}
    url = "https://www.gfmd.org/papers/1.pdf"
    session = meeting.sessions.first()
    session.room = factories.a_room(meeting=meeting, slug="room-3", position=3, **room)
    session.status, session.status_note = "moved", "Moved from Room 1: more people registered than it seats."
    session.save()
    factories.a_deadline(meeting=meeting, position=3, url=url, **deadline)
    factories.a_speaker(session=session, position=3)
    factories.a_paper(session=session, position=3, url=url, title="Background paper for session 1.1", language="fr")
    factories.a_language(session=session, role="interpretation")
    factories.a_session_theme(session=session, theme=Theme.objects.get(slug="remittances"))
    passage = Passage.objects.get(document__slug="bern-2011-m4md-meeting-report", position=1)
    factories.a_translation(passage=passage, made_on=date(2026, 11, 21), note="Unofficial")


@pytest.fixture
def meeting():
    return Meeting.objects.create(
        slug="x-2030",
        title="=1+1",
        short_title="X",
        kind="forum",
        city='"Y", Z',
        country="CH",
        time_zone="America/New_York",
        starts_on=date(2030, 1, 31),
        ends_on=date(2030, 7, 1),
        motto="two\nlines",
    )


def a_session(meeting, number, **fields):
    position = meeting.sessions.count() + 1
    return Session.objects.create(meeting=meeting, number=number, position=position, title=number, **fields)


def rows_of(name, **where):
    """The rows of a table as dicts of text, as a reader of its CSV file gets them; only those `where` it says so."""
    columns = [column.name for column in TABLES_BY_NAME[name].columns]
    rows = (dict(zip(columns, row, strict=True)) for row in TABLES_BY_NAME[name].rows())
    return [row for row in rows if where.items() <= row.items()]


def read(folder, name):
    with open(folder / f"{name}.csv", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def problems(folder):
    """What frictionless finds wrong with the data package in a folder, as pairs of table and kind of error."""
    with frictionless.system.use_context(trusted=True):
        report = frictionless.Package(str(folder / "datapackage.json")).validate()
    assert len(report.tasks) == len(TABLES) and not report.errors
    return [(task.name, error.type) for task in report.tasks for error in task.errors]


def test_tables_and_columns_are_those_of_the_contract_in_its_order(exported):
    contract = {line.split()[0]: line.split()[1:] for line in CONTRACT.splitlines() if line}
    assert [table.name for table in TABLES] == list(contract)
    for name, columns in contract.items():
        assert (exported / f"{name}.csv").read_bytes().split(b"\r\n")[0].decode() == ",".join(columns)


def test_export_writes_every_table_and_its_description_and_nothing_else(exported):
    assert {path.name for path in exported.iterdir()} == {f"{name}.csv" for name in NAMES} | {"datapackage.json"}


def test_export_says_what_it_wrote(tmp_path, capsys):
    call_command("export_data", tmp_path)
    rows = sum(table.count() for table in TABLES)
    assert capsys.readouterr().out == f"Wrote 33 tables with {rows:,} rows, and datapackage.json, into {tmp_path}.\n"


def test_pages_and_zip_hold_the_bytes_of_the_exported_files(exported, client):
    with ZipFile(io.BytesIO(client.get("/data/gfmd-portal.zip").getvalue())) as archive:
        assert set(archive.namelist()) == {path.name for path in exported.iterdir()} | {"README.txt"}
        for path in exported.iterdir():
            assert client.get(f"/data/{path.name}").getvalue() == archive.read(path.name) == path.read_bytes()


def test_zip_tells_the_rows_and_the_checksum_of_each_file(client):
    with ZipFile(io.BytesIO(client.get("/data/gfmd-portal.zip").getvalue())) as archive:
        readme = archive.read("README.txt").decode().splitlines()
        assert f"Version of the record: {record_version()}" in readme
        for name in set(archive.namelist()) - {"README.txt"}:
            assert f"{sha256(archive.read(name)).hexdigest()}  {name}" in readme
    for table in TABLES:
        assert f"{len(list(table.rows())):>9,}  {table.name}" in readme


def test_asking_for_the_headers_of_the_zip_does_not_make_it(client, monkeypatch):
    whole = client.get("/data/gfmd-portal.zip").headers
    monkeypatch.setattr(data_views, "write_archive", None)
    answer = client.head("/data/gfmd-portal.zip")
    assert answer.status_code == 200 and "Content-Length" not in answer.headers
    for name in ("Content-Type", "Content-Disposition", "ETag", "Cache-Control"):
        assert answer.headers[name] == whole[name]
    assert whole["Content-Type"] == "application/zip"
    assert whole["Content-Disposition"] == 'attachment; filename="gfmd-portal.zip"'


def test_the_whole_set_and_its_description_say_that_they_are_whole(client):
    narrowed = "?theme=remittances&utm_source=x"
    for ask in (client.get, client.head):
        answer = ask(f"/data/gfmd-portal.zip{narrowed}")
        assert answer.headers["Content-Disposition"] == 'attachment; filename="gfmd-portal-not-understood.zip"'
        assert answer.headers["X-Not-Understood"] == "theme: remittances"
        assert ask(f"/data/datapackage.json{narrowed}").headers["X-Not-Understood"] == "theme: remittances"
    for name in ("gfmd-portal.zip", "datapackage.json"):
        assert "X-Not-Understood" not in client.get(f"/data/{name}?utm_source=x").headers


def test_the_same_record_gives_the_same_zip(client):
    assert client.get("/data/gfmd-portal.zip").getvalue() == client.get("/data/gfmd-portal.zip").getvalue()


def test_the_zip_is_made_once_for_a_version_of_the_record_whatever_stands_behind_its_address(client, monkeypatch):
    made = []

    def write(file):
        made.append(file)
        write_archive(file)

    monkeypatch.setattr(data_views, "write_archive", write)
    addresses = [f"/data/gfmd-portal.zip{words}" for words in ("", "?x=1", "?x=2&theme=remittances")]
    first, *others = [client.get(address).getvalue() for address in addresses]
    assert (others, len(made)) == ([first, first], 1)
    Agency.objects.create(slug="z", name="Named later", position=99)
    with ZipFile(io.BytesIO(client.get(addresses[1]).getvalue())) as archive:
        assert b"Named later" in archive.read("agencies.csv")
    assert len(made) == 2


def test_a_table_is_read_once_for_a_version_of_the_record_whatever_stands_behind_its_address(client):
    def asked(address):
        with CaptureQueriesContext(connection) as queries:
            content = client.get(address).getvalue()
        return content, sum("recommendation" in query["sql"] for query in queries)

    first, questions = asked("/data/recommendations.csv")
    assert questions > 0
    assert asked("/data/recommendations.csv?x=1") == asked("/data/recommendations.csv?theme=remittances") == (first, 0)
    Recommendation.objects.filter(meeting__slug="bern-2011", code="S5-3").update(text="Said otherwise.")
    assert b"Said otherwise." in asked("/data/recommendations.csv?x=1")[0]


def test_a_table_that_its_reader_did_not_wait_for_is_not_kept():
    def sent():
        return kept_files.kept_while_sent("a.csv", 1, iter([b"one ", b"two"]))

    stream = sent()
    assert next(stream) == b"one "
    stream.close()
    assert kept_files.kept == {}
    assert [b"".join(sent()), list(kept_files.kept)] == [b"one two", ["a.csv"]]


def test_a_full_disk_keeps_no_table_from_its_reader(client, monkeypatch):
    whole = client.get("/data/agencies.csv").getvalue()
    kept_files.kept.clear()
    monkeypatch.setattr(kept_files, "TemporaryFile", partial(Path("/dev/full").open, "wb"))
    assert client.get("/data/agencies.csv").getvalue() == whole
    assert kept_files.kept == {}


def test_kept_files_make_way_and_stay_whole_for_who_reads_them(monkeypatch):
    def ask(name, state):
        return kept_files.made_once(name, state, lambda file: file.write(f"{name} of {state}".encode()))

    first = ask("a", 1)
    assert [ask("a", state).read() for state in (2, 2)] == [b"a of 2"] * 2
    assert (first.read(3), first.read(), first.size) == (b"a o", b"f 1", 6)
    assert [state for state, _file in kept_files.kept.values()] == [2]
    monkeypatch.setattr(kept_files.kept, "most", 2)
    assert [ask(name, 3).read() for name in "bcd"] == [b"b of 3", b"c of 3", b"d of 3"]
    assert list(kept_files.kept) == ["c", "d"]


def test_data_package_describes_the_files_without_an_error(programme, exported):
    assert problems(exported) == []


def test_data_package_would_show_a_row_that_refers_to_nothing(exported):
    with open(exported / "sub_items.csv", "a", newline="") as file:
        file.write("nowhere/S1-1,1,text\r\n")
    assert problems(exported) == [("sub_items", "foreign-key")]


@pytest.mark.parametrize(("source", "target"), REFERENCES)
def test_what_a_table_names_stands_in_the_other(programme, exported, source, target):
    (table, *columns), (other, *keys) = source.split(), target.split()
    known = {tuple(row[key] for key in keys) for row in read(exported, other)}
    named = {
        (*(row[column] for column in columns[:-1]), value)
        for row in read(exported, table)
        for value in row[columns[-1]].split(";")
        if value
    }
    assert named and named <= known


@pytest.mark.parametrize("table", TABLES, ids=NAMES)
def test_count_is_the_number_of_rows(table):
    number = len(list(table.rows()))
    assert table.count() == number == ROWS.get(table.name, number)
    assert number > 0 or ROWS[table.name] == 0


def test_every_column_is_explained_by_an_example_from_the_record(programme, exported):
    cells = {(column, cell) for name in NAMES for row in read(exported, name) for column, cell in row.items()}
    for table in TABLES:
        assert table.title and table.description.endswith(".")
        for column in table.columns:
            assert column.description.endswith(".")
            assert (column.name, column.example) in cells, f"{table.name}.{column.name}: {column.example}"


def test_csv_follows_rfc_4180_and_changes_no_word(meeting, client):
    line = 'x-2030,=1+1,forum,,"""Y"", Z",CH,2030-01-31,2030-07-01,"two\nlines"\r\n'
    assert client.get("/data/meetings.csv").getvalue().decode().endswith(f"\r\n{line}")
    assert b"\r\nunesco,UNESCO," in client.get("/data/agencies.csv").getvalue()
    assert b'Organization",false,"Organisation' in client.get("/data/agencies.csv").getvalue()


def test_agenda_has_local_times_with_their_offset(meeting):
    for position, day in enumerate((date(2030, 1, 31), date(2030, 7, 1)), 1):
        slot = Slot.objects.create(
            meeting=meeting, position=position, date=day, starts_at=time(9), ends_at=time(10, 30)
        )
        AgendaItem.objects.create(slot=slot, kind="lunch", title="Lunch\nand talk")
    winter, summer = rows_of("agenda", meeting="x-2030")
    assert (winter["starts_at"], winter["ends_at"]) == ("2030-01-31T09:00:00-05:00", "2030-01-31T10:30:00-05:00")
    assert (summer["starts_at"], summer["date"]) == ("2030-07-01T09:00:00-04:00", date(2030, 7, 1))
    assert (winter["title"], winter["kind"]) == ("Lunch and talk", "lunch")


def test_agenda_follows_slots_and_their_order_and_then_the_tracks(meeting):
    first, second = (Slot.objects.create(meeting=meeting, position=n, date=meeting.starts_on) for n in (1, 2))
    tracks = [Roundtable.objects.create(meeting=meeting, number=n, title="R") for n in (1, 2)]
    a_session(meeting, "e", slot=second)
    a_session(meeting, "d", slot=first, order_in_slot=2, roundtable=tracks[0])
    a_session(meeting, "c", slot=first, roundtable=tracks[1])
    a_session(meeting, "b", slot=first, roundtable=tracks[0])
    a_session(meeting, "without a slot")
    AgendaItem.objects.create(slot=first, kind="plenary", title="a")
    agenda = rows_of("agenda", meeting="x-2030")
    assert [(row["position"], row["title"]) for row in agenda] == [(1, "a"), (2, "b"), (3, "c"), (4, "d"), (5, "e")]
    assert [row["kind"] for row in agenda] == ["plenary", "session", "session", "session", "session"]
    assert (agenda[4]["starts_at"], agenda[4]["roundtable"], agenda[4]["session"]) == (None, None, "e")


@pytest.mark.parametrize(
    ("roles", "cells"),
    [
        ([], ("", "")),
        ([("speaker", "asked")], ("speaker", "asked")),
        ([("speaker", "asked"), ("adviser", "asked")], ("speaker;adviser", "asked")),
        (
            [("speaker", "asked"), ("adviser", "wished"), ("expert", "asked")],
            ("speaker;adviser;expert", "asked;wished;asked"),
        ),
    ],
)
def test_firmness_is_said_once_unless_the_roles_differ(meeting, roles, cells):
    entry = Involvement.objects.create(agency=Agency.objects.get(slug="iom"), meeting=meeting, position=1, text="T")
    for position, (role, firmness) in enumerate(roles, 1):
        entry.roles.create(position=position, role=role, firmness=firmness)
    (row,) = rows_of("involvement", meeting="x-2030")
    assert (row["roles"], row["firmness"], row["document"], row["anchors"]) == (*cells, "", "")


def test_lists_in_a_cell_keep_their_order_and_anchors_of_another_document_its_name(meeting):
    session = a_session(meeting, "1")
    where = {"meeting": meeting, "session": session, "code": "S1-1", "position": 1}
    asked = Recommendation.objects.create(**where, kind="recommendation", text="T")
    for position, slug in ((2, "recruitment"), (1, "remittances")):
        asked.codings.create(theme=Theme.objects.get(slug=slug), position=position)
    first, second = (Document.objects.create(slug=slug, meeting=meeting, title="D") for slug in ("x", "y"))
    for document, position in ((second, 1), (first, 2), (first, 1)):
        asked.passages.add(document.passages.create(position=position, anchor=f"p{position}", kind="item", text="x"))
    (row,) = rows_of("recommendations", ref="x-2030/S1-1")
    assert row["themes"] == "remittances;recruitment"
    assert (row["document"], row["anchors"]) == ("x", "p1;p2;y#p1")


@pytest.mark.parametrize(
    "table", [table for table in TABLES if hasattr(table, "records")], ids=lambda table: table.name
)
def test_queries_do_not_grow_with_the_rows(programme, table):
    for number in (1, 3, None):
        some = replace(table, records=lambda number=number: table.records()[:number])
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert list(some.rows())
        assert len(queries) == 1 + len(table.gatherers)


@pytest.mark.parametrize(("name", "number"), [("agenda", 2), ("other_titles", 4)])
def test_queries_of_merged_tables_are_few(name, number, django_assert_num_queries):
    with django_assert_num_queries(number):
        list(TABLES_BY_NAME[name].rows())


@pytest.mark.parametrize("size", [1, 7])
def test_reading_in_small_batches_gives_the_same_rows(monkeypatch, size):
    for table in (TABLES_BY_NAME[name] for name in ("recommendations", "examples", "activities", "involvement")):
        whole = list(table.rows())
        with monkeypatch.context() as patch:
            patch.setattr(schema, "CHUNK", size)
            assert list(table.rows()) == whole


def test_data_page_explains_every_column_and_says_how_many_rows(client, django_assert_num_queries):
    client.get("/accessibility/")  # the first page of a process asks which meeting is on
    data_views._counts.cache_clear()
    with django_assert_num_queries(len(TABLES) + 4):  # three tables are counted in two parts; one is for the version
        page = client.get("/data/").content.decode()
    for table in TABLES:
        assert f'<a href="/data/{table.name}.csv">' in page and f'id="{table.name}"' in page
        assert all(f'<th scope="row">{column.name}</th>' in page for column in table.columns)
    assert f"record version {record_version()})" in page
    # On a phone each cell stands alone, behind the name of its column and the colon of the language.
    assert 'data-label="Type: "' in page and 'data-label="Rows: "' in page
    assert 'data-label="Type\N{NARROW NO-BREAK SPACE}: "' in client.get("/fr/data/").content.decode()
    assert "145 rows" in page and "/data/gfmd-portal.zip" in page and "/data/datapackage.json" in page


@pytest.mark.parametrize("name", ["recommendations.csv", "gfmd-portal.zip", "datapackage.json"])
def test_files_may_be_read_from_other_sites(client, name):
    response = client.get(f"/data/{name}")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert not response.cookies and response.getvalue()


def test_csv_is_streamed_as_an_attachment(client):
    response = client.get("/data/themes.csv")
    assert response.streaming and response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="themes.csv"'
    assert len(response.getvalue().splitlines()) == 23


@pytest.mark.parametrize("name", ["nothing", "Meetings", "meetings.csv"])
def test_a_table_that_is_not_there_is_not_found(client, name):
    assert client.get(f"/data/{name}.csv").status_code == 404


def test_export_into_a_file_names_it(tmp_path):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(CommandError, match=f"Cannot write to {tmp_path / 'file'}: "):
        call_command("export_data", tmp_path / "file")
    assert (tmp_path / "file").read_text() == "mine"


def test_export_into_a_place_that_cannot_be_written_names_it(tmp_path):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(CommandError, match=f"Cannot write to {tmp_path / 'file' / 'data'}: "):
        call_command("export_data", tmp_path / "file" / "data")


def test_export_that_fails_leaves_the_earlier_files_whole(exported, monkeypatch):
    before = {path: path.read_bytes() for path in exported.iterdir()}
    monkeypatch.setattr(type(TABLES_BY_NAME["agenda"]), "rows", lambda table: 1 / 0)
    Meeting.objects.filter(slug="bern-2011").update(motto="changed")
    with pytest.raises(ZeroDivisionError):
        call_command("export_data", exported)
    assert {path: path.read_bytes() for path in exported.iterdir()} == before


def test_export_replaces_the_earlier_files(exported, meeting):
    call_command("export_data", exported, verbosity=0)
    assert [row["slug"] for row in read(exported, "meetings")][-1] == "x-2030"
    assert not [path for path in Path(exported).iterdir() if path.name.startswith(".")]


@pytest.mark.django_db(transaction=True)
def test_export_reads_one_state_of_the_record_while_others_write():
    version = record_version()
    with one_snapshot():
        before = TABLES_BY_NAME["agencies"].count()
        edits_meanwhile(add_an_agency)
        assert TABLES_BY_NAME["agencies"].count() == before
        assert record_version() == version
    assert record_version() == version if connection.vendor == "sqlite" else record_version().number > version.number
    assert not connection.in_atomic_block
    add_an_agency()


def add_an_agency():
    Agency.objects.create(slug=uuid4(), name="Z", position=99)
