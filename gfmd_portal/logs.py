"""What the log of the server tells of a fault, and what it keeps to itself."""

import re

from django.db import InterfaceError, OperationalError

UNREACHABLE = (InterfaceError, OperationalError)
"""What the database raises where it is being started anew, or where somebody writes for longer than a reader waits."""

TOKEN = re.compile(r"(?<=my-agenda/)[\w-]+")
"""What cannot be guessed in the address of somebody's starred sessions: whoever reads it can open them."""


def in_a_line(record):
    """Cut to a line what is told of a database that cannot be asked: each who asks meanwhile would add a page of it."""
    if record.exc_info and isinstance(record.exc_info[1], UNREACHABLE):
        reason = str(record.exc_info[1]).partition("\n")[0]
        record.msg, record.args, record.exc_info = "%s (%s)", (record.getMessage(), reason), None
    return True


def without_tokens(record):
    """Leave out what opens somebody's starred sessions, of which the database itself keeps no more than a digest."""
    said = record.getMessage()
    if TOKEN.search(said):
        record.msg, record.args = TOKEN.sub("…", said), None
    return True
