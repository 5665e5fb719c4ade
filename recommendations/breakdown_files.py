"""A breakdown as a drawing and as a table to take along."""

import csv
import io

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from browse.cells import safe_cell
from browse.charts.drawing import Bar, Chart
from browse.charts.drawing import Row as ChartRow
from browse.not_understood import as_texts, said_of_file
from changes.versions import record_version

TITLES = {
    "theme": gettext_lazy("Recommendations by theme"),
    "addressee": gettext_lazy("Recommendations by addressee"),
    "meeting": gettext_lazy("Recommendations by meeting"),
    "kind": gettext_lazy("Recommendations by kind"),
    "year": gettext_lazy("Recommendations by year"),
}
COMPARED = {
    "theme": gettext_lazy("Two selections of recommendations by theme"),
    "addressee": gettext_lazy("Two selections of recommendations by addressee"),
    "meeting": gettext_lazy("Two selections of recommendations by meeting"),
    "kind": gettext_lazy("Two selections of recommendations by kind"),
    "year": gettext_lazy("Two selections of recommendations by year"),
}


def title_of(breakdown):
    return str((COMPARED if breakdown.is_comparison else TITLES)[breakdown.by])


def percent(share):
    """A share as the language writes it: “30.1%”; a dash where there is none."""
    if share is None:
        return _("–")
    # Rounded here, because `number_format` only cuts off; and no line breaks between the number and its sign.
    said = _("%(number)s%%") % {"number": number_format(round(100 * share, 1), 1)}
    return said.replace(" ", "\N{NO-BREAK SPACE}")


def chart_of(breakdown):
    """The chart of a breakdown. One selection is drawn by its counts, two by their shares, whatever their sizes."""
    rows = tuple(ChartRow(row.label, _bars(breakdown, row)) for row in breakdown.rows)
    every = ngettext("The table has all %(number)s row.", "The table has all %(number)s rows.", len(rows))
    return Chart(
        title=title_of(breakdown),
        description=description_of(breakdown),
        series=tuple(legend_of(side) for side in breakdown.sides),
        rows=rows,
        left_out=every % {"number": len(rows)},
    )


def _bars(breakdown, row):
    sides = zip(breakdown.sides, row.cells, strict=True)
    return tuple(cell and _bar(breakdown, side, cell) for side, cell in sides)


def _bar(breakdown, side, cell):
    if not breakdown.is_comparison:
        return Bar(cell.count, number_format(cell.count, 0))
    facts = {"side": side.letter, "count": number_format(cell.count, 0), "share": percent(cell.share)}
    return Bar(cell.share or 0, _("%(side)s: %(count)s (%(share)s)") % facts)


def legend_of(side):
    """What a colour stands for."""
    facts = {"side": side.letter, "name": side.name, "number": side.total}
    if side.letter:
        said = ngettext(
            "%(side)s: %(name)s, %(number)s recommendation",
            "%(side)s: %(name)s, %(number)s recommendations",
            side.total,
        )
    else:
        said = ngettext("%(name)s, %(number)s recommendation", "%(name)s, %(number)s recommendations", side.total)
    return said % facts


def description_of(breakdown):
    """What a reader who does not see the bars is told of them."""
    if not breakdown.rows:
        return _("There is nothing to draw: no recommendation matches.")
    first = max(breakdown.rows, key=lambda row: row.weight)
    said = _("Horizontal bars, each with its number. The most frequent value is “%(label)s”.")
    return said % {"label": first.label}


def caution_of(breakdown):
    """What to know of a chart by the very facet that a selection is narrowed by; empty for others."""
    if not (breakdown.only_chosen and breakdown.may_be_several):
        return ""
    said = _(
        "Where a selection is narrowed by “%(facet)s”, only the values selected are counted: others that the same "
        "records have are left out, and a record with two of the selected ones counts for both."
    )
    return said % {"facet": breakdown.facet_label}


def source_of(breakdown, address):
    """What a picture says of how it was made and where it comes from, so that whoever shows it can defend it."""
    facts = {"version": record_version(), "day": timezone.localdate().isoformat()}
    source = [_("GFMD portal, version %(version)s of the record, drawn on %(day)s") % facts, address]
    return [line for line in (caution_of(breakdown), *source) if line]


def csv_of(breakdown, absolute):
    """The table as CSV text: a row for each value, with the address of each number."""
    lines = io.StringIO(newline="")
    writer = csv.writer(lines)
    writer.writerow(_header(breakdown))
    writer.writerows(_line(breakdown, row, absolute) for row in breakdown.rows)
    return lines.getvalue()


def _header(breakdown):
    """The names of the columns; where there are two sides, each begins with the letter of its side."""
    sides = [f"{side.letter.lower()}_" if side.letter else "" for side in breakdown.sides]
    numbers = [f"{side}{name}" for side in sides for name in ("count", "share_percent")]
    difference = ["difference_points"] if breakdown.is_comparison else []
    return [breakdown.by, "name", *numbers, *difference, *(f"{side}address" for side in sides)]


def _line(breakdown, row, absolute):
    """What these columns say of one value."""
    pairs = [(cell.count, _exact(cell.share, 100)) if cell else ("", "") for cell in row.cells]
    numbers = [number for pair in pairs for number in pair]
    difference = [_exact(row.difference)] if breakdown.is_comparison else []
    addresses = [absolute(cell.address) if cell else "" for cell in row.cells]
    return [safe_cell(row.value), safe_cell(row.label), *numbers, *difference, *addresses]


def _exact(number, times=1):
    return "" if number is None else f"{number * times:.2f}"


def file_name(breakdown, ending):
    """The name of a file: it carries the date, that of a table the number of rows too, and whether a word was lost."""
    what = "comparison" if breakdown.is_comparison else "recommendations"
    rows = f"-{len(breakdown.rows)}-rows" if ending == "csv" else ""
    lost, _headers = said_of_file(in_words(breakdown))
    return f"gfmd-{what}-by-{breakdown.by}-{timezone.localdate().isoformat()}{rows}{lost}.{ending}"


def in_words(breakdown):
    """What of its address was not understood, as texts."""
    cut = _("%(word)s: only the first 200 characters were searched.")
    odd = as_texts(breakdown.not_understood)
    return [*odd, *(cut % {"word": word} for word in breakdown.cut_searches)]
