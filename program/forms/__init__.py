"""What chairs, speakers and visitors fill in."""

from .filling import FillForm
from .papers import PaperSearch
from .presenting import WishForm
from .releases import ReleaseForm
from .sessions import DayForm, SessionForm, SessionPeople, session_people
from .speakers import OwnPageForm, OwnTalkForm, SpeakerForm

__all__ = [
    "DayForm",
    "FillForm",
    "OwnPageForm",
    "OwnTalkForm",
    "PaperSearch",
    "ReleaseForm",
    "SessionForm",
    "SessionPeople",
    "SpeakerForm",
    "WishForm",
    "session_people",
]
