"""A chair's forced look at what a blind season hides: allowed with a reason, and written into the history."""

from __future__ import annotations

from conference import audit
from conference.errors import Invalid
from conference.models import User
from submissions.models import Submission

SHORTEST_REASON = 10


def record_look(*, submission: Submission, by: User, reason: str, what: str) -> None:
    """Note who looked at what and why; ``what`` is the thing in words, such as "the authors"."""
    given = reason.strip()
    if len(given) < SHORTEST_REASON:
        message = "Say in a few words why you have to look; the other chairs read it."
        raise Invalid(message, {"reason": [message]})
    audit.record(
        workshop=submission.workshop,
        actor=by,
        part="chair",
        action="forced_look",
        about=submission.ref,
        text=f"Looked at {what} of #{submission.number}: {given}",
    )
