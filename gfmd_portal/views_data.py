"""The whole data set on the web: a page that explains every table, and the files."""

from tempfile import SpooledTemporaryFile

from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from gfmd_portal.conditional import version_of
from gfmd_portal.dataset import TABLES, TABLES_BY_NAME, package
from gfmd_portal.dataset.archive import write_archive
from gfmd_portal.dataset.files import csv_chunks
from gfmd_portal.languages import plain

MEMORY = 2**20  # a larger zip goes to disk while it is made


@require_safe
def data_home(request):
    """The data dictionary: every table and column of the data set, and where to get it."""
    context = {
        "tables": [counted(table) for table in TABLES],
        "rights": package.RIGHTS,
        "format": package.FORMAT,
        "version": package.VERSION,
        "record_version": version_of(request),
        "address": request.build_absolute_uri(plain(reverse("data-home"))),
    }
    return render(request, "data/home.html", context)


def counted(table):
    """A table of the data set, the number of its rows, and this number in words."""
    number = table.count()
    return table, number, ngettext("%(number)s row", "%(number)s rows", number) % {"number": number}


@require_safe
def data_csv(request, table):
    """One table, sent while it is read."""
    if table not in TABLES_BY_NAME:
        raise Http404(_("The data set has no table “%(name)s”.") % {"name": table})
    return StreamingHttpResponse(
        csv_chunks(TABLES_BY_NAME[table]) if request.method == "GET" else (),  # HEAD asks only whether it is there
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{table}.csv"'},
    )


@require_safe
def data_zip(request):
    """All tables with their description and checksums."""
    file = SpooledTemporaryFile(MEMORY)  # noqa: SIM115 - the response closes it
    write_archive(file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename="gfmd-portal.zip")


@require_safe
def data_package(request):
    """The description of all tables for programs."""
    return HttpResponse(package.as_json(), content_type="application/json")
