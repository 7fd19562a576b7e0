"""One page as a picture, with places marked on it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pypdfium2
from PIL import ImageDraw

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from .report import BBox

MAX_WIDTH = 2_400
MAX_HEIGHT = 4_800
MARK = (200, 30, 60)


def page_png(path: Path, number: int, *, width: int, marks: Sequence[BBox] = ()) -> bytes:
    """PNG bytes of page `number` (from 1), `width` pixels wide, with a frame around each mark.

    Raises IndexError for a page that is not there, pypdfium2.PdfiumError for a file that can't be read.
    """
    document = pypdfium2.PdfDocument(path)
    try:
        if not 1 <= number <= len(document):
            raise IndexError(number)
        page = document[number - 1]
        points_wide, points_high = page.get_size()
        scale = min(min(width, MAX_WIDTH) / points_wide, MAX_HEIGHT / points_high)
        image = page.render(scale=scale).to_pil().convert("RGB")
        drawing = ImageDraw.Draw(image)
        for left, top, right, bottom in marks:
            edges = (left * scale - 4, top * scale - 4, right * scale + 4, bottom * scale + 4)
            drawing.rectangle(edges, outline=MARK, width=max(2, round(scale * 1.5)))
        buffer = io.BytesIO()
        image.save(buffer, "PNG", optimize=False)
        return buffer.getvalue()
    finally:
        document.close()
