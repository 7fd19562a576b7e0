"""What chairs, speakers and visitors fill in."""

from .documents import AnswerLetterForm, AskLetterForm, TextsForm
from .elsewhere import ElsewhereForm
from .filling import FillForm
from .papers import PaperSearch
from .presenting import WishForm
from .programme import ProgrammeFilter
from .releases import ReleaseForm
from .sessions import DayForm, SessionForm, SessionPeople, session_people
from .site import AwardForm, NewsForm, SiteForm, sections_formset
from .speakers import OwnPageForm, OwnTalkForm, SpeakerForm
from .volume import VolumeForm

__all__ = [
    "AnswerLetterForm",
    "AskLetterForm",
    "AwardForm",
    "DayForm",
    "ElsewhereForm",
    "FillForm",
    "NewsForm",
    "OwnPageForm",
    "OwnTalkForm",
    "PaperSearch",
    "ProgrammeFilter",
    "ReleaseForm",
    "SessionForm",
    "SessionPeople",
    "SiteForm",
    "SpeakerForm",
    "TextsForm",
    "VolumeForm",
    "WishForm",
    "sections_formset",
    "session_people",
]
