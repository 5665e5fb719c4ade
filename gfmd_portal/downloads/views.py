"""The addresses of lists as files. They take the same words as the pages of the lists."""

from functools import partial

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from browse.not_understood import idle_words, note_of, overruled, said_of_file
from browse.snapshots import in_one_snapshot, snapshot_of
from gfmd_portal.dataset import package
from gfmd_portal.downloads.atom_file import as_atom
from gfmd_portal.downloads.csv_file import as_bundle, as_csv
from gfmd_portal.downloads.facts import facts_of
from gfmd_portal.downloads.feed import feed_of, last_changed
from gfmd_portal.downloads.json_file import as_json
from gfmd_portal.downloads.lists import LISTS, Listed
from gfmd_portal.downloads.xlsx_file import as_xlsx
from gfmd_portal.identities import urn
from gfmd_portal.page_state import version_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ATOM = "application/atom+xml; charset=utf-8"
NO_PAGE = {"X-Robots-Tag": "noindex"}
"""Files are no pages for search engines."""


def list_csv(request, name):
    """A list as CSV, or with `bundle=1` as a zip of it with a README."""
    if request.GET.get("bundle") == "1":
        return sent(request, name, "zip", "application/zip", as_bundle)
    return sent(request, name, "csv", "text/csv; charset=utf-8", as_csv)


def list_xlsx(request, name):
    """A list as a workbook with a sheet of records and a sheet about them."""
    return sent(request, name, "xlsx", XLSX, as_xlsx)


def list_json(request, name):
    """A list as JSON for programs."""
    return sent(request, name, "json", "application/json", as_json)


def list_bibliography(request, name, shape):
    """The references to all records of a list, for a reference manager."""
    return sent(request, name, shape.ending, shape.content_type, partial(as_references, shape))


def list_atom(request, name):
    """A list as a feed, read in place."""
    response = sent(request, name, "atom", ATOM, as_atom)
    del response.headers["Content-Disposition"]
    return response


@in_one_snapshot
def feed(request):
    """The recommendations that changed last."""
    answer = feed_of(
        *last_changed(),
        identity=urn(request.path),
        title=_("GFMD portal: recommendations, latest changes"),
        address=request.build_absolute_uri(request.path),
        page=request.build_absolute_uri(reverse("recommendations:list")),
        absolute=request.build_absolute_uri,
        licence=_(package.RIGHTS),
        version=version_of(request),
        note=note_of(idle_words(request.GET)),
    )
    return HttpResponse(answer, content_type=ATOM, headers=NO_PAGE)


def asked(request, name):
    """The list that the address asks for; of a CSV, `bundle` says how it is sent, not what it holds."""
    if name not in LISTS:
        raise Http404
    words = request.GET.copy()
    if request.path.endswith(".csv"):
        said = words.getlist("bundle")
        followed = {"", "0", "1"}.difference(overruled(said))
        words.setlist("bundle", [value for value in said if value not in followed])
    return Listed(LISTS[name], words, request.build_absolute_uri)


def as_references(shape, listed, facts):
    """The references of a list in one form, with a remark on what was not understood if it has room for one."""
    if facts.note and shape.remark:
        yield shape.remark(facts.note).encode()
    yield from shape.file(listed.references(facts.version))


def sent(request, name, ending, content_type, write):
    """The answer that sends a list as a file while it is read. HEAD asks only for its headers."""
    listed = asked(request, name)
    stream = at_one_snapshot(listed, write)
    facts = next(stream)
    if request.method == "HEAD":
        stream.close()
    _lost, headers = said_of_file(facts.not_understood)
    name = f'attachment; filename="{listed.file_stem(facts)}.{ending}"'
    return StreamingHttpResponse(
        stream, content_type=content_type, headers={**NO_PAGE, **headers, "Content-Disposition": name}
    )


def at_one_snapshot(listed, write):
    """Yield the facts of a list, then its file: both of one state of the record, whatever editors do meanwhile.

    Django closes the stream with the response, also where the reader goes away, and that ends the snapshot.
    """
    with snapshot_of(listed.found):
        facts = facts_of(listed)
        yield facts
        yield from write(listed, facts)
