"""Bringing tables of the data set back into the database: many rows at once, all of them or none.

The files are those that `export_data` writes. Each is read and held to the rules of its model a batch at a time, put
into a temporary table, and merged from there by the natural key of its records, in a handful of statements. `trial`
does so, tells what would change, and takes all of it back; `desk` is the page of the desk for those who have no shell.
"""

from gfmd_portal.importing.cells import ImportFault
from gfmd_portal.importing.together import import_tables, sources_in

__all__ = ["ImportFault", "import_tables", "sources_in"]
