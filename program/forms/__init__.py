"""What chairs, speakers and visitors fill in."""

from .papers import PaperSearch
from .sessions import DayForm, SessionForm, SessionPeople, session_people
from .speakers import OwnPageForm, OwnTalkForm, SpeakerForm
from .volume import VolumeForm

__all__ = [
    "DayForm",
    "OwnPageForm",
    "OwnTalkForm",
    "PaperSearch",
    "SessionForm",
    "SessionPeople",
    "SpeakerForm",
    "VolumeForm",
    "session_people",
]
