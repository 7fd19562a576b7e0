"""Which version of a row somebody saw; after a clash what was typed stays, and the next save starts from what is saved now."""

from __future__ import annotations

from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, QueryDict


def seen_version(request: HttpRequest) -> int:
    """Return the version that a POST without a form of its own carries; -1, which no row has, where it carries none."""
    seen = request.POST.get("version", "")
    return int(seen) if seen.isdecimal() else -1


def start_from(form: BaseForm, version: int) -> None:
    """Have a bound form carry the version that is saved now."""
    data: Any = form.data
    if isinstance(data, QueryDict):
        data = data.copy()
        data["version"] = str(version)
        form.data = data
