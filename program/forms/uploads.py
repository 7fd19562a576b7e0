"""What is made of an upload before it is kept: a small picture, plain slides."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms

from conference.errors import Invalid


def made(make: Callable[..., bytes], upload: Any, *more: Any) -> bytes:
    """Return what ``make`` makes of the file; why it can't is said at the field."""
    try:
        return make(upload.file, upload.size, *more)
    except Invalid as error:
        raise forms.ValidationError(error.message) from error
