"""The text of a document as HTML. It is written here, not in templates: a long report has a thousand passages."""

from html import escape

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

NESTED = ' class="nested"'


def blocks(text):
    """Lay out a text of record: a list of (lead, items), items being (words, nested).

    Follows the convention of `documents.models.Passage`: blank lines part paragraphs, single line breaks start list
    items below their lead, two leading spaces mark a nested item.
    """
    parts = (part.split("\n") for part in text.split("\n\n"))
    return [(lead, [(item.strip(), item.startswith("  ")) for item in items]) for lead, *items in parts]


def text_as_html(reading):
    """The whole text of a `Reading`, each passage under its anchor with its marks and our notes beside it."""
    says = {"note": _("Editorial note"), "table": _("Table %(number)s")}
    return mark_safe("\n".join(WRITERS.get(run.kind, _block)(run, says) for run in reading.runs))


def _list(run, says):
    items = (
        f"<li{_opening(passage, f'depth-{passage.level}')}>{_former(passage)}{escape(passage.text)}"
        f"{_margin(passage)}{_notes(passage, says)}</li>"
        for passage in run.passages
    )
    return f"<ul>{''.join(items)}</ul>"


def _table(run, says):
    label = escape(says["table"] % {"number": run.table})
    rows = (f"<tr{_opening(passage)}>{_cells(passage, says)}</tr>" for passage in run.passages)
    region = f'<div class="table-scroll" tabindex="0" role="region" aria-label="{label}">'
    return f"{region}<table>{''.join(rows)}</table></div>"


def _cells(passage, says):
    cells = [_words(cell) for cell in passage.cells]
    cells[-1] += f"{_former(passage)}{_margin(passage)}{_notes(passage, says)}"
    return "".join(f"<td>{cell}</td>" for cell in cells)


def _block(run, says):
    [passage] = run.passages
    tag = f"h{min(passage.level + 1, 6)}" if passage.kind == "heading" else "p"
    words = escape(passage.text)
    if passage.kind == "heading":
        words = words.replace("\n", "<br>")
    opening = _opening(passage, "example" if passage.kind == "example" else "")
    block = f"<{tag}{opening}>{_former(passage)}{words}{_margin(passage)}</{tag}>"
    return f"{block}{_notes(passage, says)}"


def _opening(passage, name=""):
    """The attributes of the element that holds a passage."""
    named = f' class="{name}"' if name else ""
    lang = f' lang="{escape(passage.lang)}"' if passage.lang else ""
    return f' id="{escape(passage.anchor)}"{named}{lang}'


def _former(passage):
    """The anchors under which a passage was known before."""
    return "".join(f'<span id="{escape(anchor)}"></span>' for anchor in passage.former)


def _margin(passage):
    """The link to a passage, and the records that begin with it. Most have none, and these cost as little as can be."""
    link = f'<a href="#{escape(passage.anchor)}">#</a>'
    marks = "".join(
        f' <a class="mark mark-{kind}" href="{escape(record.get_absolute_url())}">{escape(label)}</a>'
        for kind, label, record in passage.marks
    )
    return f"<span>{link}{marks}</span>" if marks else link


def _notes(passage, says):
    return "".join(
        f'<span class="note"><strong>{escape(says["note"])}</strong> {escape(remark)}</span>'
        for remark in passage.remarks
    )


def _words(text):
    """A text of record of several paragraphs and lists."""
    written = []
    for lead, items in blocks(text):
        written.append(f"<p>{escape(lead)}</p>")
        if items:
            listed = (f"<li{NESTED if nested else ''}>{escape(words)}</li>" for words, nested in items)
            written.append(f"<ul>{''.join(listed)}</ul>")
    return "".join(written)


WRITERS = {"item": _list, "row": _table}
