"""The day and what the public sees of it: sessions, slots of papers, speakers, and the released schedule."""

from .planning import PresenterWish, ScheduleProposal, ScheduleStep
from .releases import ScheduleRelease
from .sessions import Session, SessionKind, SessionSpeaker, Slot
from .speakers import Speaker, new_token, photo_path

__all__ = [
    "PresenterWish",
    "ScheduleProposal",
    "ScheduleRelease",
    "ScheduleStep",
    "Session",
    "SessionKind",
    "SessionSpeaker",
    "Slot",
    "Speaker",
    "new_token",
    "photo_path",
]
