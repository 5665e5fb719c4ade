"""A list as CSV: a pure table, or a zip in which a README says what a pure table cannot."""

from hashlib import sha256

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from browse.cells import FORMULA_STARTS, safe_cell
from gfmd_portal.dataset.files import as_texts, csv_chunks
from gfmd_portal.downloads.zip_stream import zipped

FORM = gettext_noop(
    "The table is UTF-8 with a header line and commas between cells (RFC 4180). An empty cell means that the record "
    "does not state it; several values in one cell are separated by “;”. A single quote stands before a text that a "
    "spreadsheet would take for a formula. The columns are explained at /data/."
)


def as_csv(listed, _facts):
    """Yield the CSV of a list, with the columns of the data set and no cell that a spreadsheet would run."""
    return csv_chunks(listed.table, safe_texts)


def as_bundle(listed, facts):
    """Yield a zip of the CSV with a README that states the facts and the checksum."""
    return zipped(_members(listed, facts))


def _members(listed, facts):
    name = f"{listed.file_stem(facts)}.csv"
    checksum = sha256()

    def table():
        for chunk in as_csv(listed, facts):
            checksum.update(chunk)
            yield chunk

    yield name, table()
    yield "README.txt", [readme(facts, name, checksum.hexdigest()).encode()]


def readme(facts, name, checksum):
    """What the file is, how to read it, and how to check it."""
    said = "\n".join(f"{label}: {value}" for label, value in facts.lines())
    check = _("SHA-256 of the file (check it with: sha256sum -c README.txt)")
    return f"{said}\n\n{_(FORM)}\n\n{check}\n{checksum}  {name}\n"


def safe_texts(values):
    """The values of a column as the data set writes them, made safe for a spreadsheet."""
    texts = as_texts(values)
    if {text[:1] for text in texts if isinstance(text, str)}.isdisjoint(FORMULA_STARTS):
        return texts
    return [safe_cell(text) if isinstance(text, str) else text for text in texts]
