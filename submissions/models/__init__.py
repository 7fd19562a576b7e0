"""Papers: the submission, its authors, its files with their versions, what the check found, what was opted for."""

from conference.models.workshops import Presentation

from .camera_ready import Attendance, AuthorChange, CameraReady, Licence, OptInAgreement
from .files import CheckState, PaperFile, PaperLink, file_path
from .papers import Author, Submission, SubmissionState, WorkingCopy

__all__ = [
    "Attendance",
    "Author",
    "AuthorChange",
    "CameraReady",
    "CheckState",
    "Licence",
    "OptInAgreement",
    "PaperFile",
    "PaperLink",
    "Presentation",
    "Submission",
    "SubmissionState",
    "WorkingCopy",
    "file_path",
]
