"""The machine-readable description of the data set: a Frictionless Data Package."""

import json

from django.utils.translation import gettext_noop

from gfmd_portal.dataset import TABLES

NAME = "gfmd-portal"
VERSION = "1.2.0"  # of the tables and columns, not of the record: the second number grows when they do
TITLE = gettext_noop("The record of the Global Forum on Migration and Development: the whole data set")
RIGHTS = gettext_noop(
    "The documents state no licence. What a document says of its use stands in the column “rights” of the table "
    "“documents”. Quote its words under its name."
)
FORMAT = gettext_noop(
    "Every table is a CSV file (RFC 4180): UTF-8, a header line, commas between cells; a cell in quotation marks may "
    "hold line breaks. An empty cell means that the record does not state a value. Several values in one cell are "
    "separated by “;”. Dates and times follow ISO 8601. Cells are exact: a spreadsheet may take one that begins with "
    "“-” or “=” for a formula. The files of lists put a single quote before such a cell."
)


def descriptor():
    """Return the whole description as the content of `datapackage.json`. It changes with the tables, never the rows."""
    return {
        "profile": "tabular-data-package",
        "name": NAME,
        "title": TITLE,
        "description": f"{FORMAT}\n\n{RIGHTS}",
        "version": VERSION,
        "keywords": ["migration", "development", "GFMD", "Global Forum on Migration and Development"],
        "resources": [resource(table) for table in TABLES],
    }


def as_json():
    return json.dumps(descriptor(), ensure_ascii=False, indent=2) + "\n"


def resource(table):
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.title,
        "description": table.description,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema(table),
    }


def schema(table):
    described = {"fields": [field(column) for column in table.columns], "missingValues": [""]}
    if table.key:
        described["primaryKey"] = list(table.key)
    if keys := foreign_keys(table):
        described["foreignKeys"] = keys
    return described


def field(column):
    described = {
        "name": column.name,
        "type": column.type,
        "description": meaning(column),
        "example": column.example,
    }
    rules = constraints(column)
    return {**described, "constraints": rules} if rules else described


def meaning(column):
    """Return the description, with what a reader of the schema alone would miss."""
    more = " Several values are separated by “;”." if column.listed else ""
    return f"{column.description}{more}"


def constraints(column):
    rules = {name: True for name in ("required", "unique") if getattr(column, name)}
    if column.listed:
        word = f"({'|'.join(column.allowed)})" if column.allowed else r"[^;\s]+"
        rules["pattern"] = f"^{word}(;{word})*$"
    elif column.allowed:
        rules["enum"] = list(column.allowed)
    elif column.pattern:
        rules["pattern"] = column.pattern
    return rules


def foreign_keys(table):
    """Return what each row refers to. A list cannot be checked, nor several columns of which one may be empty."""
    single = [
        reference(table, [column.name], *column.target)
        for column in table.columns
        if column.refers and not column.listed
    ]
    return single + [reference(table, list(link.columns), link.table, *link.to) for link in table.links]


def reference(table, columns, target, *fields):
    """Return one foreign key; by the standard, a table refers to itself by an empty name."""
    return {
        "fields": columns,
        "reference": {"resource": "" if target == table.name else target, "fields": list(fields)},
    }
