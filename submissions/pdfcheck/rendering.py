"""One page as a picture, with places marked on it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pypdfium2
from PIL import ImageDraw

from .problems import MAX_PAGES
from .reading import turn_of_page

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from .report import BBox

MAX_WIDTH = 2_400
MAX_HEIGHT = 4_800
MARK = (200, 30, 60)
COVER = (205, 205, 205)


def page_png(
    path: Path,
    number: int,
    *,
    width: int,
    marks: Sequence[BBox] = (),
    covers: Sequence[BBox] = (),
    band: tuple[float, float] | None = None,
) -> bytes:
    """PNG bytes of page `number` (from 1), `width` pixels wide, with a frame around each mark and each cover painted over.

    A page of a paper that lies on its side is turned as it was read. `band` cuts the picture to what lies between two heights, in points from the top.
    Raises IndexError for a page that is not there, pypdfium2.PdfiumError for a file that can't be read.
    """
    document = pypdfium2.PdfDocument(path)
    try:
        if not 1 <= number <= len(document):
            raise IndexError(number)
        page = document[number - 1]
        turn = turn_of_page(str(path), number, limit=MAX_PAGES)
        points_wide, points_high = page.get_size() if turn % 2 == 0 else page.get_size()[::-1]
        scale = min(min(width, MAX_WIDTH) / points_wide, MAX_HEIGHT / points_high)
        image = page.render(scale=scale, rotation=90 * turn).to_pil().convert("RGB")
        drawing = ImageDraw.Draw(image)
        for left, top, right, bottom in marks:
            edges = (left * scale - 4, top * scale - 4, right * scale + 4, bottom * scale + 4)
            drawing.rectangle(edges, outline=MARK, width=max(2, round(scale * 1.5)))
        for left, top, right, bottom in covers:
            edges = (left * scale - 6, top * scale - 6, right * scale + 6, bottom * scale + 6)
            drawing.rectangle(edges, fill=COVER)
        if band:
            top, bottom = (max(0, min(image.height, round(height * scale))) for height in band)
            image = image.crop((0, min(top, image.height - 1), image.width, max(bottom, top + 1)))
        buffer = io.BytesIO()
        image.save(buffer, "PNG", optimize=False)
        return buffer.getvalue()
    finally:
        document.close()
