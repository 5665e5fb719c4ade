"""The text of a document as HTML. It is written here, not in a template: a long report has a thousand passages."""

from dataclasses import dataclass
from functools import lru_cache
from html import escape

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from changes.versions import record_version
from documents.models import Document
from documents.reading import reading
from gfmd_portal.templatetags.languages import marked, of_page, of_record

NESTED = ' class="nested"'


def blocks(text):
    """Lay out a text of record: a list of (lead, items), items being (words, nested).

    Follows the convention of `documents.models.Passage`: blank lines part paragraphs, single line breaks start list
    items below their lead, two leading spaces mark a nested item.
    """
    parts = (part.split("\n") for part in text.split("\n\n"))
    return [(lead, [(item.strip(), item.startswith("  ")) for item in items]) for lead, *items in parts]


@dataclass(frozen=True)
class LaidOut:
    """A document ready for its page: the outline as (level, anchor, words), and the text as HTML."""

    outline: list
    text: str


def laid_out(document):
    """The outline and the text of a document in the language of the page, made once for a version of the record."""
    return _laid_out(document.slug, record_version(), get_language())


@lru_cache(maxsize=32)
def _laid_out(slug, _version, _language):
    found = reading(Document.objects.get(slug=slug))
    return LaidOut([(heading.level, heading.anchor, heading.text) for heading in found.outline], text_as_html(found))


def text_as_html(found):
    """The whole text of a `Reading`, each passage under its anchor with its marks and our notes beside it."""
    says = {
        "note": f"<strong>{escape(_('Editorial note'))}</strong>",
        "table": _("Table %(number)s"),
        "page": of_page(),
        "record": of_record(),
    }
    return mark_safe("\n".join(WRITERS.get(run.kind, _block)(run, says) for run in found.runs))


def _list(run, says):
    items = (
        f"<li{_opening(passage, f'depth-{passage.level}')}>{_former(passage)}{escape(passage.text)}"
        f"{_margin(passage, says)}{_notes(passage, says)}</li>"
        for passage in run.passages
    )
    return f"<ul>{''.join(items)}</ul>"


def _table(run, says):
    label = escape(says["table"] % {"number": run.table})
    first = run.passages[0]
    # The anchor of a row that names the columns says so: `rt1-a-columns`. An empty corner leaves the names of the rows.
    names_columns = first.anchor.endswith("columns")
    names_rows = names_columns and not first.cells[0]
    rows = (
        f"<tr{_opening(passage)}>{_cells(passage, says, names_columns and passage is first, names_rows)}</tr>"
        for passage in run.passages
    )
    region = f'<div class="table-scroll" tabindex="0" role="region" aria-label="{label}">'
    return f"{region}<table>{''.join(rows)}</table></div>"


def _cells(passage, says, names_columns, names_rows):
    tags = [_tag(cell, names_columns, names_rows and not place) for place, cell in enumerate(passage.cells)]
    cells = [_words(cell) for cell in passage.cells]
    cells[-1] += f"{_former(passage)}{_margin(passage, says)}{_notes(passage, says)}"
    return "".join(f"<{tag}>{cell}</{tag[:2]}>" for tag, cell in zip(tags, cells, strict=True))


def _tag(cell, names_column, names_row):
    if not cell or not (names_column or names_row):
        return "td"
    return 'th scope="col"' if names_column else 'th scope="row"'


def _block(run, says):
    [passage] = run.passages
    tag = f"h{min(passage.level + 1, 6)}" if passage.kind == "heading" else "p"
    words = escape(passage.text)
    if passage.kind == "heading":
        words = words.replace("\n", "<br>")
    opening = _opening(passage, "example" if passage.kind == "example" else "")
    block = f"<{tag}{opening}>{_former(passage)}{words}{_margin(passage, says)}</{tag}>"
    return f"{block}{_notes(passage, says)}"


def _opening(passage, name=""):
    """The attributes of the element that holds a passage."""
    named = f' class="{name}"' if name else ""
    lang = marked(passage.lang) if passage.lang else ""
    return f' id="{escape(passage.anchor)}"{named}{lang}'


def _former(passage):
    """The anchors under which a passage was known before."""
    return "".join(f'<span id="{escape(anchor)}"></span>' for anchor in passage.former)


def _margin(passage, says):
    """The link to a passage, and the records that begin with it. Most have none, and these cost as little as can be."""
    link = f'<a href="#{escape(passage.anchor)}">#</a>'
    marks = "".join(
        f' <a class="mark mark-{kind}" href="{escape(record.get_absolute_url())}"{says["page"]}>{escape(label)}</a>'
        for kind, label, record in passage.marks
    )
    return f'<span class="margin">{link}{marks}</span>' if marks else link


def _notes(passage, says):
    """The translations of a passage, and our notes on it."""
    translations = render_to_string("includes/_translation.html", {"passage": passage}) if passage.is_translated else ""
    return translations + "".join(
        f'<div class="note"{says["page"]}>{says["note"]} <span{says["record"]}>{escape(remark)}</span></div>'
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
