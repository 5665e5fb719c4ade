"""Somebody else who edits the record while a test reads it."""

import threading

from django.db import connection


def edits_meanwhile(edit):
    """Have `edit()` done on a connection of its own, while a snapshot of the record is read on this one."""
    if connection.vendor == "sqlite":
        # The test database lies in memory, where a writer waits for its readers: here we only see that one reads.
        assert connection.connection.in_transaction and not connection.in_atomic_block
        return

    def elsewhere():
        edit()
        connection.close()

    editor = threading.Thread(target=elsewhere)
    editor.start()
    editor.join()
