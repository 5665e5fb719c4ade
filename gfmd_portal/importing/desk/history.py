"""What the histories at the desk tell of an import: who brought in what, and what each record held before."""

import json

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _

from gfmd_portal.importing.desk.checks import is_kept
from gfmd_portal.importing.trial import BY_NAME
from meetings.desk.wording import told_before

OF_IMPORT = '[{"imported": '
AT_ONCE = 1000
"""Entries that are written by one statement."""
SHOWN = 20
"""Entries of imports that are looked at for those that are kept."""
LONGEST = LogEntry._meta.get_field("object_repr").max_length


def note(user, check):
    """Tell what a check brought in: each record in its own history, then the numbers of each table."""
    tables = [table for table in check.tables if table.records]
    entries = [_of_record(table, record) for table in tables for record in table.records]
    entries += [_of_table(table, check.key) for table in tables]
    for entry in entries:
        entry.user = user
    LogEntry.objects.bulk_create(entries, AT_ONCE)


def _of_record(table, record):
    return LogEntry(
        content_type=_kind(table),
        object_id=record.pk,
        object_repr=record.called[:LONGEST],
        action_flag=ADDITION if record.is_new else CHANGE,
        change_message=_told(table.file, record),
    )


def lately():
    """What the last imports brought in, the newest first: the entry of each table, and the key of its check."""
    entries = LogEntry.objects.filter(object_id=None, change_message__startswith=OF_IMPORT).select_related("user")
    told = [(entry, json.loads(entry.change_message)[0]["imported"]) for entry in entries[:SHOWN]]
    return [(entry, key) for entry, key in told if is_kept(key)]


def _of_table(table, key):
    """An entry that leads to no record, for it is about all of them; it knows the check that it came from."""
    said = _("Imported from %(file)s: %(new)s new, %(changed)s changed")
    numbers = {"file": table.file, "new": table.outcome.new, "changed": table.outcome.changed}
    return LogEntry(
        content_type=_kind(table),
        object_repr=(said % numbers)[:LONGEST],
        action_flag=CHANGE,
        change_message=json.dumps([{"imported": key}]),
    )


def _kind(table):
    return ContentType.objects.get_for_model(BY_NAME[table.outcome.name].model)


def _told(file, record):
    """What the history of one record tells."""
    if record.is_new:
        return _("Imported from %(file)s.") % {"file": file}
    fields = ", ".join(told_before(column, before) for column, before, _after in record.cells)
    return _("Imported from %(file)s: %(fields)s.") % {"file": file, "fields": fields}
