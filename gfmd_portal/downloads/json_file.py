"""A list as JSON: its facts, its records, and a mark that shows that nothing is missing at the end."""

import json
from dataclasses import replace

from gfmd_portal.dataset.reading import batches, gathered
from gfmd_portal.dataset.schema import Column

LINES = 500


def as_json(listed, facts):
    """Yield `{"about": …, "count": …, "records": […], "end": true}`, a few hundred records at a time.

    A record has the columns of its table, the texts of what stands beneath it, and its address.
    """
    table = with_parts(listed)
    origin, place = listed.absolute("/").removesuffix("/"), listed.kind.place
    about = json.dumps(facts.about(), ensure_ascii=False, indent=1)
    yield f'{{"about": {about},\n"count": {facts.count},\n"records": ['.encode()
    separator = "\n"
    for rows in batches(table.rows(), LINES):
        records = [as_record(table.columns, row) for row in rows]
        told = ({**record, "url": f"{origin}{place(record)}"} for record in records)
        written = ",\n".join(json.dumps(record, ensure_ascii=False) for record in told)
        yield f"{separator}{written}".encode()
        separator = ",\n"
    yield b'\n],\n"end": true}\n'


def with_parts(listed):
    """The table of a list with one column more for what stands beneath each record, a list of texts."""
    table, parts = listed.table, listed.parts
    if parts is None:
        return table
    owner = parts.key[0]
    ordered = parts.records().order_by(f"{owner}_id", "position")

    def texts(ids):
        return gathered(ordered, owner, ["text"], ids, lambda found: ([text for (text,) in found],))

    column = Column(name=parts.name, description=parts.description, example="", gathered=True)
    return replace(table, columns=(*table.columns, column), gatherers=(*table.gatherers, texts))


def as_record(columns, row):
    """The row as an object: a list where the cell of the table holds several values, null where nothing is stated."""
    return {column.name: as_value(column, value) for column, value in zip(columns, row, strict=True)}


def as_value(column, value):
    if column.listed:
        return value.split(";") if value else []
    return None if value == "" else value
