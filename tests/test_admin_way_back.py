"""The way back from an import at the desk: a file that sets back what was changed, and links to what was added."""

import os
import re
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from changes.versions import record_version
from gfmd_portal.importing.desk import checks
from recommendations.models import Recommendation
from tests.importing import (
    PAGE,
    bring_in,
    checked,
    numbers,
    rows_of,
    table,
    told,
    whole_of,
    without,
    zebra,
)
from tests.reading import body

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("state")]


@pytest.fixture
def done(desk):
    """The page of an import that changed three tables and added a recommendation."""

    def move(rows):
        rows[0].update(title="Zebra", status="moved", status_note="To the hall.")

    def swap(rows):
        rows[0]["position"], rows[1]["position"] = rows[1]["position"], rows[0]["position"]

    return bring_in(
        desk, checked(desk, table("recommendations", zebra), table("sessions", move), table("passages", swap))
    )


def way_back(browser, page):
    """The file that a page offers for setting back what it tells of."""
    link = re.search(r'<a href="([^"]+/before.zip)">', body(page))[1]
    answer = browser.get(link)
    called = re.search('filename="([^"]+)"', answer.headers["Content-Disposition"])[1]
    return SimpleUploadedFile(called, whole_of(answer))


@pytest.fixture
def all_before(db):
    """What the tables hold before an import; asked for before `done`."""
    return {name: rows_of(name) for name in ("recommendations", "sessions", "passages")}


def test_the_rows_that_an_import_changed_are_set_back_by_a_file_and_what_is_new_stays(all_before, done, desk):
    sent = way_back(desk, done)
    page = checked(desk, sent)
    assert numbers(page) == {
        f"{sent.name}/passages.csv": [0, 2, 0, 0, 0],
        f"{sent.name}/sessions.csv": [0, 1, 0, 0, 0],
        f"{sent.name}/recommendations.csv": [0, 2, 0, 4, 3],
    }
    bring_in(desk, page)
    after = {name: rows_of(name) for name in all_before}
    assert [row["ref"] for row in after["recommendations"] if row not in all_before["recommendations"]] == [
        "brussels-2007-csd/S1-3-new"
    ]
    after["recommendations"] = [row for row in after["recommendations"] if not row["ref"].endswith("-new")]
    assert after == all_before


def test_what_was_edited_since_is_shown_before_it_is_set_back(done, desk):
    Recommendation.objects.filter(text="Zebra words.").update(text="Giraffe words.")
    page = checked(desk, way_back(desk, done))
    assert "Giraffe words." in dict(told(page)[-2][2])["text"]


def test_what_is_new_is_named_with_its_link_and_a_file_is_offered_only_where_something_changed(desk):
    page = bring_in(desk, checked(desk, table("recommendations", lambda rows: rows.append({**zebra_row(rows)}))))
    assert "Added rows stay." in body(page) and "before.zip" not in body(page)
    assert desk.get(f"{page.request['PATH_INFO']}before.zip").status_code == 404
    [(kind, name, _cells)] = told(page)
    assert (kind, name) == ("new", "brussels-2007-csd/S1-3-new")
    page = bring_in(desk, checked(desk, table("themes", lambda rows: rows[0].update(name="Zebra"))))
    assert "Added rows stay." not in body(page) and "before.zip" in body(page)


def zebra_row(rows):
    return {**rows[2], "ref": f"{rows[2]['ref']}-new", "position": "99"}


def lately(browser):
    """What the page on which files are chosen says of the last imports: (user, what, link)."""
    found = re.findall(
        r"<li>[^<]+, ([^<]+): <a href=\"([^\"]+)\" dir=\"auto\">([^<]+)</a></li>", body(browser.get(PAGE))
    )
    return [(user, what, link) for user, link, what in found]


def test_the_way_back_is_found_later_and_by_colleagues_from_the_page_on_which_files_are_chosen(
    done, desk, client, django_user_model, django_capture_on_commit_callbacks
):
    link = done.request["PATH_INFO"]
    assert lately(desk) == [
        ("member", "Imported from recommendations.csv: 1 new, 2 changed", link),
        ("member", "Imported from sessions.csv: 0 new, 1 changed", link),
        ("member", "Imported from passages.csv: 0 new, 2 changed", link),
    ]
    client.force_login(django_user_model.objects.create_superuser("other"))
    assert lately(client) == lately(desk)
    sent = way_back(client, client.get(link))
    before = record_version()
    client.post(link)
    assert record_version() == before
    assert len(numbers(checked(client, sent))) == 3


def test_it_is_kept_for_ninety_days(done, desk, django_capture_on_commit_callbacks):
    link = done.request["PATH_INFO"]
    [folder] = checks.root().iterdir()
    checks.kept_check(done.wsgi_request.user, folder.name.partition("-")[2]).drop_files()
    for days, is_there in ((89, True), (91, False)):
        then = time.time() - days * 24 * 60 * 60
        os.utime(folder, (then, then))
        checked(desk, table("themes"))
        assert bool(lately(desk)) == (desk.get(link).status_code == 200) == is_there


def test_who_may_not_import_gets_no_file(done, desk):
    without(desk, "add_theme")
    assert desk.get(f"{done.request['PATH_INFO']}before.zip").status_code == 403
