"""Which version of Plenary this is, as the project's own file says."""

from __future__ import annotations

import functools
import tomllib

from conference.env import ROOT


@functools.cache
def version() -> str:
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"])
