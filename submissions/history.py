"""Which entries of a paper's history its authors see: their own acts, and what was released to them.

An app that releases something to authors registers the action; anything else that chairs, reviewers or the program
did with a paper stays hidden. Chairs act without names here.
"""

from __future__ import annotations

from conference.models import AuditEntry
from submissions.models import Submission

_released: set[str] = set()


def show_to_authors(*actions: str) -> None:
    """Declare actions by others than the authors that authors see, such as ``decision.released``."""
    _released.update(actions)


def entries_for_authors(submission: Submission) -> list[AuditEntry]:
    """Return what the authors see of the history of a paper, the newest first, at most 200 entries."""
    entries = AuditEntry.objects.filter(workshop_id=submission.workshop_id, about=submission.ref)
    own = entries.filter(actor_part="author") | entries.filter(action__in=_released)
    return list(own.select_related("actor").order_by("-at", "-pk")[:200])
