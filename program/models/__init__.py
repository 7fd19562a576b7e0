"""The day and what the public sees of it: sessions, slots of papers, speakers."""

from .documents import DocumentTexts, InvitationLetter
from .exports import ProceedingsVolume
from .figures import PublicFigures
from .sessions import Session, SessionKind, SessionSpeaker, Slot
from .speakers import Speaker, new_token, photo_path

__all__ = [
    "DocumentTexts",
    "InvitationLetter",
    "ProceedingsVolume",
    "PublicFigures",
    "Session",
    "SessionKind",
    "SessionSpeaker",
    "Slot",
    "Speaker",
    "new_token",
    "photo_path",
]
