"""The log of changes as pages: a month by day and table, and what changed in one table on one day."""

from datetime import date
from itertools import groupby

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from browse.not_understood import idle_words, note_of, overruled, passed_over, shown
from browse.snapshots import in_one_snapshot_of
from changes.models import Change, Tally
from changes.tallies import TALLIES
from gfmd_portal.downloads.views import ATOM, NO_PAGE
from gfmd_portal.page_state import version_of
from gfmd_portal.reference.feed import feed_of_changes
from gfmd_portal.reference.log import counted, entries, name_of_table

PER_PAGE = 100


@in_one_snapshot_of(TALLIES)
def latest(request):
    """The newest month that has changes."""
    newest = Tally.objects.first()
    return month_page(request, newest.day if newest else None, is_latest=True)


@in_one_snapshot_of(TALLIES)
def month(request, year, number):
    """The changes of one month, which has its address for ever."""
    try:
        return month_page(request, date(year, number, 1))
    except ValueError as error:
        raise Http404(_("There is no such month.")) from error


def month_page(request, day, is_latest=False):
    """The page of the month in which `day` lies: its days, the newest first, with what changed in each table.

    As the latest month it is named after no month, for it is not always the same.
    """
    found = Tally.objects.all()
    context = {"version": str(version_of(request)), "days": [], "is_latest": is_latest}
    if day:
        first, following = day.replace(day=1), _next_month(day)
        in_month = found.filter(day__gte=first, day__lt=following)
        context |= {
            "month": first,
            "days": [_day(when, list(of_day)) for when, of_day in groupby(in_month, key=lambda tally: tally.day)],
            "earlier": found.filter(day__lt=first).values_list("day", flat=True).first(),
            "later": found.filter(day__gte=following).order_by("day").values_list("day", flat=True).first(),
        }
    return render(request, "reference/changes.html", context)


@in_one_snapshot_of(TALLIES)
def table_of_day(request, year, number, day, table):
    """What changed in one table on one day, the newest first. `before` is the number of a change: stable for ever."""
    try:
        when = date(year, number, day)
    except ValueError as error:
        raise Http404(_("There is no such day.")) from error
    of_table = Tally.objects.filter(day=when, table=table).order_by("event")
    if not of_table:
        raise Http404(_("Nothing changed there on that day."))
    first, last = min(tally.first for tally in of_table), max(tally.last for tally in of_table)
    before = request.GET.get("before", "")
    sound = before.isascii() and before.isdigit() and len(before) < 16
    changes = Change.objects.filter(table=table, pk__range=(first, min(last, int(before) - 1) if sound else last))
    found = list(changes.order_by("-pk")[: PER_PAGE + 1])
    context = {
        "day": when,
        "table": name_of_table(table),
        "counts": [counted(tally) for tally in of_table],
        "entries": entries(table, found[:PER_PAGE]),
        "more": found[PER_PAGE - 1].pk if len(found) > PER_PAGE else None,
        "odd": [
            *passed_over(request.GET, *(["before"] if sound else [])),
            *(("before", shown(number)) for number in overruled(request.GET.getlist("before")) if sound),
        ],
    }
    return render(request, "reference/changes_table.html", context)


@in_one_snapshot_of(TALLIES)
def feed(request):
    """The log as an Atom feed."""
    address, page = reverse("changes-feed"), reverse("changes:latest")
    answer = feed_of_changes(request.build_absolute_uri, address, page, note_of(idle_words(request.GET)))
    return HttpResponse(answer, content_type=ATOM, headers=NO_PAGE)


def _day(when, of_day):
    """A day with its tables: records before ties of records, those with most changes first, each with what happened."""
    tables = [
        (name_of_table(table), table, [counted(tally) for tally in of_table], sum(tally.number for tally in of_table))
        for table, of_table in ((table, list(group)) for table, group in groupby(of_day, key=lambda tally: tally.table))
    ]
    return {
        "when": when,
        "version": max(of_day, key=lambda tally: tally.last).version,
        "tables": sorted(tables, key=lambda entry: ("(" in entry[0], -entry[3], entry[0])),
        "total": sum(entry[3] for entry in tables),
    }


def _next_month(day):
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
