"""What the log of the server tells of a fault."""

from django.db import InterfaceError, OperationalError

UNREACHABLE = (InterfaceError, OperationalError)
"""What the database raises where it is being started anew, or where somebody writes for longer than a reader waits."""


def in_a_line(record):
    """Cut to a line what is told of a database that cannot be asked: each who asks meanwhile would add a page of it."""
    if record.exc_info and isinstance(record.exc_info[1], UNREACHABLE):
        reason = str(record.exc_info[1]).partition("\n")[0]
        record.msg, record.args, record.exc_info = "%s (%s)", (record.getMessage(), reason), None
    return True
