"""How long a video is, as its container says it (MP4, MOV, WebM). Runs in the sandbox."""

from __future__ import annotations

from pathlib import Path


def seconds_of(path: Path) -> int | None:
    """Return the length in whole seconds, None where the file does not tell it."""
    from pymediainfo import MediaInfo  # noqa: PLC0415 - loads a library, which only this job pays

    found = MediaInfo.parse(path)
    lengths = [float(track.duration) for track in found.tracks if track.duration]
    return round(max(lengths) / 1000) if lengths else None
