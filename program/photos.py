"""Photos as people upload them, made small and plain: a bounded JPEG without the camera's notes (place, device, time)."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from functools import partial
from typing import BinaryIO

from PIL import Image, ImageOps, UnidentifiedImageError

from conference.errors import Invalid

MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 80_000_000
LONGEST_SIDE = 900
QUALITY = 86
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP")


def small_jpeg(upload: BinaryIO, size: int, side: int = LONGEST_SIDE) -> bytes:
    """Return an upload as a JPEG of at most ``side`` pixels a side; Invalid says in words why it can't be taken."""
    return _remade(upload, size, partial(_jpeg, side=side))


def small_png(upload: BinaryIO, size: int, side: int) -> bytes:
    """Return an upload as a PNG of at most ``side`` pixels a side, what is transparent kept."""
    return _remade(upload, size, partial(_png, side=side))


def _remade(upload: BinaryIO, size: int, encode: Callable[[Image.Image], bytes]) -> bytes:
    if size > MOST_BYTES:
        raise Invalid(f"This photo has {size / 1024 / 1024:.0f} MB. Please choose one of at most 10 MB.")
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(upload, formats=FORMATS) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise Invalid("This photo has too many pixels. Please choose a smaller one.")
                return encode(image)
        except (Image.DecompressionBombWarning, Image.DecompressionBombError):
            raise Invalid("This photo has too many pixels. Please choose a smaller one.") from None
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
            raise Invalid(
                "This file is not a photo we can read. Please choose a JPEG, PNG or WebP."
            ) from None


def _jpeg(image: Image.Image, *, side: int) -> bytes:
    image.draft("RGB", (2 * side, 2 * side))
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((side, side))
    plain = Image.new("RGB", upright.size, "white")
    layered = upright.convert("RGBA")
    plain.paste(layered, mask=layered.getchannel("A"))
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


def _png(image: Image.Image, *, side: int) -> bytes:
    upright = ImageOps.exif_transpose(image).convert("RGBA")
    upright.thumbnail((side, side))
    out = io.BytesIO()
    upright.save(out, "PNG", optimize=True)
    return out.getvalue()
