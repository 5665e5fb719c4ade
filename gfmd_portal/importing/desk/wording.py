"""What would become of the records of an import, as its page shows them: word by word, some records at a time."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.core.paginator import Paginator
from django.urls import reverse

from gfmd_portal.importing.trial import BY_NAME, Record, Tried

FIRST = 20
"""Records of each table that a page shows together with those of others."""
AT_ONCE = 100
"""Records that a page shows of one table alone."""
LONGEST = 2000
"""Letters of a cell that are shown where it is new."""
MOST_WORDS = 1000
"""Words up to which two texts are compared: beyond, it would take longer than anybody waits."""
AROUND = 60
"""Letters within which words are kept on either side of what differs."""
ALIKE = 0.3
"""How much two texts must share for their differing words to be marked; below, one stands after the other."""
WORD = re.compile(r"[^\s;]+[\s;]*|[\s;]+")


@dataclass(frozen=True)
class Piece:
    """Some words of a cell: of both versions where `kind` is "same", else taken "out" or put "in"."""

    kind: str
    words: str


@dataclass(frozen=True)
class ShownRecord:
    """A record of an import on its page; it has an address at the desk once it is in the record."""

    record: Record
    cells: list
    address: str


@dataclass(frozen=True)
class ShownTable:
    """A table of an import on its page, with the records of one page of all that it touches."""

    table: Tried
    page: object
    records: list


def shown(check, done, name="", number=1):
    """The tables of a check that touch records, each with its first; those of one table, `name`, page by page."""
    touching = {table.outcome.name: table for table in check.tables if table.records}
    if name in touching:
        return [_shown_table(touching[name], done, AT_ONCE, number)]
    return [_shown_table(table, done, FIRST, 1) for table in touching.values()]


def _shown_table(table, done, most, number):
    page = Paginator(table.records, most).get_page(number)
    return ShownTable(table, page, [_shown_record(table.outcome.name, record, done) for record in page])


def _shown_record(name, record, done):
    meta = BY_NAME[name].model._meta
    address = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[record.pk])
    cells = [(column, differences(before, after)) for column, before, after in record.cells]
    return ShownRecord(record, cells, address if done or not record.is_new else "")


def differences(before, after):
    """What differs between two versions of a cell, as a list of `Piece`; what they share is shortened."""
    words, others = WORD.findall(before), WORD.findall(after)
    if not before or not after or max(len(words), len(others)) > MOST_WORDS:
        return _one_after_the_other(before, after)
    matcher = SequenceMatcher(None, words, others, autojunk=False)
    if matcher.ratio() < ALIKE:
        return _one_after_the_other(before, after)
    pieces = []
    for kind, start, end, first, last in matcher.get_opcodes():
        if kind == "equal":
            pieces.append(Piece("same", _shortened("".join(words[start:end]), start == 0, end == len(words))))
        else:
            pieces += _one_after_the_other("".join(words[start:end]), "".join(others[first:last]))
    return pieces


def _one_after_the_other(before, after):
    return [Piece(kind, _cut(words)) for kind, words in (("out", before), ("in", after)) if words]


def _shortened(words, is_first, is_last):
    """Words that are in both versions: only those next to what differs, and of these whole ones."""
    if len(words) <= 2 * AROUND:
        return words
    start = "" if is_first else f"{words[:AROUND].rsplit(' ', 1)[0]} "
    end = "" if is_last else f" {words[-AROUND:].split(' ', 1)[-1]}"
    return f"{start}…{end}"


def _cut(words):
    return words if len(words) <= LONGEST else f"{words[:LONGEST]}…"
