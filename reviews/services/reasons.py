"""What is kept with a proposal so that one can ask later why this reviewer, and why not that one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from reviews.models import AssignmentRun, ProposedPaper
from reviews.selectors.matching import MatchingData, evidence

KEPT = 200
EXPLAINED = 12


def reasons(run: AssignmentRun, data: MatchingData, chosen: Any) -> Iterator[ProposedPaper]:
    """Yield for each paper its best candidates with the parts of their scores; the chosen and the best have evidence too."""
    for row, paper in enumerate(data.papers):
        team = set(np.flatnonzero(chosen[row]).tolist())
        order = np.argsort(-data.scores[row], kind="stable").tolist()
        kept = [column for at, column in enumerate(order) if at < KEPT or column in team]
        explained = [column for at, column in enumerate(kept) if at < EXPLAINED or column in team]
        yield ProposedPaper(
            run=run,
            submission=paper,
            candidates=[_candidate(data, row, column) for column in kept],
            evidence={data.reviewers[column].user_id: evidence(data, row, column) for column in explained},
        )


def _candidate(data: MatchingData, row: int, column: int) -> dict[str, Any]:
    return {
        "user": data.reviewers[column].user_id,
        "score": round(float(data.scores[row, column]), 6),
        "barred": bool(data.forbidden[row, column]),
        **data.parts(row, column),
    }
