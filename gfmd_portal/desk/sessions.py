"""The sessions of staff who are signed in, as Django's `SESSION_ENGINE`: kept in the database."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError

from gfmd_portal.logs import UNREACHABLE


class SessionStore(db.SessionStore):
    """Django's. Where the database cannot write, staff go on reading.

    A session is written once a page is made, because it need not tell what it told: that a record was saved. Django
    takes a session that cannot be written for one that was ended, and refuses the page. What was told is told again.
    """

    def save(self, must_create=False):
        try:
            super().save(must_create)
        except UpdateError as error:
            if not isinstance(error.__context__, UNREACHABLE):
                raise
