"""What chairs, speakers and visitors fill in."""

from .papers import PaperSearch
from .programme import ProgrammeFilter
from .sessions import DayForm, SessionForm, SessionPeople, session_people
from .speakers import OwnPageForm, OwnTalkForm, SpeakerForm

__all__ = [
    "DayForm",
    "OwnPageForm",
    "OwnTalkForm",
    "PaperSearch",
    "ProgrammeFilter",
    "SessionForm",
    "SessionPeople",
    "SpeakerForm",
    "session_people",
]
