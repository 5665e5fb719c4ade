"""The sessions of a meeting: when they are held, what they are about, and what they are tied to."""

from sessions.models.agenda import AgendaItem, Firmness, PositionManager, Session, Slot
from sessions.models.substance import CommonTheme, GuidingQuestion, Point
from sessions.models.ties import BuildsOn, Partner, SessionTitle

__all__ = [
    "AgendaItem",
    "BuildsOn",
    "CommonTheme",
    "Firmness",
    "GuidingQuestion",
    "Partner",
    "Point",
    "PositionManager",
    "Session",
    "SessionTitle",
    "Slot",
]
