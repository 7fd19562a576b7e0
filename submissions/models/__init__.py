"""Papers: the submission, its authors, its files with their versions, what the check found, what was opted for."""

from conference.models.workshops import Presentation

from .files import CheckState, PaperFile, PaperLink, file_path
from .papers import Author, Submission, SubmissionState, WorkingCopy

__all__ = [
    "Author",
    "CheckState",
    "PaperFile",
    "PaperLink",
    "Presentation",
    "Submission",
    "SubmissionState",
    "WorkingCopy",
    "file_path",
]
