"""A list as JSON: its facts, its records, and a mark that shows that nothing is missing at the end."""

import json

from gfmd_portal.dataset.reading import batches

LINES = 500


def as_json(listed, facts):
    """Yield `{"about": …, "count": …, "records": […], "end": true}`, a few hundred records at a time."""
    table = listed.table
    about = json.dumps(facts.about(), ensure_ascii=False, indent=1)
    yield f'{{"about": {about},\n"count": {facts.count},\n"records": ['.encode()
    separator = "\n"
    for rows in batches(table.rows(), LINES):
        written = ",\n".join(json.dumps(as_record(table.columns, row), ensure_ascii=False) for row in rows)
        yield f"{separator}{written}".encode()
        separator = ",\n"
    yield b'\n],\n"end": true}\n'


def as_record(columns, row):
    """The row as an object: a list where the cell of the table holds several values, null where nothing is stated."""
    return {column.name: as_value(column, value) for column, value in zip(columns, row, strict=True)}


def as_value(column, value):
    if column.listed:
        return value.split(";") if value else []
    return None if value == "" else value
