"""Meetings, sessions and deadlines as iCalendar (RFC 5545, RFC 7986): the same records as the pages, at their hours."""
