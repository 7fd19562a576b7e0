"""What chairs, speakers and visitors fill in."""

from .documents import AnswerLetterForm, AskLetterForm, TextsForm
from .papers import PaperSearch
from .sessions import DayForm, SessionForm, SessionPeople, session_people
from .speakers import OwnPageForm, OwnTalkForm, SpeakerForm
from .volume import VolumeForm

__all__ = [
    "AnswerLetterForm",
    "AskLetterForm",
    "DayForm",
    "OwnPageForm",
    "OwnTalkForm",
    "PaperSearch",
    "SessionForm",
    "SessionPeople",
    "SpeakerForm",
    "TextsForm",
    "VolumeForm",
    "session_people",
]
