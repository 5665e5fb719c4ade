"""What the parts of a workbook hold, counted before openpyxl makes an object of each piece: there may be millions.

Expat counts without keeping anything, in whatever encoding a part is written.
"""

from xml.parsers import expat

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MOST_IN_PART = 2**20
"""Pieces of one part: as many rows as the desk takes, all their columns, and each cell in two or three pieces."""
MOST_IN_ROW = 2**16
"""Pieces of one row or one text: a row of a spreadsheet has 16,384 cells at most."""
MOST_BESIDE = 20_000
"""Pieces of one part that are in no row and no text, such as merged cells: twice as many as rows are taken."""
MOST_SHEETS = 250
HELD = {"row", "si"}
NAMED = {
    "mergeCell": gettext_lazy("merged cells"),
    "definedName": gettext_lazy("defined names"),
    "xf": gettext_lazy("styles"),
    "hyperlink": gettext_lazy("links"),
    "sheet": gettext_lazy("sheets"),
}
PIECE = 2**16


class TooMuch(Exception):
    """A part of a workbook that holds more pieces of one kind than any table needs; it says so in words."""


class Counted:
    """A part of a workbook, of which the pieces are counted as they come by."""

    def __init__(self):
        self.all = self.in_row = self.beside = self.depth = self.sheets = 0
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.StartDoctypeDeclHandler = self.refuse_doctype

    def read(self, file):
        """Count all of it. Raises `TooMuch`, or what expat says of a part that is no XML."""
        while piece := file.read(PIECE):
            self.parser.Parse(piece)
        self.parser.Parse(b"", True)

    def start(self, name, _attributes):
        name = name.rpartition(":")[2]
        self.all += 1
        if self.depth or name in HELD:
            self.depth += 1
            self.in_row = self.in_row + 1 if self.depth > 1 else 1
        else:
            self.beside += 1
            self.sheets += name == "sheet"
        for amount, most in (
            (self.all, MOST_IN_PART),
            (self.in_row, MOST_IN_ROW),
            (self.beside, MOST_BESIDE),
            (self.sheets, MOST_SHEETS),
        ):
            if amount > most:
                raise TooMuch(_told(most, name))

    def end(self, _name):
        if self.depth:
            self.depth -= 1

    def refuse_doctype(self, *_told):
        """No spreadsheet writes one, and entities hide how much there is."""
        raise expat.ExpatError


def _told(most, name):
    said = _("it holds more than %(number)s %(things)s. Copy the cells into a new workbook, or save it as “CSV UTF-8”.")
    return said % {"number": number_format(most, force_grouping=True), "things": NAMED.get(name, f"“{name}”")}


def count_parts(archive):
    """Count what openpyxl would read of a workbook. Raises `TooMuch`, or what expat says of a part that is no XML."""
    for info in archive.infolist():
        if info.filename.lower().endswith((".xml", ".rels")):
            with archive.open(info) as file:
                Counted().read(file)
