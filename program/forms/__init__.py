"""What chairs, speakers and visitors fill in."""

from .documents import AnswerLetterForm, AskLetterForm, TextsForm
from .filling import FillForm
from .papers import PaperSearch
from .presenting import WishForm
from .releases import ReleaseForm
from .sessions import DayForm, SessionForm, SessionPeople, session_people
from .speakers import OwnPageForm, OwnTalkForm, SpeakerForm
from .volume import VolumeForm

__all__ = [
    "AnswerLetterForm",
    "AskLetterForm",
    "DayForm",
    "FillForm",
    "OwnPageForm",
    "OwnTalkForm",
    "PaperSearch",
    "ReleaseForm",
    "SessionForm",
    "SessionPeople",
    "SpeakerForm",
    "TextsForm",
    "VolumeForm",
    "WishForm",
    "session_people",
]
