"""The whole data set on the web: a page that explains every table, and the files."""

from dataclasses import dataclass
from functools import lru_cache

from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from browse.addresses import addresses
from browse.not_understood import idle_words, said_of_file
from browse.snapshots import in_one_snapshot
from browse.tags import jinja
from browse.translations import gettext, ngettext
from changes.snapshots import one_snapshot
from changes.versions import record_version
from gfmd_portal.dataset import TABLES, TABLES_BY_NAME, package
from gfmd_portal.dataset.archive import write_archive
from gfmd_portal.dataset.files import csv_chunks
from gfmd_portal.kept_files import kept_while_sent, made_once
from gfmd_portal.languages import plain
from gfmd_portal.page_state import version_of

ZIP = "application/zip"


@in_one_snapshot
def data_home(request):
    """The data dictionary: every table and column of the data set, and where to get it."""
    context = {
        "tables": shown_tables(version_of(request)),
        "rights": package.RIGHTS,
        "format": package.FORMAT,
        "version": package.VERSION,
        "record_version": version_of(request),
        "address": request.build_absolute_uri(plain(reverse("data-home"))),
    }
    return render(request, "data/home.html", context)


@dataclass(slots=True)
class Shown:
    """A table of the data set as the page shows it."""

    name: str
    title: str
    description: str
    address: str
    rows: int
    rows_in_words: str
    columns: str


def shown_tables(version):
    """All tables, with the number of their rows at a `version` of the record, which is that of now."""
    address, language, counts = addresses("data:csv", 1), get_language(), _counts(version)
    return [
        Shown(
            name=table.name,
            title=gettext(table.title),
            description=gettext(table.description),
            address=address(table.name),
            rows=rows,
            rows_in_words=ngettext("%(number)s row", "%(number)s rows", rows) % {"number": rows},
            columns=_columns(table.name, language),
        )
        for table, rows in zip(TABLES, counts, strict=True)
    ]


@lru_cache(1)
def _counts(_version):
    """The number of rows of each table; to count a million takes a database a tenth of a second."""
    return [table.count() for table in TABLES]


@lru_cache(200)
def _columns(name, _language):
    """What the columns of a table mean, as HTML: only a new release says it otherwise."""
    return jinja("data/_columns.jinja", table=TABLES_BY_NAME[name])


def data_csv(request, table):
    """One table, sent while it is read."""
    if table not in TABLES_BY_NAME:
        raise Http404(_("The data set has no table “%(name)s”.") % {"name": table})
    # A table is whole whatever the address says, though `?theme=` may look as if it narrowed it.
    lost, headers = said_of_file(idle_words(request.GET))
    chunks = _chunks(TABLES_BY_NAME[table])
    next(chunks)  # a database that cannot be asked is told of before the answer begins
    return StreamingHttpResponse(
        chunks,
        content_type="text/csv; charset=utf-8",
        headers={**headers, "Content-Disposition": f'attachment; filename="{table}{lost}.csv"'},
    )


def _chunks(table):
    """Nothing once a snapshot is open, then the CSV of a table: what belongs to a row is read after it, and fits it."""
    with one_snapshot():
        yield b""
        yield from kept_while_sent(f"{table.name}.csv", record_version(), csv_chunks(table))


def data_zip(request):
    """All tables with their description and checksums. HEAD tells no size: that is known once the zip is made."""
    lost, headers = said_of_file(idle_words(request.GET))
    headers["Content-Disposition"] = f'attachment; filename="gfmd-portal{lost}.zip"'
    if request.method == "HEAD":
        return StreamingHttpResponse(content_type=ZIP, headers=headers)
    with one_snapshot():
        file = made_once("gfmd-portal.zip", record_version(), write_archive)
    return FileResponse(file, content_type=ZIP, headers={**headers, "Content-Length": file.size})


def data_package(request):
    """The description of all tables for programs."""
    _lost, headers = said_of_file(idle_words(request.GET))
    return HttpResponse(package.as_json(), content_type="application/json", headers=headers)
