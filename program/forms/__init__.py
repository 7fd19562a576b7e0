"""What chairs, speakers and visitors fill in."""

from .documents import AnswerLetterForm, AskLetterForm, TextsForm
from .papers import PaperSearch
from .programme import ProgrammeFilter
from .sessions import DayForm, SessionForm, SessionPeople, session_people
from .site import AwardForm, NewsForm, SiteForm, sections_formset
from .speakers import OwnPageForm, OwnTalkForm, SpeakerForm
from .volume import VolumeForm

__all__ = [
    "AnswerLetterForm",
    "AskLetterForm",
    "AwardForm",
    "DayForm",
    "NewsForm",
    "OwnPageForm",
    "OwnTalkForm",
    "PaperSearch",
    "ProgrammeFilter",
    "SessionForm",
    "SessionPeople",
    "SiteForm",
    "SpeakerForm",
    "TextsForm",
    "VolumeForm",
    "sections_formset",
    "session_people",
]
