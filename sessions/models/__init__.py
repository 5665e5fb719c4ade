"""The sessions of a meeting: when they are held, what they are about, and what they are tied to."""

from sessions.models.agenda import Session, session_label
from sessions.models.history import AgendaChange
from sessions.models.programme import Paper, SessionTheme, Speaker, SpokenLanguage
from sessions.models.slots import AgendaItem, Slot
from sessions.models.substance import CommonTheme, GuidingQuestion, Point
from sessions.models.ties import BuildsOn, Firmness, Partner, SessionTitle

__all__ = [
    "AgendaChange",
    "AgendaItem",
    "BuildsOn",
    "CommonTheme",
    "Firmness",
    "GuidingQuestion",
    "Paper",
    "Partner",
    "Point",
    "Session",
    "SessionTheme",
    "SessionTitle",
    "Slot",
    "Speaker",
    "SpokenLanguage",
    "session_label",
]
