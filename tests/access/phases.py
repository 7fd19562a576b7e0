"""The phases of a paper as the matrix of sight has them, and who looks on."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cast import ACTORS

MATRIX = json.loads((Path(__file__).parent.parent / "data" / "visibility.json").read_text())
PHASES: list[str] = MATRIX["phases"]
CHAIR_AND_AUTHOR = "chair_and_author"
EVERYBODY = (*ACTORS, CHAIR_AND_AUTHOR)
NUMBER = 7341
OUT = {phase for phase in PHASES if phase.startswith(("released", "published"))}
ACCEPTED = {"released_accepted", "published_accepted"}
