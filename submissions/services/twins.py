"""Keeping which papers look alike: one is compared with those of its workshop and of the earlier editions."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from submissions.models import Submission, SubmissionState, Twin
from submissions.twins import Text, find_twins


def compare(*, submission_id: int) -> int:
    """Compare a paper that came in with all others, write the pairs anew and return how many there are."""
    paper = Submission.objects.select_related("workshop").filter(pk=submission_id).first()
    if paper is None or paper.state == SubmissionState.DRAFT:
        return 0
    series = paper.workshop.series_id
    near = Q(workshop=paper.workshop_id)
    if series is not None:
        near |= Q(workshop__series=series)
    others = list(
        Submission.objects.filter(near)
        .exclude(pk=paper.pk)
        .exclude(state=SubmissionState.DRAFT)
        .order_by("pk")
        .values_list("pk", "title", "abstract")
    )
    matches = find_twins(
        Text(paper.title, paper.abstract), [Text(title, abstract) for _pk, title, abstract in others]
    )
    with transaction.atomic():
        Twin.objects.filter(Q(submission=paper) | Q(other=paper)).delete()
        Twin.objects.bulk_create(
            Twin(
                submission=paper,
                other_id=others[match.place][0],
                title_score=match.title_score,
                abstract_score=match.abstract_score,
            )
            for match in matches
        )
    return len(matches)
