"""What the check of an import refuses or doubts of names: those that differ in capitals alone, or by a slip."""

import pytest

from meetings.models import Theme
from tests import factories
from tests.importing import as_file, bring_in, checked, refused, rows_of, table
from tests.reading import body

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("state")]


def doubts(page):
    return page.context["check"].doubts


def add_row(**cells):
    """Add a row to a table like its third, with other cells."""
    return lambda rows: rows.append(rows[2] | cells)


def test_a_ref_that_differs_in_capitals_alone_is_refused_with_its_line(desk):
    rows = rows_of("recommendations")
    ref = rows[0]["ref"]
    meeting, _slash, code = ref.partition("/")
    twin = f"{meeting}/{code.lower()}"
    lines = refused(desk, table("recommendations", add_row(ref=twin, position="99")))
    said = f"“{code.lower()}” differs from “{code}” in capitals alone. Choose another."
    assert lines == [f"recommendations.csv, line {line_of_last(rows)}: {said}"]


def line_of_last(rows):
    """The line of a CSV file on which a row begins that stands behind some rows."""
    return 2 + sum(1 + sum(cell.count("\n") for cell in row.values()) for row in rows)


def test_two_codes_of_one_file_are_told_apart_too(desk):
    def two(rows):
        meeting = rows[2]["meeting"]
        rows.append(rows[2] | {"ref": f"{meeting}/S99-a", "position": "98"})
        rows.append(rows[2] | {"ref": f"{meeting}/S99-A", "position": "99"})

    (line,) = refused(desk, table("recommendations", two))
    assert line.endswith("“S99-A” differs from “S99-a” in capitals alone. Choose another.")


def test_a_room_is_told_apart_by_its_slug(desk):
    room = factories.a_room(slug="hall")
    cells = {"slug": "HALL", "name": "Annex", "position": "99"}
    lines = refused(desk, table("rooms", lambda rows: rows.append(rows[-1] | cells)))
    assert lines == ["rooms.csv, line 3: “HALL” differs from “hall” in capitals alone. Choose another."]
    assert room.meeting.rooms.count() == 1


def test_a_theme_much_like_another_is_doubted_in_the_check_and_brought_in_by_a_click(desk):
    page = checked(desk, table("themes", add_row(slug="remitances", name="Remitances")))
    assert doubts(page) == ["“Remitances” is very like “Remittances”, which is there already."]
    assert "Names that are very like others" in body(page)
    done = bring_in(desk, page)
    assert Theme.objects.get(slug="remitances").name == "Remitances"
    assert "Names that are very like others" not in body(done)


def test_only_names_that_an_import_changes_are_doubted(desk):
    factories.a_theme(slug="remitances", name="Remitances")

    def describe(rows):
        rows[-1]["description"] = "A slip that is there."

    assert doubts(checked(desk, table("themes", describe))) == []


def test_names_that_swap_are_not_doubted(desk):
    def swap(rows):
        rows[0]["name"], rows[1]["name"] = rows[1]["name"], rows[0]["name"]

    assert doubts(checked(desk, table("themes", swap))) == []


def test_the_whole_record_is_brought_in_without_a_doubt(desk):
    names = ["themes", "addressees", "documents", "roundtables", "sessions", "recommendations", "examples"]
    assert doubts(checked(desk, *(as_file(rows_of(name), f"{name}.csv") for name in names))) == []


def test_a_room_whose_capacity_is_not_known_is_brought_in_as_it_was_downloaded(desk):
    factories.a_room(capacity=None)
    assert not checked(desk, table("rooms")).context["check"].changes_something
