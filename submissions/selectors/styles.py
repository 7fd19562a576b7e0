"""The style that a track's papers are compared with: one of the known ones, or a profile of the workshop's own."""

from __future__ import annotations

from conference.models import Track
from submissions.pdfcheck import STYLES, Style, style_from_json


def style_of(track: Track) -> Style | None:
    """Return a track's style, its own profile before a known one; None where it asks for none."""
    if track.profile:
        return style_from_json({**track.profile.numbers, "name": track.profile.name})
    return STYLES.get(track.style)
