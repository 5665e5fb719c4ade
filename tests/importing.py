"""What tests of imports at the desk share: tables as files that a browser sends, and what the pages say of them."""

import csv
import io
import re
import zipfile

from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile

from changes.versions import record_version
from gfmd_portal.dataset import TABLES_BY_NAME
from gfmd_portal.dataset.files import csv_chunks
from gfmd_portal.importing.desk import checks
from tests.reading import body

PAGE = "/admin/import/"
OUT = '<del><span class="visually-hidden" dir="auto">taken out: </span>%s</del>'
IN = '<ins><span class="visually-hidden" dir="auto">put in: </span>%s</ins>'


def rows_of(name):
    """The rows of a table as its file has them: lists of dicts."""
    return list(csv.DictReader(io.StringIO(b"".join(csv_chunks(TABLES_BY_NAME[name])).decode(), newline="")))


def as_file(rows, name, encoding="utf-8", **writing):
    """Rows as a CSV file that a browser sends."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, rows[0].keys(), **writing)
    writer.writeheader()
    writer.writerows(rows)
    return SimpleUploadedFile(name, text.getvalue().encode(encoding))


def table(name, change=None, called=None, **writing):
    """A table as a file, once `change` has worked on its rows."""
    rows = rows_of(name)
    if change:
        change(rows)
    return as_file(rows, called or f"{name}.csv", **writing)


def zipped(called="tables.zip", **members):
    """A zip that a browser sends; the names of its members may be any."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return SimpleUploadedFile(called, made.getvalue())


def send(browser, *files):
    return browser.post(PAGE, {"files": files})


def checked(browser, *files):
    """The page of the check of these files, which nothing was wrong with."""
    answer = send(browser, *files)
    assert answer.status_code == 302, refusals(answer)
    return browser.get(answer.headers["Location"])


def refusals(page):
    return list(page.context["refused"])


def refused(browser, *files):
    """Why these files are refused. Nothing may have changed then, nor be kept."""
    before = record_version()
    page = send(browser, *files)
    assert page.status_code == 200 and record_version() == before
    assert list(checks.root().glob("*")) == []
    return refusals(page)


def numbers(page):
    """What a page says of each file: new, changed, unchanged, links made and taken out."""
    rows = re.findall(r'<th scope="row">([^<]+)</th>\s*((?:<td>\d+</td>\s*)+)', body(page))
    return {name: [int(number) for number in re.findall(r"\d+", cells)] for name, cells in rows}


def bring_in(browser, page):
    """Press the button of the page of a check."""
    assert "Bring this in" in body(page)
    return browser.post(page.request["PATH_INFO"], follow=True)


def said(page):
    return [str(message) for message in page.context["messages"]]


def zebra(rows):
    """Three changes: words and themes of one record, themes alone of another, and a record that is new."""
    rows[0].update(text="Zebra words.", themes="diaspora;remittances")
    rows[1].update(themes="recruitment")
    rows.append({**rows[2], "ref": f"{rows[2]['ref']}-new", "position": "99", "themes": ""})


def whole_of(answer):
    return b"".join(answer.streaming_content)


def without(desk, *left_out):
    """Take permissions from the member of the Secretariat who is signed in."""
    group = Group.objects.get(name="Secretariat")
    group.permissions.remove(*Permission.objects.filter(codename__in=left_out))
    return desk


def told(page):
    """What a page tells of records: kind and name of each, with its cells as (column, HTML of what differs)."""
    inside = body(page)[body(page).index('<ul class="import-records">') :]
    found = []
    for item in re.findall(r"<li>(.*?)</li>", inside, re.DOTALL):
        kind, name = re.search(r'(new|changed):\s*<(?:strong|a)[^>]*dir="auto">([^<]+)<', item).groups()
        found.append((kind, name, re.findall(r'<dt>(\w+)</dt>\s*<dd dir="auto">(.*?)</dd>', item, re.DOTALL)))
    return found
