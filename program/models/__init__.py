"""The day and what the public sees of it: sessions, slots of papers, speakers, the site, news, lists, documents."""

from .documents import DocumentTexts, InvitationLetter
from .exports import ProceedingsVolume
from .figures import PublicFigures
from .news import Award, NewsPost
from .questions import Remark
from .sessions import Session, SessionKind, SessionSpeaker, Slot
from .signups import Signup, SignupList
from .site import PublicSite, SiteSection
from .speakers import Speaker, new_token, photo_path
from .subscriptions import Subscription, Told

__all__ = [
    "Award",
    "DocumentTexts",
    "InvitationLetter",
    "NewsPost",
    "ProceedingsVolume",
    "PublicFigures",
    "PublicSite",
    "Remark",
    "Session",
    "SessionKind",
    "SessionSpeaker",
    "Signup",
    "SignupList",
    "SiteSection",
    "Slot",
    "Speaker",
    "Subscription",
    "Told",
    "new_token",
    "photo_path",
]
