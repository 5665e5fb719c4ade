"""A list as CSV: a pure table, or a zip in which a README says what a pure table cannot."""

from hashlib import sha256

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from browse.cells import FORMULA_STARTS, safe_cell
from gfmd_portal.dataset.files import as_texts, csv_chunks
from gfmd_portal.downloads.zip_stream import zipped

FORM = gettext_noop(
    "Each table is UTF-8 with a header line and commas between cells (RFC 4180). An empty cell means that the record "
    "does not state a value; several values in one cell are separated by “;”. A single quote is put before a text that "
    "a spreadsheet would take for a formula. The columns are explained at /data/."
)


def as_csv(listed, _facts):
    """Yield the CSV of a list, with the columns of the data set and no cell that a spreadsheet would run."""
    return csv_chunks(listed.table, safe_texts)


def as_bundle(listed, facts):
    """Yield a zip of the CSV, and of what stands beneath its records, with a README of the facts and the checksums."""
    return zipped(_members(listed, facts))


def _members(listed, facts):
    """The files of the bundle: (name, chunks). The README comes last, for it states what the others came to."""
    tables = [(f"{listed.file_stem(facts)}.csv", listed.table, facts.count)]
    if listed.parts:
        tables.append((f"{listed.parts.name}.csv", listed.parts, listed.number_of_parts))
    checksums = [sha256() for _table in tables]
    for checksum, (name, table, _rows) in zip(checksums, tables, strict=True):
        yield name, _summed(csv_chunks(table, safe_texts), checksum)
    sums = [(checksum.hexdigest(), name) for checksum, (name, _table, _rows) in zip(checksums, tables, strict=True)]
    yield "README.txt", [readme(facts, tables, sums).encode()]


def _summed(chunks, checksum):
    """The chunks, each taken into the checksum as it goes by."""
    for chunk in chunks:
        checksum.update(chunk)
        yield chunk


def readme(facts, tables, checksums):
    """What the files are, how to read them, and how to check them."""
    said = "\n".join(f"{label}: {value}" for label, value in facts.lines())
    rows = "\n".join(f"{number:>9,}  {name}: {_(table.description)}" for name, table, number in tables)
    sums = "\n".join(f"{checksum}  {name}" for checksum, name in checksums)
    how_many, check = _("Rows in each table"), _("SHA-256 of each file (check them with: sha256sum -c README.txt)")
    return f"{said}\n\n{_(FORM)}\n\n{how_many}\n{rows}\n\n{check}\n{sums}\n"


def safe_texts(values):
    """The values of a column as the data set writes them, made safe for a spreadsheet."""
    texts = as_texts(values)
    if {text[:1] for text in texts if isinstance(text, str)}.isdisjoint(FORMULA_STARTS):
        return texts
    return [safe_cell(text) if isinstance(text, str) else text for text in texts]
