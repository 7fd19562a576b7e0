"""The day and what the public sees of it: sessions, slots, speakers, versions, the site, news, lists, documents."""

from .documents import DocumentTexts, InvitationLetter
from .exports import ProceedingsVolume
from .figures import PublicFigures
from .news import Award, NewsPost
from .planning import PresenterWish, ScheduleProposal, ScheduleStep
from .questions import Remark
from .releases import ScheduleRelease
from .sessions import Session, SessionKind, SessionSpeaker, Slot
from .signups import Signup, SignupList
from .site import PublicSite, SiteSection
from .speakers import Speaker, new_token, photo_path, slides_path
from .subscriptions import Subscription, Told

__all__ = [
    "Award",
    "DocumentTexts",
    "InvitationLetter",
    "NewsPost",
    "PresenterWish",
    "ProceedingsVolume",
    "PublicFigures",
    "PublicSite",
    "Remark",
    "ScheduleProposal",
    "ScheduleRelease",
    "ScheduleStep",
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
    "slides_path",
]
