"""Fixed and forbidden pairs as one chair may read them: none of a paper that is kept from her."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from conference.errors import NotFound
from conference.models import Workshop
from conference.visibility import Viewer
from reviews.models import Conflict, PairRule
from reviews.selectors.capacity import active_reviewers
from reviews.sight import Info
from reviews.visibility import SeenPaper, papers_visible_to
from submissions.models import SubmissionState


@dataclass(frozen=True)
class RuleLine:
    """One pair; ``problem`` says why its word can't be kept as things are."""

    pk: int
    number: int
    title: str
    name: str
    is_fixed: bool
    note: str
    by: str
    problem: str


def papers_to_rule(viewer: Viewer, workshop: Workshop) -> QuerySet[SeenPaper]:
    """Return the papers on whose reviewers this chair has a say, by number."""
    papers = papers_visible_to(viewer, workshop, Info.BIDS_AND_AFFINITY)
    return papers.filter(state=SubmissionState.SUBMITTED).order_by("number")


def rule_lines(viewer: Viewer, workshop: Workshop) -> list[RuleLine]:
    """Return the pairs by paper, in a fixed number of queries."""
    readable = set(papers_to_rule(viewer, workshop).values_list("pk", flat=True))
    rules = PairRule.objects.filter(workshop=workshop, submission__in=readable)
    here = set(active_reviewers(workshop).values_list("user_id", flat=True))
    active = Conflict.objects.filter(submission__in=readable, state=Conflict.State.ACTIVE)
    in_conflict = set(active.values_list("submission_id", "user_id"))
    return [
        RuleLine(
            pk=rule.pk,
            number=rule.submission.number,
            title=rule.submission.title,
            name=rule.user.name,
            is_fixed=rule.kind == PairRule.Kind.FIXED,
            note=rule.note,
            by=rule.created_by.name if rule.created_by else "",
            problem=_problem(rule, here, in_conflict),
        )
        for rule in rules.select_related("submission", "user", "created_by")
    ]


def _problem(rule: PairRule, here: set[int], in_conflict: set[tuple[int, int]]) -> str:
    if rule.user_id not in here:
        return "Does not review here any more"
    is_fixed = rule.kind == PairRule.Kind.FIXED
    return "Has a conflict by now" if is_fixed and (rule.submission_id, rule.user_id) in in_conflict else ""


def access_rule(viewer: Viewer, workshop: Workshop, pk: int) -> PairRule:
    """Return a pair of a paper on which this chair has a say, else NotFound."""
    papers = papers_visible_to(viewer, workshop, Info.BIDS_AND_AFFINITY)
    rules = PairRule.objects.filter(workshop=workshop, submission__in=papers.values("pk"))
    rule = rules.select_related("submission", "user", "workshop").filter(pk=pk).first()
    if rule is None:
        raise NotFound
    return rule
