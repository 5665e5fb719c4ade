"""Tables of the data set brought back: what goes out comes in again, and each fault is named by its place."""

import csv

import pytest
from django.core.management import CommandError, call_command

from changes.record import models_of_record
from changes.versions import record_version
from documents.models import Passage
from gfmd_portal.dataset import TABLES_BY_NAME
from gfmd_portal.importing.order import IMPORTS
from meetings.models import Meeting, Room, Theme
from recommendations.models import Recommendation
from roundtables.models import Roundtable
from search.results import Results
from sessions.models import Session

NAMES = [table.name for table in IMPORTS]

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    """A folder with the whole data set."""
    call_command("export_data", tmp_path / "data", verbosity=0)
    return tmp_path / "data"


def take_out_everything():
    for model in models_of_record():
        model.objects.all()._raw_delete(using="default")


def lines_of(folder):
    """What `import_data` says, as a dict of table to the rest of its line."""
    said = call_command("import_data", folder, verbosity=0)
    return dict(line.split(": ", 1) for line in said.splitlines())


def edit(folder, name, change):
    """Let `change` work on the rows of a table, a list of dicts, and write them back."""
    path = folder / f"{name}.csv"
    with open(path, newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        rows, header = list(reader), reader.fieldnames
    change(rows)
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, header)
        writer.writeheader()
        writer.writerows(rows)


def fault_of(folder):
    """Why nothing is imported; nothing may have changed then."""
    before = record_version()
    with pytest.raises(CommandError) as refusal:
        call_command("import_data", folder, verbosity=0)
    assert record_version() == before
    return str(refusal.value).removeprefix("Nothing was imported. ")


def test_an_empty_database_gives_out_the_same_files_after_they_were_brought_in(folder, tmp_path):
    take_out_everything()
    assert lines_of(folder)["recommendations"].startswith("145 new, 0 changed, 0 unchanged; ")
    call_command("export_data", tmp_path / "again", verbosity=0)
    for name in NAMES:
        assert (tmp_path / "again" / f"{name}.csv").read_bytes() == (folder / f"{name}.csv").read_bytes(), name
    assert Results("qualifications").counts["recommendations"] > 0
    assert Meeting.objects.get(slug="manila-2008").time_zone == "Asia/Manila"


def test_all_cells_of_a_column_that_are_refused_are_named_at_once(folder):
    def misspell(rows):
        for row in rows[4:6] + rows[7:30]:
            row["themes"] = row["themes"].replace(row["themes"].partition(";")[0], "remitances")

    edit(folder, "recommendations", misspell)
    lines = fault_of(folder).splitlines()
    assert len(lines) == 21 and lines[-1] == "More of this column are refused: 5."
    assert all("column themes, “remitances" in line for line in lines[:-1])

    def empty(rows):
        rows[2]["meeting"] = rows[3]["meeting"] = ""

    edit(folder, "roundtables", empty)
    assert [line.partition(":")[0] for line in fault_of(folder).splitlines()] == [
        "roundtables.csv, line 4, column meeting, “”",
        "roundtables.csv, line 5, column meeting, “”",
    ]


def test_text_is_kept_as_the_desk_keeps_it(folder):
    odd = "One\vtwo\x85three\u2028four\r\nfive\rsix \x07 se\x1fven\ufffe"
    edit(folder, "themes", lambda rows: rows[0].update(description=odd, name="Re\x1fmit\x07"))
    assert lines_of(folder)["themes"].startswith("0 new, 1 changed")
    theme = Theme.objects.get(name="Remit")
    assert theme.description == "One\ntwo\nthree\nfour\nfive\nsix  seven"


def test_bringing_in_what_is_there_changes_nothing(folder):
    before = record_version()
    outcomes = lines_of(folder)
    assert outcomes["recommendations"] == "0 new, 0 changed, 145 unchanged"
    assert {*outcomes["not read"].removesuffix(".csv").split(".csv, ")} == {*TABLES_BY_NAME} - {*NAMES}
    assert record_version() == before


def test_lines_that_an_editor_ended_in_another_way_are_no_change(folder):
    before = record_version()
    for name in NAMES:
        path = folder / f"{name}.csv"
        lines = path.read_bytes().replace(b"\r\n", b"\n")
        path.write_bytes(b"\xef\xbb\xbf" + lines.replace(b"\n", b"\r\n"))
    assert lines_of(folder)["recommendations"] == "0 new, 0 changed, 145 unchanged"
    assert record_version() == before


def test_what_differs_is_changed_and_what_is_missing_is_left_alone(folder):
    def change(rows):
        del rows[3:]
        rows[0].update(text="Zebra words.", themes="diaspora;remittances", addressees="")
        rows[1].update(themes="recruitment")

    edit(folder, "recommendations", change)
    with open(folder / "recommendations.csv", newline="", encoding="utf-8") as file:
        refs = [row["ref"] for row in csv.DictReader(file)]
    for name in NAMES:
        if name != "recommendations":
            (folder / f"{name}.csv").unlink()
    said = lines_of(folder)["recommendations"]
    assert said == "0 new, 2 changed, 1 unchanged; 3 links made, 4 taken out"  # one of them only by its themes
    assert Recommendation.objects.count() == 145
    first, second = (Recommendation.objects.get(meeting__slug=slug, code=code) for slug, code in map(split, refs[:2]))
    assert first.text == "Zebra words." and not first.addressees.exists()
    assert list(first.codings.values_list("theme__slug", "position")) == [("diaspora", 1), ("remittances", 2)]
    assert list(second.codings.values_list("theme__slug", "position")) == [("recruitment", 1)]
    assert Results("zebra").counts["recommendations"] == 1


def split(ref):
    return ref.split("/")


def test_columns_that_may_be_empty_may_be_left_out(folder):
    before = Session.objects.get(meeting__slug="bern-2011", number="5").title
    with open(folder / "sessions.csv", "w", encoding="utf-8") as file:
        file.write("meeting,number,roundtable,parent,status\nbern-2011,5,,,moved\n")
    assert lines_of(folder)["sessions"] == "0 new, 1 changed, 0 unchanged"
    session = Session.objects.get(meeting__slug="bern-2011", number="5")
    assert (session.title, session.status) == (before, "moved")


def test_new_sessions_come_after_those_of_their_meeting(folder):
    last = Session.objects.filter(meeting__slug="manila-2008").order_by("position").last()
    Room.objects.create(meeting=last.meeting, slug="r", position=1, name="R")
    new = {"meeting": "manila-2008", "number": "9", "title": "T", "kind": "session", "roundtable": "1", "parent": ""}
    new |= {"room": "r", "status": "moved", "status_note": ""}
    group = {**new, "number": "9-a", "kind": "breakout_group", "parent": "9"}
    edit(folder, "sessions", lambda rows: rows.extend([group, new]))
    assert lines_of(folder)["sessions"] == "2 new, 0 changed, 45 unchanged"
    added = Session.objects.get(meeting__slug="manila-2008", number="9-a")
    assert (added.parent.number, added.roundtable.number, added.position) == ("9", 1, last.position + 1)
    assert (added.room.slug, added.status) == ("r", "moved")


def at(place, **cells):
    """A change of one row, by its place in the table."""
    return lambda rows: rows[place].update(cells)


FAULTS = [
    ("recommendations", at(0, kind="wish"), "line 2, column kind, “wish”: Write one of: recommendation, way-forward."),
    ("recommendations", at(0, themes="x;diaspora"), "column themes, “x;diaspora”: There is no such record"),
    ("recommendations", at(0, themes="diaspora;diaspora"), "column themes, “diaspora;diaspora”: It names one thing"),
    ("recommendations", at(0, themes="a;b;c;d"), "column themes, “a;b;c;d”: There is no such record"),
    ("recommendations", at(0, position="1.5"), "line 2, column position, “1.5”: Write a whole number from 0 to 16383."),
    ("recommendations", at(0, position="16384"), "column position, “16384”: Write a whole number from 0 to 16383."),
    ("recommendations", at(0, text=""), "line 2, column text, “”: This field cannot be blank."),
    (
        "recommendations",
        at(0, ref="x"),
        "line 2, column ref, “x”: A ref is the slug of a meeting, a slash, and a code.",
    ),
    ("recommendations", at(0, ref="manila-2008/S1"), "column ref, “manila-2008/S1”: It begins with another meeting."),
    ("recommendations", at(0, session="77"), "line 2, column session, “77”: There is no such record"),
    ("recommendations", at(0, session=""), "line 2, column session, “”: This cannot be empty."),
    ("recommendations", at(0, heading="x" * 251, kind="way-forward"), f"column heading, “{'x' * 60}…”: Ensure this"),
    ("recommendations", at(0, anchors="nowhere"), "column anchors, “nowhere”: There is no passage "),
    ("recommendations", at(0, heading=""), "line 2: A way forward has a printed heading; a recommendation has none."),
    ("recommendations", at(0, position="2"), "has the same session, position."),
    ("recommendations", lambda rows: rows.append(rows[0]), "has the same meeting, code."),
    ("recommendations", at(0, ref="brussels-2007-csd/S1-1\n"), "column ref, “brussels-2007-csd/S1-1\n”: Write it on"),
    ("sessions", at(0, number="1\n"), "line 2, column number, “1\n”: Write it on one line."),
    ("sub_items", at(0, recommendation="bern-2011/S99"), "line 2, column recommendation: there is no such record"),
    ("examples", at(0, countries="NL;XX"), "line 2, column countries, “NL;XX”: Value 'XX' is not a valid choice."),
    ("meetings", at(0, starts_on="9 July"), "line 2, column starts_on, “9 July”: “9 July” value has an invalid date"),
    ("meetings", at(0, ends_on="2001-01-01"), "line 2: The meeting ends before it starts: check both dates."),
    ("meetings", at(0, part_of="nowhere"), "line 2, column part_of: there is no such record, here or in the database."),
    ("meetings", at(0, slug="new", country="US"), "column country, “US”: It has several time zones: add a column"),
    ("sessions", at(0, kind="breakout_group"), "line 2: A breakout group needs its parent session, and only"),
    ("passages", at(3, section="nowhere"), "line 5, column section: there is no such record, here or in the database."),
]


@pytest.mark.parametrize(("name", "change", "said"), FAULTS)
def test_a_fault_is_named_by_file_line_column_and_value_and_nothing_is_kept(folder, name, change, said):
    edit(folder, "themes", at(0, name="Not to be kept"))
    edit(folder, name, change)
    fault = fault_of(folder)
    assert fault.startswith(f"{name}.csv, line ") and said in fault


def test_the_last_place_that_the_desk_takes_is_imported(folder):
    edit(folder, "recommendations", at(0, position="16383"))
    assert lines_of(folder)["recommendations"].startswith("0 new, 1 changed, 144 unchanged")
    assert Recommendation.objects.filter(position=16383).count() == 1


def test_a_place_that_another_record_holds_is_refused_with_its_name(folder):
    edit(folder, "recommendations", lambda rows: rows.__setitem__(slice(None), [{**rows[0], "position": "2"}]))
    taken = fault_of(folder)
    assert taken.startswith("recommendations.csv, line 2: Another recommendation of this session has this position.")
    assert taken.endswith("It is “brussels-2007-csd/S1-2”.")


def test_records_change_places_with_each_other_and_move_to_make_room_for_new_ones(folder):
    def change(rows):
        first, second, third = rows[:3]
        first["position"], second["position"] = second["position"], first["position"]
        rows.insert(2, {**third, "ref": f"{third['ref']}-new"})
        for row in rows[3:]:
            if row["session"] == third["session"] and row["meeting"] == third["meeting"]:
                row["position"] = str(int(row["position"]) + 1)

    def shift(rows):
        for row in rows:
            row["position"] = str(int(row["position"]) + 1)

    edit(folder, "recommendations", change)
    edit(folder, "passages", shift)
    said = lines_of(folder)
    assert said["recommendations"].startswith("1 new, ")
    assert said["passages"].startswith(f"0 new, {Passage.objects.count():,} changed, 0 unchanged")
    of_session = Recommendation.objects.filter(meeting__slug="brussels-2007-csd", session__number="1")
    codes = list(of_session.order_by("position").values_list("code", flat=True))
    assert codes[:4] == ["S1-2", "S1-1", "S1-3-new", "S1-3"]
    before = record_version()
    assert lines_of(folder)["recommendations"] == "0 new, 0 changed, 146 unchanged"
    assert record_version() == before


def test_a_place_that_is_taken_is_named_with_who_stays_there_and_not_with_who_moves(folder):
    def change(rows):
        del rows[2:]
        rows[0]["position"], rows[1]["position"] = "2", "3"

    edit(folder, "recommendations", change)
    taken = fault_of(folder)
    assert taken.startswith("recommendations.csv, line 5: Another recommendation of this session has this position.")
    assert taken.endswith("It is “brussels-2007-csd/S1-3”.")


@pytest.mark.parametrize(
    ("model", "was", "now", "line"),
    [
        (Theme, {"slug": "remittances"}, {"slug": "money-sent-home"}, "themes.csv, line 2"),
        (Session, {"meeting__slug": "bern-2011", "number": "5"}, {"number": "5-b"}, "sessions.csv, line 2"),
        (Roundtable, {"meeting__slug": "manila-2008", "number": 2}, {"number": 7}, "roundtables.csv, line 2"),
    ],
)
def test_a_former_name_is_given_to_no_new_record(folder, model, was, now, line):
    """Else each address that was given away would lead to a double, and no longer to what it meant."""
    renamed = model.objects.get(**was)
    [(column, old)] = [(name, value) for name, value in was.items() if "__" not in name]
    name = line.partition(".")[0]
    facts = (str(old), was.get("meeting__slug"))
    edit(folder, name, lambda rows: rows.__setitem__(slice(None), [
        row for row in rows if (row[column], row.get("meeting")) == facts
    ]))  # fmt: skip
    for path in folder.glob("*.csv"):
        if path.stem != name:
            path.unlink()
    model.objects.filter(pk=renamed.pk).update(**now)
    renamed.refresh_from_db()
    assert fault_of(folder) == f"{line}: “{old}” is a former name of “{renamed}” and leads there. Choose another."
    edit(folder, name, at(0, **{column: next(iter(now.values()))}))
    assert lines_of(folder)[name].startswith("0 new, 0 changed, 1 unchanged")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"slug,description\r\n", "themes.csv, line 1: the column “name” is missing."),
        (b"slug,name,description,colour\r\n", "themes.csv, line 1: there is no column “colour” in this table."),
        (b"slug,name,description,name\r\n", "themes.csv, line 1: the column “name” is there twice."),
        (b"slug,name,description\r\n\r\na,b\r\n", "themes.csv, line 3: it has 2 cells and not 3."),
        (b"slug,name,description\r\na\r\n", "themes.csv, line 2: it has 1 cell and not 3."),
        (b'slug,name,description\r\na,"b\r\nc",d,e\r\n', "themes.csv, line 2: it has 4 cells and not 3."),
        (b'slug,name,description\r\na,"b"c,d\r\n', "themes.csv, line 2: this is not valid CSV: "),
        (b"slug,name,description\r\na,b\0,c\r\n", "themes.csv, line 2: it holds a NUL."),
        (b"slug,name,description\r\na,\xff,c\r\n", "themes.csv: this is not UTF-8: "),
        (b"", "themes.csv, line 1: the column “slug” is missing."),
    ],
)
def test_a_file_that_is_no_such_table_is_refused(folder, content, said):
    (folder / "themes.csv").write_bytes(content)
    assert fault_of(folder).startswith(said)


def test_a_folder_without_tables_is_refused(tmp_path):
    assert fault_of(tmp_path).startswith(f"{tmp_path} holds none of themes.csv, addressees.csv, meetings.csv")
    with pytest.raises(CommandError, match="There is no folder"):
        call_command("import_data", tmp_path / "nowhere")
