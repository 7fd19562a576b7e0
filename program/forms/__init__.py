"""What chairs, speakers and visitors fill in."""

from .papers import PaperSearch
from .programme import ProgrammeFilter
from .sessions import DayForm, SessionForm, SessionPeople, session_people
from .site import AwardForm, NewsForm, SiteForm, sections_formset
from .speakers import OwnPageForm, OwnTalkForm, SpeakerForm

__all__ = [
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
    "sections_formset",
    "session_people",
]
