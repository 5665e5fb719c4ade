"""The secretariat's desk for the agenda: slots, sessions, and what is said of each session."""

from sessions.admin import programme, record
from sessions.admin.agenda import SessionAdmin

__all__ = ["SessionAdmin", "programme", "record"]
