"""Papers: the submission, its authors, its files with their versions, what the check found, what was opted for."""

from conference.models.workshops import Presentation

from .camera_ready import Attendance, AuthorChange, CameraReady, Licence, OptInAgreement
from .files import CheckState, PaperFile, PaperLink, file_path
from .findings import FindingAnswer, FindingRuling
from .papers import Author, Submission, SubmissionState, WorkingCopy
from .uploads import Upload

__all__ = [
    "Attendance",
    "Author",
    "AuthorChange",
    "CameraReady",
    "CheckState",
    "FindingAnswer",
    "FindingRuling",
    "Licence",
    "OptInAgreement",
    "PaperFile",
    "PaperLink",
    "Presentation",
    "Submission",
    "SubmissionState",
    "Upload",
    "WorkingCopy",
    "file_path",
]
