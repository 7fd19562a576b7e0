"""The day and what the public sees of it: sessions, slots of papers, speakers, and the released schedule."""

from .documents import DocumentTexts, InvitationLetter
from .exports import ProceedingsVolume
from .figures import PublicFigures
from .planning import PresenterWish, ScheduleProposal, ScheduleStep
from .releases import ScheduleRelease
from .sessions import Session, SessionKind, SessionSpeaker, Slot
from .speakers import Speaker, new_token, photo_path

__all__ = [
    "DocumentTexts",
    "InvitationLetter",
    "PresenterWish",
    "ProceedingsVolume",
    "PublicFigures",
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
