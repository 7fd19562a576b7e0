"""Which files are taken as videos, and how long they say they are."""

from __future__ import annotations

import pytest

from submissions.archivecheck import video_seconds
from submissions.kinds import format_of

from .movies import MOV, MP4, OLD_MOV, box, movie


@pytest.mark.parametrize(
    ("name", "opening"),
    [
        ("talk.mp4", MP4),
        ("talk.mov", MOV),
        ("TALK.MOV", OLD_MOV),
        ("talk.mov", b""),
        ("talk.mov", box(b"free")),
    ],
    ids=["mp4", "mov", "old mov", "index first", "padded"],
)
def test_films_are_taken_and_tell_their_length(tmp_path, name, opening):
    film = movie(298, opening)
    found = format_of("video", name, film[:1024])
    assert found is not None
    assert found.key == "video"
    path = tmp_path / name
    path.write_bytes(film)
    assert video_seconds(path) == 298


def test_what_is_no_film_is_not_taken_by_its_name(tmp_path):
    assert format_of("video", "talk.mov", b"MZ\x90\0 a program") is None
    cut = tmp_path / "talk.mov"
    cut.write_bytes(movie(298, MOV)[:60])
    assert video_seconds(cut) is None
