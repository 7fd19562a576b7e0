"""What authors agree to when they choose an opt-in: kept with the wording they saw, by whom and when."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from conference.models import OptIn, User
from submissions.models import OptInAgreement, Submission
from submissions.services.states import lock_paper, record_author_act


def keep_agreements(*, submission: Submission, by: User) -> None:
    """Bring the agreements of a paper in line with the opt-ins it has now; inside the transaction of the choice."""
    chosen = {opt_in.pk: opt_in for opt_in in submission.opt_ins.all()}
    standing = OptInAgreement.objects.filter(submission=submission, ended_at=None)
    standing.exclude(opt_in__in=chosen).update(ended_at=timezone.now())
    agreed = set(standing.values_list("opt_in_id", flat=True))
    OptInAgreement.objects.bulk_create(
        OptInAgreement(
            submission=submission, opt_in=opt_in, label=opt_in.label, wording=opt_in.conditions, agreed_by=by
        )
        for pk, opt_in in chosen.items()
        if pk not in agreed
    )


def set_opt_in(*, submission: Submission, opt_in: OptIn, chosen: bool, by: User) -> bool:
    """Choose an opt-in for a paper or take it back; False when that was so already. Whether it may be is for the caller."""
    with transaction.atomic():
        paper = lock_paper(submission)
        if paper.opt_ins.filter(pk=opt_in.pk).exists() == chosen:
            return False
        if chosen:
            paper.opt_ins.add(opt_in)
        else:
            paper.opt_ins.remove(opt_in)
        keep_agreements(submission=paper, by=by)
        verb = "Chose" if chosen else "Took back"
        record_author_act(paper, by, "paper.opt_in", f"{verb} “{opt_in.label}”", after={"chosen": chosen})
    return True
