"""After a clash: what was typed stays in the form, and the next save starts from what is saved now."""

from __future__ import annotations

from typing import Any

from django.forms import BaseForm
from django.http import QueryDict


def start_from(form: BaseForm, version: int) -> None:
    """Have a bound form carry the version that is saved now."""
    data: Any = form.data
    if isinstance(data, QueryDict):
        data = data.copy()
        data["version"] = str(version)
        form.data = data
