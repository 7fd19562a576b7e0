"""Papers: the submission, its authors, the form and its answers, its files with their versions, what the check found."""

from conference.models.tracks import Presentation

from .calls import LateLink, Twin
from .camera_ready import Attendance, AuthorChange, CameraReady, Licence, OptInAgreement
from .files import CheckState, PaperFile, PaperLink, file_path
from .findings import FindingAnswer, FindingRuling
from .forms import Answer, Audience, FieldKind, FieldWording, FormField, Policy, Stage
from .papers import REACHED, Author, Submission, SubmissionState, WorkingCopy
from .uploads import Upload

__all__ = [
    "REACHED",
    "Answer",
    "Attendance",
    "Audience",
    "Author",
    "AuthorChange",
    "CameraReady",
    "CheckState",
    "FieldKind",
    "FieldWording",
    "FindingAnswer",
    "FindingRuling",
    "FormField",
    "LateLink",
    "Licence",
    "OptInAgreement",
    "PaperFile",
    "PaperLink",
    "Policy",
    "Presentation",
    "Stage",
    "Submission",
    "SubmissionState",
    "Twin",
    "Upload",
    "WorkingCopy",
    "file_path",
]
