"""Why a file beside a paper can't be taken, in words for its author, and the limits that it is held to."""

from __future__ import annotations

MOST_ENTRIES = 20_000
MOST_BYTES = 2 * 2**30
MOST_RATIO = 200
RATIO_FROM = 64 * 2**20
MESSAGES = {
    "broken": "The archive is damaged or not what its name says. Please pack it afresh and upload it again.",
    "encrypted": "The archive is protected by a password. Please upload it without one.",
    "too_many_entries": f"The archive holds more than {MOST_ENTRIES:,} files. Please leave out what is not needed.",
    "decompression_bomb": "The archive unpacks to an unreasonable size. Please leave out what is not needed.",
    "unsafe_path": "The archive holds a path that leads out of it. Please pack it afresh from inside its folder.",
    "timeout": "The archive takes too long to read. Please leave out what is not needed.",
    "too_heavy": "The archive needs too much memory to read. Please pack it afresh with smaller files.",
}


class UnfitError(Exception):
    """The archive can't be taken; the text is a key of MESSAGES."""
