"""Photos as people upload them, made small and plain: a bounded JPEG without the camera's notes (place, device, time)."""

from __future__ import annotations

import io
import warnings
from typing import BinaryIO

from PIL import Image, ImageOps, UnidentifiedImageError

from conference.errors import Invalid

MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 80_000_000
LONGEST_SIDE = 900
QUALITY = 86
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP")


def small_jpeg(upload: BinaryIO, size: int) -> bytes:
    """Return an upload as a JPEG of at most 900 pixels a side; Invalid says in words why it can't be taken."""
    if size > MOST_BYTES:
        raise Invalid(f"This photo has {size / 1024 / 1024:.0f} MB. Please choose one of at most 10 MB.")
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(upload, formats=FORMATS) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise Invalid("This photo has too many pixels. Please choose a smaller one.")
                return _reencode(image)
        except (Image.DecompressionBombWarning, Image.DecompressionBombError):
            raise Invalid("This photo has too many pixels. Please choose a smaller one.") from None
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
            raise Invalid(
                "This file is not a photo we can read. Please choose a JPEG, PNG or WebP."
            ) from None


def _reencode(image: Image.Image) -> bytes:
    image.draft("RGB", (2 * LONGEST_SIDE, 2 * LONGEST_SIDE))
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    plain = Image.new("RGB", upright.size, "white")
    layered = upright.convert("RGBA")
    plain.paste(layered, mask=layered.getchannel("A"))
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()
