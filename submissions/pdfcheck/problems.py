"""Why a file can't be accepted, in words for its author."""

from __future__ import annotations

from .report import Problem

MAX_BYTES = 50 * 2**20
MAX_PAGES = 150
MESSAGES = {
    "empty": "The file is empty (0 bytes). The upload may have broken off; please upload it again.",
    "not_pdf": "This is not a PDF file. Please export your paper as a PDF and upload that.",
    "truncated": "The file is cut off: its end is missing. Please upload the whole file again.",
    "broken": "The file's structure is damaged and it can't be opened. Please export the PDF afresh.",
    "encrypted": "The file is encrypted or protected by a password. Please upload it without protection.",
    "javascript": "The file contains JavaScript. Please export the PDF without scripts or interactive forms.",
    "launch": "The file contains an action that starts a program or sends data. Please export the PDF without actions.",
    "attachment": "Other files are attached inside the PDF. Please remove them and upload them as supplementary material.",
    "media": "The file contains embedded sound, video or 3D content. Please remove it and upload it as supplementary material.",
    "too_large": f"The file is larger than {MAX_BYTES // 2**20} MB. Please make its pictures smaller.",
    "too_many_pages": f"The file has more than {MAX_PAGES} pages. Is it the right one?",
    "no_pages": "The file has no pages.",
    "decompression_bomb": "The file unpacks to an unreasonable size. Please export the PDF afresh.",
    "no_text": "No text can be read from the file: its pages are pictures or its fonts lack their meaning. A person must look "
    "at it; a PDF made straight from LaTeX or a word processor can be checked.",
    "timeout": "The file takes too long to read. Please export the PDF afresh, with simpler figures.",
    "too_heavy": "The file needs too much memory to read. Please export the PDF afresh, with simpler figures.",
    "crash": "The file could not be read: it breaks or overloads the program that reads it. Please export the PDF afresh, with simpler figures.",
}
"""What an author is told for each kind of problem."""


def problem(kind: str) -> Problem:
    """A problem with its words."""
    return Problem(kind, MESSAGES[kind])
