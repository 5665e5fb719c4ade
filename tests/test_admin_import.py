"""Tables brought in at the desk: checked first, then brought in as the check showed, or refused in plain words."""

import csv
import errno
import io
import os
import re
import time
from html import unescape

import pytest
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import MemoryFileUploadHandler, TemporaryFileUploadHandler
from django.urls import reverse

from changes.versions import record_version
from gfmd_portal.dataset import TABLES_BY_NAME
from gfmd_portal.importing.desk import checks, limits, uploads, views
from gfmd_portal.importing.desk.wording import differences
from meetings.models import Meeting, Theme
from recommendations.models import Recommendation
from search.results import Results
from tests.at_the_desk import address, form_of
from tests.importing import (
    IN,
    OUT,
    PAGE,
    as_file,
    bring_in,
    checked,
    numbers,
    refusals,
    refused,
    rows_of,
    said,
    send,
    table,
    told,
    whole_of,
    without,
    zebra,
    zipped,
)
from tests.reading import body

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("state")]


def test_a_check_tells_what_would_change_and_keeps_nothing(desk):
    before = record_version()
    page = checked(desk, table("recommendations", zebra), table("themes"))
    assert numbers(page) == {"themes.csv": [0, 0, 22, 0, 0], "recommendations.csv": [1, 2, 143, 8, 4]}
    assert record_version() == before
    assert Recommendation.objects.count() == 145 and not Recommendation.objects.filter(text="Zebra words.").exists()
    assert "recommendations" not in Results("zebra").counts


def test_what_was_shown_is_brought_in_by_a_click(desk):
    page = checked(desk, table("recommendations", zebra))
    done = bring_in(desk, page)
    assert said(done) == ["It is in the record now."]
    assert numbers(done) == numbers(page) == {"recommendations.csv": [1, 2, 143, 8, 4]}
    assert Recommendation.objects.count() == 146
    assert Recommendation.objects.get(text="Zebra words.").codings.count() == 2
    assert Results("zebra").counts["recommendations"] == 1
    assert "Bring this in" not in body(done)


def test_it_is_brought_in_once(desk):
    page = checked(desk, table("recommendations", zebra))
    bring_in(desk, page)
    before = record_version()
    again = bring_in(desk, page)
    assert again.status_code == 200 and "What was brought in" in body(again)
    assert record_version() == before


def test_where_the_record_has_changed_since_the_check_it_is_shown_anew_and_nothing_is_done(desk):
    page = checked(desk, table("recommendations", zebra))
    Recommendation.objects.filter(meeting__slug="bern-2011", code="S5-3").update(text="Edited meanwhile.")
    before = record_version()
    shown = bring_in(desk, page)
    assert said(shown) == [
        "Nothing was brought in: the record has changed meanwhile. This is what the files would change now."
    ]
    assert record_version() == before
    assert numbers(shown) == {"recommendations.csv": [1, 3, 142, 8, 4]}
    assert numbers(bring_in(desk, shown)) == {"recommendations.csv": [1, 3, 142, 8, 4]}
    assert not Recommendation.objects.filter(text="Edited meanwhile.").exists()


def test_where_the_files_no_longer_fit_the_record_they_are_refused(desk):
    page = checked(desk, table("recommendations", lambda rows: rows[0].update(themes="diaspora")))
    Theme.objects.filter(slug="diaspora").update(slug="diasporas")
    sentences = refusals(desk.post(page.request["PATH_INFO"]))
    assert sentences[0] == (
        "recommendations.csv, line 2, column themes, “diaspora”: "
        "There is no such record, neither in the database nor in the files."
    )
    assert sentences[-1] == "More of this column are refused: 1."


def test_files_that_say_what_the_record_says_have_nothing_to_bring_in(desk):
    page = checked(desk, table("recommendations"), table("sessions"))
    assert numbers(page) == {"sessions.csv": [0, 0, 45, 0, 0], "recommendations.csv": [0, 0, 145, 0, 0]}
    assert "The record says all of this already." in body(page) and "Bring this in" not in body(page)


def test_what_the_portal_gives_out_comes_in_again(desk):
    whole = SimpleUploadedFile("gfmd-portal (1).zip", whole_of(desk.get("/data/gfmd-portal.zip")))
    page = checked(desk, whole)
    assert numbers(page)["gfmd-portal (1).zip/recommendations.csv"] == [0, 0, 145, 0, 0] and len(numbers(page)) == 12
    assert "gfmd-portal (1).zip/speakers.csv" in body(page) and "gfmd-portal (1).zip/README.txt" in body(page)
    for path, rows in (
        ("/recommendations.csv?theme=remittances", [17]),
        ("/examples.csv", [46]),
        ("/sessions.csv?meeting=bern-2011", [17]),
        ("/recommendations.csv?bundle=1&meeting=bern-2011", [73, 5]),
    ):
        answer = desk.get(path)
        called = re.search('filename="([^"]+)"', answer.headers["Content-Disposition"])[1]
        found = numbers(checked(desk, SimpleUploadedFile(called, whole_of(answer))))
        assert list(found.values()) == [[0, 0, number, 0, 0] for number in rows], called


def test_a_quote_that_a_list_put_before_a_formula_is_taken_off_and_kept_where_it_is_part_of_the_text(desk):
    changed = Recommendation.objects.order_by("pk").first()
    Recommendation.objects.filter(pk=changed.pk).update(text="=1+1 is two")
    listed = whole_of(desk.get("/recommendations.csv"))
    assert b"'=1+1 is two" in listed
    rows = list(csv.DictReader(io.StringIO(listed.decode(), newline="")))
    called = "gfmd-recommendations-2026-11-29-145-rows.csv"
    assert numbers(checked(desk, as_file(rows, called))) == {called: [0, 0, 145, 0, 0]}
    assert numbers(checked(desk, as_file(rows, "recommendations.csv"))) == {"recommendations.csv": [0, 1, 144, 0, 0]}


@pytest.mark.parametrize(
    "called",
    [
        "themes.csv",
        "THEMES.CSV",
        "themes (1).csv",
        "themes(2).csv",
        "themes-2.csv",
        "themes copy.csv",
        "themes - Copy (3).csv",
        "themes-not-understood.csv",
        "gfmd-themes-2026-11-29-13-rows.csv",
        "gfmd-themes-2026-11-29-13-rows-not-understood (1).csv",
    ],
)
def test_a_file_may_be_called_as_browsers_and_the_portal_call_it(desk, called):
    assert numbers(checked(desk, table("themes", called=called))) == {called: [0, 0, 22, 0, 0]}


@pytest.mark.parametrize("called", ["my themes.csv", "themes-2011.csv", "themes-old.csv", "themes2.csv", ".csv"])
def test_a_file_whose_name_is_not_that_of_a_table_is_named_with_the_names_that_do(desk, called):
    [sentence] = refused(desk, table("themes", called=called))
    assert sentence.startswith(
        f"{called}: its name is not that of a table. It should be called themes.csv, addressees.csv, "
    )


@pytest.mark.parametrize(
    ("encoding", "writing"),
    [("utf-8-sig", {"delimiter": ";"}), ("utf-16", {"delimiter": "\t"}), ("utf-8", {"lineterminator": "\n"})],
)
def test_a_table_is_read_as_excel_writes_it(desk, encoding, writing):
    page = checked(desk, table("recommendations", zebra, encoding=encoding, **writing))
    assert numbers(page) == {"recommendations.csv": [1, 2, 143, 8, 4]}


def test_a_file_of_a_code_page_is_refused_with_what_to_do(desk):
    rows = [{"slug": "diaspora", "name": "Diásporas", "description": ""}]
    [sentence] = refused(desk, as_file(rows, "themes.csv", encoding="cp1252"))
    assert sentence.startswith("themes.csv: this is not UTF-8: ") and sentence.endswith("save it as “CSV UTF-8”.")


def test_all_cells_of_a_file_that_are_refused_are_named_at_once(desk):
    def spoil(rows):
        rows[0].update(kind="wish", themes="remitances")
        rows[1].update(session="77", position="x")
        rows[2].update(meeting="")

    sentences = refused(desk, table("recommendations", spoil))
    assert [sentence.split(":")[0].removeprefix("recommendations.csv, ") for sentence in sentences] == [
        "line 5, column position, “x”",
        "line 2, column kind, “wish”",
        "line 8, column meeting, “”",
        "line 5, column session, “77”",
        "line 2, column themes, “remitances”",
    ]


def test_what_is_wrong_with_other_files_by_themselves_is_named_at_once_too(desk):
    sentences = refused(
        desk,
        table("themes", lambda rows: rows[0].update(name="")),
        table("recommendations", lambda rows: rows[0].update(kind="wish", session="77")),
        table("sub_items", lambda rows: rows[0].update(position="x")),
        SimpleUploadedFile("examples.csv", b"ref,colour\r\n"),
    )
    assert [sentence.rpartition(": ")[0] for sentence in sentences] == [
        "themes.csv, line 2, column name, “”",
        "recommendations.csv, line 2, column kind, “wish”: Write one of",
        "sub_items.csv, line 2, column position, “x”",
        "examples.csv, line 1",
    ]


DEAD = "it cannot be unpacked: it is damaged, locked by a password, or no zip."
NO_TABLE = "only XLSX and CSV files, and zips of them, are read."


def locked():
    """A zip that says of its member that a password is needed."""
    made = bytearray(zipped(**{"themes.csv": "slug"}).read())
    made[6] |= 1
    made[made.index(b"PK\1\2") + 8] |= 1
    return SimpleUploadedFile("locked.zip", bytes(made))


def odd_files():
    def plain(name, content=b"x"):
        return SimpleUploadedFile(name, content)

    themes = table("themes").read()
    yield plain("themes.csv", b""), "themes.csv: it is empty."
    yield plain("themes.ods"), f"themes.ods: {NO_TABLE}"
    yield plain("themes"), f"themes: {NO_TABLE}"
    yield plain("themes.zip"), f"themes.zip: {DEAD}"
    yield locked(), f"locked.zip/themes.csv: {DEAD}"
    yield plain("cut.zip", zipped(**{"themes.csv": themes}).read()[:-30]), f"cut.zip: {DEAD}"
    yield zipped(**{"inner.zip": zipped().read()}), f"tables.zip/inner.zip: {NO_TABLE}"
    yield (
        zipped(**{"a/themes.csv": themes, "../themes.csv": themes}),
        ("tables.zip/themes.csv: tables.zip/themes.csv is the same table."),
    )
    yield zipped(**{f"{number}.txt": "" for number in range(61)}), "tables.zip: it holds more than 60 files."
    yield plain("themes.csv", b"\x89PNG\r\n\x1a\n\0\0"), "themes.csv: this is not UTF-8: "
    yield plain("themes.csv", b"%PDF-1.7\n1 0 obj"), "themes.csv, line 1: there is no column “%PDF-1.7” in this table."
    yield plain("themes.csv", b"slug,name\r\na,b\0\r\n"), "themes.csv, line 2: it holds a NUL."
    yield plain("themes.csv", b"slug," * 200_000), "themes.csv, line 1: there is no column “” in this table."
    yield plain("themes.csv", b"x" * 61), f"themes.csv, line 1: there is no column “{'x' * 60}…” in this table."
    for name in ("speakers.csv", "activities.csv"):
        yield plain(name), f"None of these files holds a table that can be brought in: {name}. These can: themes.csv, "


def test_what_is_no_table_is_refused_in_plain_words(desk):
    for sent, sentence in odd_files():
        [found] = refused(desk, sent)
        assert found.startswith(sentence), found


def test_a_zip_may_have_folders_and_what_macos_adds_and_no_name_of_it_becomes_a_path(desk, state):
    themes = table("themes").read()
    sent = zipped(**{"../../themes.csv": themes, "__MACOSX/._themes.csv": b"\0", ".DS_Store": b"\0", "a/": b""})
    assert numbers(checked(desk, sent)) == {"tables.zip/themes.csv": [0, 0, 22, 0, 0]}
    [folder] = checks.root().iterdir()
    assert sorted(path.name for path in folder.iterdir()) == ["report.json", "themes.csv"]
    assert [path.name for path in state.iterdir()] == ["imports"]


def test_every_file_that_cannot_be_taken_is_named_at_once(desk):
    sentences = refused(
        desk, table("themes"), table("themes", called="themes (1).csv"), table("themes", called="t.xls")
    )
    assert sentences == ["themes (1).csv: themes.csv is the same table.", f"t.xls: {NO_TABLE}"]


def test_nothing_chosen_is_said(desk):
    assert refusals(desk.post(PAGE)) == ["Choose at least one file."]


def test_a_zip_that_unpacks_to_more_than_the_desk_takes_is_not_unpacked_to_its_end(desk, monkeypatch):
    for module in (limits, uploads):
        monkeypatch.setattr(module, "MOST_UNPACKED", 2**20)
    [sentence] = refused(desk, zipped(**{"themes.csv": b"slug" + bytes(2**24)}))
    assert sentence == "Files of more than 20 MB, or 1 MB once unpacked, are for the command import_data."


def test_what_is_too_large_to_be_sent_is_not_kept_and_its_sender_is_told(desk, monkeypatch):
    monkeypatch.setattr(limits, "MOST_BYTES", 2**20)
    written = []
    receive = MemoryFileUploadHandler.receive_data_chunk
    monkeypatch.setattr(
        MemoryFileUploadHandler,
        "receive_data_chunk",
        lambda handler, data, start: written.append(len(data)) or receive(handler, data, start),
    )
    [sentence] = refused(desk, SimpleUploadedFile("themes.csv", bytes(2**22)))
    assert sentence == "Files of more than 1 MB, or 40 MB once unpacked, are for the command import_data."
    assert sum(written) <= 2**20


def test_where_the_server_has_no_room_for_what_is_sent_its_sender_is_told(desk, monkeypatch):
    def no_room(*_arguments):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(TemporaryFileUploadHandler, "receive_data_chunk", no_room)
    [sentence] = refused(desk, SimpleUploadedFile("themes.csv", bytes(2**22)))
    assert sentence == "The server cannot keep the files: No space left on device."


def test_more_files_than_the_desk_looks_at_are_no_error_page(desk):
    [sentence] = refused(desk, *[SimpleUploadedFile(f"{number}.csv", b"x") for number in range(101)])
    assert sentence.startswith("Files of more than 20 MB")


def test_more_rows_than_a_request_has_time_for_are_refused(desk, monkeypatch):
    monkeypatch.setattr(checks, "MOST_ROWS", 166)
    [sentence] = refused(desk, table("themes"), table("recommendations"), table("sub_items"), table("examples"))
    assert sentence == "There are more than 166 rows: use the command import_data for so many."
    monkeypatch.setattr(checks, "MOST_ROWS", 167)
    assert len(numbers(checked(desk, table("themes"), table("recommendations")))) == 2


def test_where_the_server_has_no_room_for_the_files_that_is_said(desk, settings, tmp_path):
    settings.STATE_DIR = tmp_path / "full"
    settings.STATE_DIR.write_text("no folder")
    assert refusals(send(desk, table("themes"))) == ["The server cannot keep the files: Not a directory."]


@pytest.mark.parametrize(
    "left_out", ["add_theme", "change_session", "add_recommendationtheme", "delete_examplecountry", "change_subitem"]
)
def test_who_may_not_do_it_all_by_hand_is_refused_and_sees_no_link(desk, left_out):
    page = checked(desk, table("recommendations", zebra)).request["PATH_INFO"]
    without(desk, left_out)
    before = record_version()
    assert desk.get(PAGE).status_code == desk.get(page).status_code == 403
    assert send(desk, table("themes")).status_code == desk.post(page).status_code == 403
    assert record_version() == before
    assert PAGE not in body(desk.get("/admin/"))
    assert PAGE not in body(desk.get("/admin/recommendations/recommendation/"))


def test_who_may_finds_the_way_from_the_desk_and_from_the_lists_of_what_can_be_brought_in(desk):
    link = f'<a href="{PAGE}">Import tables</a>'
    for path in ("", "recommendations/recommendation/", "meetings/meeting/", "gfmd_sessions/session/"):
        assert body(desk.get(f"/admin/{path}")).count(link) == 1, path
    for path in ("agencies/agency/", "gfmd_sessions/speaker/"):
        assert link not in body(desk.get(f"/admin/{path}"))


def test_who_is_signed_out_is_asked_to_sign_in(client):
    for path in (PAGE, f"{PAGE}0123456789abcdef/"):
        for answer in (client.get(path), client.post(path)):
            assert answer.status_code == 302 and answer.headers["Location"].startswith("/admin/login/")


def test_nobody_sees_or_brings_in_what_another_has_checked(desk, client, django_user_model):
    page = checked(desk, table("recommendations", zebra)).request["PATH_INFO"]
    client.force_login(django_user_model.objects.create_superuser("other"))
    before = record_version()
    for answer in (client.get(page, follow=True), client.post(page, follow=True)):
        assert answer.redirect_chain == [(PAGE, 302)]
        assert said(answer) == ["This check is no longer kept. Choose the files again."]
    assert record_version() == before


def test_a_form_without_its_token_brings_nothing_in(desk):
    page = checked(desk, table("recommendations", zebra)).request["PATH_INFO"]
    desk.handler.enforce_csrf_checks = True
    before = record_version()
    assert desk.post(page).status_code == send(desk, table("themes")).status_code == 403
    assert record_version() == before


def test_no_page_of_it_may_be_kept(desk):
    page = checked(desk, table("themes"))
    for answer in (page, desk.get(PAGE)):
        assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("report", ['{"tables": []}', "{", '{"sources": [], "tables": [], "other": 1}'])
def test_a_check_that_another_release_wrote_down_is_no_longer_kept(desk, state, report):
    page = checked(desk, table("themes")).request["PATH_INFO"]
    [file] = state.glob("imports/*/*.json")
    file.write_text(report)
    assert said(desk.get(page, follow=True)) == ["This check is no longer kept. Choose the files again."]


def test_a_check_that_is_left_is_swept_away(desk, django_user_model, client):
    left = checked(desk, table("themes")).request["PATH_INFO"]
    page = checked(desk, table("recommendations", zebra)).request["PATH_INFO"]
    assert said(desk.get(left, follow=True)) == ["This check is no longer kept. Choose the files again."]
    [folder] = checks.root().iterdir()
    client.force_login(django_user_model.objects.create_superuser("other"))
    checked(client, table("themes"))
    assert folder.exists() and len(list(checks.root().iterdir())) == 2
    yesterday = time.time() - checks.KEPT - 60
    os.utime(folder, (yesterday, yesterday))
    checked(client, table("themes"))
    assert not folder.exists() and page


def test_files_go_once_they_are_brought_in_and_what_was_done_is_still_told(
    desk, django_capture_on_commit_callbacks, client
):
    page = checked(desk, table("recommendations", zebra))
    [folder] = checks.root().iterdir()
    with django_capture_on_commit_callbacks(execute=True):
        bring_in(desk, page)
    assert sorted(path.name for path in folder.iterdir()) == ["before.zip", "report.json"]
    checked(desk, table("themes"))
    assert numbers(desk.get(page.request["PATH_INFO"])) == {"recommendations.csv": [1, 2, 143, 8, 4]}


def test_what_was_taken_back_by_the_database_is_not_said_to_be_done(desk, monkeypatch):
    page = checked(desk, table("recommendations", zebra))
    before = record_version()

    def fail():
        raise RuntimeError("no room")

    monkeypatch.setattr("gfmd_portal.desk.site.bring_up_to_date", fail)
    with pytest.raises(RuntimeError):
        desk.post(page.request["PATH_INFO"])
    monkeypatch.undo()
    assert record_version() == before
    assert "Bring this in" in body(desk.get(page.request["PATH_INFO"]))


def test_the_rule_of_who_may_names_only_permissions_that_there_are(desk, admin_user):
    assert views.may_import(admin_user)
    assert views.may_import(desk.get(PAGE).wsgi_request.user)
    assert reverse("admin:import") == PAGE and Meeting.objects.exists()


def test_a_check_shows_which_cells_of_which_records_change_from_what_to_what(desk):
    def change(rows):
        zebra(rows)
        rows[2].update(text=rows[2]["text"].replace("Flexibility in visa", "Flexibility <in> permit"), addressees="")

    first, second, third, new = told(checked(desk, table("recommendations", change)))
    assert first[:2] == ("changed", "brussels-2007-csd/S1-1")
    assert [column for column, _html in first[2]] == ["text", "themes"]
    assert second == (
        "changed",
        "brussels-2007-csd/S1-2",
        [("themes", OUT % "skills-recognition;skilled-migration" + IN % "recruitment")],
    )
    assert third[:2] == ("changed", "brussels-2007-csd/S1-3")
    assert third[2][0][1].startswith(
        "Flexibility " + OUT % "in visa " + IN % "&lt;in&gt; permit " + "and residential status should be allowed"
    )
    assert third[2][1] == ("addressees", OUT % "governments")
    assert new[:2] == ("new", "brussels-2007-csd/S1-3-new")
    assert ("position", "99") in new[2] and "themes" not in dict(new[2])


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("a b c", "a x c", [("same", "a "), ("out", "b "), ("in", "x "), ("same", "c")]),
        ("one;two", "two", [("out", "one;"), ("same", "two")]),
        ("", "new words", [("in", "new words")]),
        ("old words", "", [("out", "old words")]),
        ("1", "2", [("out", "1"), ("in", "2")]),
        (
            "all is other here",
            "nothing stays as before",
            [("out", "all is other here"), ("in", "nothing stays as before")],
        ),
        (
            "word " * 40 + "old " + "word " * 60 + "old " + "word " * 40,
            "word " * 40 + "new " + "word " * 60 + "new " + "word " * 40,
            [
                *[("same", "… " + "word " * 11), ("out", "old "), ("in", "new ")],
                *[("same", "word " * 12 + "… " + "word " * 11), ("out", "old "), ("in", "new ")],
                ("same", "word " * 12 + "…"),
            ],
        ),
        ("x " * 3000, "y " * 3000, [("out", "x " * 1000 + "…"), ("in", "y " * 1000 + "…")]),
    ],
)
def test_the_words_that_differ_are_told_and_long_stretches_that_do_not_are_shortened(before, after, pieces):
    assert [(piece.kind, piece.words) for piece in differences(before, after)] == pieces


def test_a_column_that_only_an_import_reads_is_shown_too(desk):
    rows = [row | {"time_zone": "Asia/Manila"} for row in rows_of("meetings") if row["slug"] == "bern-2011"]
    [found] = told(checked(desk, as_file(rows, "meetings.csv")))
    assert found == ("changed", "bern-2011", [("time_zone", OUT % "Europe/Zurich" + IN % "Asia/Manila")])


@pytest.mark.parametrize("name", [name for name in uploads.READ if name != "rooms"])
def test_of_each_table_it_is_told_what_changes(desk, name):
    columns = [column.name for column in TABLES_BY_NAME[name].columns]
    column = next(column for column in ("text", "name", "title") if column in columns)
    page = checked(desk, table(name, lambda rows: rows[0].update({column: "Zebra words."})))
    [(kind, _called, [(changed, html)])] = told(page)
    assert (kind, changed) == ("changed", column) and html.endswith(IN % "Zebra words.")


def test_what_was_brought_in_is_linked_at_the_desk(desk):
    done = bring_in(desk, checked(desk, table("recommendations", zebra)))
    links = re.findall(r'(new|changed):\s*<a href="([^"]+)" dir="auto">([^<]+)</a>', body(done))
    assert [(kind, name) for kind, _link, name in links] == [
        ("changed", "brussels-2007-csd/S1-1"),
        ("changed", "brussels-2007-csd/S1-2"),
        ("new", "brussels-2007-csd/S1-3-new"),
    ]
    for (_kind, link, name), code in zip(links, ["S1-1", "S1-2", "S1-3-new"], strict=True):
        record = Recommendation.objects.get(meeting__slug="brussels-2007-csd", code=code)
        assert link == form_of(record) and desk.get(link).status_code == 200, name


def test_records_beyond_the_first_stand_on_pages_of_their_table(desk):
    def add(rows):
        for number in range(150):
            rows.append({**rows[2], "ref": f"{rows[2]['ref']}-{number}", "position": str(100 + number)})

    page = checked(desk, table("recommendations", add), table("themes", lambda rows: rows[0].update(name="Zebra")))
    assert len(told(page)) == 1 + 20
    assert '<a href="?table=recommendations">All 150 records of recommendations.csv</a>' in body(page)
    path = page.request["PATH_INFO"]
    first, last = desk.get(f"{path}?table=recommendations"), desk.get(f"{path}?table=recommendations&page=2")
    assert [len(told(page)) for page in (first, last)] == [100, 50]
    assert "Page 2 of 2" in body(last) and "Next page" not in body(last) and "Next page" in body(first)
    for odd in ("?table=nowhere", "?table=sessions", "?table=", "?page=2"):
        assert told(desk.get(path + odd)) == told(page)
    assert told(desk.get(f"{path}?table=recommendations&page=x")) == told(first)


def history_of(browser, record):
    """What the history of a record at the desk tells of its last change: who made it, and what."""
    page = browser.get(address("history", type(record), record.pk))
    entry = page.context["action_list"][0]
    assert entry.get_change_message() in unescape(body(page))
    return str(entry.user), entry.action_flag, entry.get_change_message()


def test_histories_tell_who_brought_in_what_and_what_stood_before(desk):
    first = Recommendation.objects.get(meeting__slug="brussels-2007-csd", code="S1-1")
    before, themes = first.text, ";".join(first.codings.order_by("position").values_list("theme__slug", flat=True))
    sent = [
        table("recommendations", zebra),
        table("sessions"),
        table("themes", lambda rows: rows[0].update(name="Zebra")),
    ]
    bring_in(desk, checked(desk, *sent))
    assert history_of(desk, first) == (
        "member",
        CHANGE,
        f"Imported from recommendations.csv: text (before: “{before}”), themes (before: “{themes}”).",
    )
    new = Recommendation.objects.get(meeting__slug="brussels-2007-csd", code="S1-3-new")
    assert history_of(desk, new) == ("member", ADDITION, "Imported from recommendations.csv.")
    assert [str(entry.object_repr) for entry in LogEntry.objects.all()[:2]] == [
        "Imported from recommendations.csv: 1 new, 2 changed",
        "Imported from themes.csv: 0 new, 1 changed",
    ]
    assert LogEntry.objects.count() == 3 + 1 + 2
    assert "Imported from recommendations.csv: 1 new, 2 changed" in body(desk.get("/admin/"))


def test_a_check_and_what_changes_nothing_leave_no_history(desk):
    checked(desk, table("recommendations", zebra))
    page = checked(desk, table("recommendations"))
    desk.post(page.request["PATH_INFO"])
    assert LogEntry.objects.count() == 0
