"""What outbox and history keep from a chair: papers she has a conflict with, and authors she may not know yet."""

from __future__ import annotations

from conference.models import Workshop
from conference.refs import RefSight
from conference.visibility import Viewer
from reviews.models import Assignment
from reviews.sight import Info
from reviews.visibility import papers_visible_to
from submissions.models import Submission


def paper_refs(viewer: Viewer, workshop: Workshop) -> RefSight:
    """Return the refs of papers whose history she may not read, and of those whose authors are hidden from her.

    A mail that lists several papers of one reviewer goes by ``assignments:ID`` and is hidden with any of them. A chair's
    own papers are hidden from her too: what authors may know of them stands on the authors' page, without reviewers.
    """
    numbers = dict(Submission.objects.filter(workshop=workshop).values_list("pk", "number"))
    every = {pk: f"submission:{pk}" for pk in numbers}
    histories = papers_visible_to(viewer, workshop, Info.AUDIT_ENTRIES).filter(viewer_is_author=False)
    readable = set(histories.values_list("pk", flat=True))
    open_papers = set(
        papers_visible_to(viewer, workshop, Info.AUTHOR_IDENTITIES).values_list("pk", flat=True)
    )
    hidden = set(every) - readable
    reviewers = Assignment.objects.filter(submission__in=hidden).values_list("user_id", flat=True)
    return RefSight(
        hidden=frozenset(every[pk] for pk in hidden) | {f"assignments:{user_id}" for user_id in reviewers},
        authors_hidden=frozenset(ref for pk, ref in every.items() if pk not in open_papers),
        names={every[pk]: f"#{numbers[pk]}" for pk in readable},
    )
