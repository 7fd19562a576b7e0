"""The states of a paper on its author's side and the steps between them: plain rules."""

from __future__ import annotations

from enum import StrEnum


class Step(StrEnum):
    """What someone does with a paper as a whole."""

    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    RESTORE = "restore"
    DESK_REJECT = "desk_reject"
    TAKE_UP_AGAIN = "take_up_again"


STEPS: dict[Step, tuple[str, str]] = {
    Step.SUBMIT: ("draft", "submitted"),
    Step.WITHDRAW: ("submitted", "withdrawn"),
    Step.RESTORE: ("withdrawn", "submitted"),
    Step.DESK_REJECT: ("submitted", "desk_rejected"),
    Step.TAKE_UP_AGAIN: ("desk_rejected", "submitted"),
}
EDITABLE = frozenset({"draft", "submitted"})
WHY_NOT = {
    "draft": "This paper is a draft: it has not been submitted.",
    "submitted": "This paper is already submitted.",
    "withdrawn": "This paper is withdrawn.",
    "desk_rejected": "This paper was rejected by the chairs without review.",
}


def state_after(step: Step, state: str) -> str | None:
    """Return the state that a step leads to, or None where it can't be taken from ``state``."""
    before, after = STEPS[step]
    return after if state == before else None


def is_over(step: Step, state: str) -> bool:
    """Say whether a step has been taken already: a second click on its button."""
    return state == STEPS[step][1]
