"""Pictures of pages with a place marked: drawn in the sandbox when they are asked for, kept for a week by what is on them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models.fields.files import FieldFile

from conference.errors import NotFound
from submissions.findings import Box, Spot
from submissions.pdfcheck import PdfError, render_page
from submissions.services.checks import on_disk

WIDTH = 1000
WHOLE_WIDTH = 1400
AROUND = 46.0
KEPT_FOR = 7 * 24 * 3600
DRAWN_AS = 1
"""Raised when pictures are drawn in another way, so that none that was kept is taken for a new one."""


@dataclass(frozen=True)
class Picture:
    """What is to be drawn: a place of a file, the page around it or the ``whole`` page, with ``covers`` painted over."""

    file: FieldFile
    checksum: str
    spot: Spot
    covers: Sequence[Box] = ()
    whole: bool = False

    @property
    def etag(self) -> str:
        what = [
            DRAWN_AS,
            self.checksum,
            self.spot.page,
            self.spot.box,
            self.spot.top,
            self.covers,
            self.whole,
        ]
        return hashlib.sha256(json.dumps(what).encode()).hexdigest()[:40]


def draw(picture: Picture) -> bytes:
    """Return the picture as PNG; raises NotFound for a page that can't be drawn."""
    key = f"picture:{picture.etag}"
    kept = cache.get(key)
    if isinstance(kept, bytes):
        return kept
    try:
        with on_disk(picture.file) as path:
            drawn = render_page(
                path,
                picture.spot.page,
                width=WHOLE_WIDTH if picture.whole else WIDTH,
                mark=picture.spot.box,
                covers=picture.covers,
                band=None if picture.whole else _band(picture.spot),
            )
    except PdfError as error:
        raise NotFound from error
    cache.set(key, drawn, KEPT_FOR)
    return drawn


def _band(spot: Spot) -> tuple[float, float] | None:
    if spot.box:
        return spot.box[1] - AROUND, spot.box[3] + AROUND
    if spot.top is not None:
        return spot.top - AROUND, spot.top + AROUND
    return None
