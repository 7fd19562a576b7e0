"""Sight on papers: ``rights`` once per viewer and paper, its queryset twin, and the facts both are made of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from django.db.models import Case, CharField, Q, QuerySet, Value, When
from django.utils import timezone

from conference.deadlines import is_past
from conference.errors import NotFound
from conference.models import Workshop
from conference.models.people import RoleKind
from conference.prepared import Among, Has, only
from conference.visibility import Viewer
from reviews import sight
from reviews.models import ACCEPTED, WORKING, Assignment, Conflict, Decision, Review, SubReview, signed_off
from reviews.sight import Actor, Info, Phase, Policy, Sight, Standing
from submissions.models import Submission, SubmissionState
from submissions.visibility import authorships, denied_authorships

if TYPE_CHECKING:

    class SeenPaper(Submission):
        """A submission with the facts that ``with_facts`` adds for one viewer."""

        phase: str
        viewer_is_author: bool
        viewer_has_conflict: bool
        viewer_reviews: bool
        viewer_handles: bool
        viewer_review_in: bool

else:
    SeenPaper = Submission

BY_STATE = {Phase.DRAFT: SubmissionState.DRAFT, Phase.WITHDRAWN: SubmissionState.WITHDRAWN}
FACTS = ("viewer_is_author", "viewer_has_conflict", "viewer_reviews", "viewer_handles", "viewer_review_in")


@dataclass(frozen=True)
class PaperRights:
    """What one viewer may see of one paper. Ask ``sees`` for yes or no, ``sight`` where a forced look is possible."""

    standing: Standing
    phase: Phase
    policy: Policy

    def sight(self, info: Info) -> Sight:
        return sight.sight(info, self.standing, self.phase, self.policy)

    def sees(self, info: Info) -> bool:
        return self.sight(info) is Sight.VISIBLE

    def knows(self, info: Info) -> bool:
        """Say whether she may know what there is of an information, be it that there is nothing yet."""
        return sight.knows(info, self.standing, self.phase, self.policy)

    def may_force(self, info: Info) -> bool:
        return self.sight(info) is Sight.IF_FORCED

    @cached_property
    def is_chair_here(self) -> bool:
        """Say whether she may act on this paper as a chair: not its author, no conflict with it."""
        return Actor.PROGRAM_CHAIR in sight.actors(self.standing)


def policy_of(workshop: Workshop) -> Policy:
    """Return the settings of a workshop that bear on sight."""
    return Policy(
        bidding_open=workshop.bidding_open,
        authors_shown_after_release=workshop.authors_shown_after_release,
        reviewers_see_one_another=workshop.reviewers_see_one_another,
        rebuttal_open=rebuttal_is_open(workshop),
    )


def rebuttal_is_open(workshop: Workshop) -> bool:
    """Say whether authors may read and answer their reviews now; the last second of the deadline still counts."""
    opened = workshop.rebuttal_opened_at is not None
    return opened and not is_past(workshop.rebuttal_until, timezone.now())


def with_facts(papers: QuerySet[Submission], viewer: Viewer, workshop: Workshop) -> QuerySet[SeenPaper]:
    """Add to each paper its phase and how the viewer stands toward it, in the same query."""
    if viewer.user_id is None:
        return cast(
            "QuerySet[SeenPaper]",
            papers.annotate(phase=_phase_of(workshop), **dict.fromkeys(FACTS, Value(False))),
        )
    person, judging = viewer.user_id, [_judged_by]
    if viewer.is_sub_reviewer(workshop):
        # Who helps with a review stands toward its paper as a reviewer whose own review is not in.
        judging.append(_helped_by)
    annotated = papers.annotate(
        phase=_phase_of(workshop),
        viewer_is_author=Among(person, _authored_by),
        # Who is named as an author and says that this is a mistake has lost the paper, and never judges it.
        viewer_has_conflict=Among(person, _conflicting_with, _denied_by),
        viewer_reviews=Among(person, *judging),
        viewer_handles=Among(person, _handled_by),
        viewer_review_in=Among(person, _reviewed_by),
    )
    return cast("QuerySet[SeenPaper]", annotated)


def _authored_by(user_id: int) -> QuerySet[Any]:
    return _papers(authorships(user_id))


def _denied_by(user_id: int) -> QuerySet[Any]:
    return _papers(denied_authorships(user_id))


def _conflicting_with(user_id: int) -> QuerySet[Any]:
    return _papers(Conflict.objects.filter(user_id=user_id, state=Conflict.State.ACTIVE))


def _judged_by(user_id: int) -> QuerySet[Any]:
    return _papers(_assigned(user_id, Assignment.Part.REVIEWER))


def _reviewed_by(user_id: int) -> QuerySet[Any]:
    return _papers(_assigned(user_id, Assignment.Part.REVIEWER).filter(review__state=Review.State.SUBMITTED))


def _handled_by(user_id: int) -> QuerySet[Any]:
    return _papers(_assigned(user_id, Assignment.Part.AREA_CHAIR))


def _helped_by(user_id: int) -> QuerySet[Any]:
    return helping(user_id).order_by().values("assignment__submission")


def _assigned(user_id: int, part: Assignment.Part) -> QuerySet[Assignment]:
    return Assignment.objects.filter(user_id=user_id, state=Assignment.State.ACTIVE, part=part)


def _papers(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.order_by().values("submission")


def helping(user_id: int) -> QuerySet[SubReview]:
    """Return what a person helps with: until the review is in, taken from her, or the decision is released."""
    return (
        SubReview.objects.filter(
            user_id=user_id, state__in=WORKING, assignment__state=Assignment.State.ACTIVE
        )
        .exclude(assignment__review__state=Review.State.SUBMITTED)
        .exclude(assignment__submission__decision__released_at__isnull=False)
    )


def rights(paper: SeenPaper, viewer: Viewer, workshop: Workshop) -> PaperRights:
    """Answer everything about one viewer and one paper that carries its facts; no query is made."""
    standing = Standing(
        roles=viewer.parts(workshop),
        is_author=paper.viewer_is_author,
        is_site_admin=viewer.is_site_admin,
        has_conflict=paper.viewer_has_conflict,
        reviews_it=paper.viewer_reviews,
        handles_it=paper.viewer_handles,
        own_review_in=paper.viewer_review_in,
    )
    return PaperRights(standing, Phase(paper.phase), policy_of(workshop))


def papers_visible_to(
    viewer: Viewer, workshop: Workshop, info: Info = Info.PAPER_EXISTENCE
) -> QuerySet[SeenPaper]:
    """Return the papers of which the viewer sees an information: the queryset twin of ``rights``."""
    papers = with_facts(Submission.objects.filter(workshop=workshop), viewer, workshop)
    if viewer.user_id is None:
        return papers.filter(_granted(info, {Actor.VISITOR}, workshop))
    conflicted = (
        {Actor.PROGRAM_CHAIR_CONFLICTED} if viewer.is_chair(workshop) else {Actor.REVIEWER_CONFLICTED}
    )
    free = (
        _granted(info, _plain_actors(viewer, workshop), workshop)
        | Q(viewer_reviews=True) & _granted_to_reviewer(info, workshop)
        | Q(viewer_reviews=False)
        & _granted_if(viewer.is_reviewer(workshop), info, Actor.REVIEWER_UNASSIGNED, workshop)
        | Q(viewer_handles=True) & _granted(info, {Actor.AREA_CHAIR_ASSIGNED}, workshop)
        | Q(viewer_handles=False)
        & _granted_if(viewer.is_area_chair(workshop), info, Actor.AREA_CHAIR_UNASSIGNED, workshop)
    )
    return papers.filter(
        Q(viewer_is_author=True) & _granted(info, {Actor.AUTHOR}, workshop)
        | Q(viewer_is_author=False)
        & (
            Q(viewer_has_conflict=True) & _granted(info, conflicted, workshop)
            | Q(viewer_has_conflict=False) & free
        )
    )


def access_paper(
    viewer: Viewer, workshop: Workshop, number: int, info: Info
) -> tuple[SeenPaper, PaperRights]:
    """Return a paper of which the viewer sees an information, with her rights; else NotFound, whatever the reason."""
    papers = Submission.objects.filter(workshop=workshop, number=number).select_related("track")
    paper = only(with_facts(papers, viewer, workshop))
    if paper is None:
        raise NotFound
    found = rights(paper, viewer, workshop)
    if not found.sees(info):
        raise NotFound
    return paper, found


def _phase_of(workshop: Workshop) -> Case:
    """Return the phase of each paper as SQL."""
    published = workshop.papers_published_at is not None
    under_review = Phase.DISCUSSION if workshop.discussion_opened_at else Phase.REVIEWING
    return Case(
        When(state=SubmissionState.DRAFT, then=Value(Phase.DRAFT.value)),
        When(state=SubmissionState.WITHDRAWN, then=Value(Phase.WITHDRAWN.value)),
        When(state=SubmissionState.DESK_REJECTED, then=Value(Phase.RELEASED_REJECTED.value)),
        *([When(Has(_publishable_of), then=Value(Phase.PUBLISHED_ACCEPTED.value))] if published else []),
        When(Has(_acceptance_of), then=Value(Phase.RELEASED_ACCEPTED.value)),
        When(
            Has(_release_of),
            then=Value((Phase.PUBLISHED_REJECTED if published else Phase.RELEASED_REJECTED).value),
        ),
        When(Has(_decision_on), then=Value(Phase.DECIDED.value)),
        When(Has(_reviewer_of), then=Value(under_review.value)),
        default=Value(Phase.SUBMITTED.value),
        output_field=CharField(),
    )


def _decision_on(paper_id: int) -> QuerySet[Any]:
    return Decision.objects.filter(submission_id=paper_id).order_by().values("pk")


def _release_of(paper_id: int) -> QuerySet[Any]:
    return _decision_on(paper_id).filter(released_at__isnull=False)


def _acceptance_of(paper_id: int) -> QuerySet[Any]:
    return _release_of(paper_id).filter(outcome__in=ACCEPTED)


def _publishable_of(paper_id: int) -> QuerySet[Any]:
    """What is accepted on conditions waits for whoever signs them off, while the other papers are public."""
    return _acceptance_of(paper_id).filter(signed_off())


def _reviewer_of(paper_id: int) -> QuerySet[Any]:
    rows = Assignment.objects.filter(
        submission_id=paper_id, part=Assignment.Part.REVIEWER, state=Assignment.State.ACTIVE
    )
    return rows.order_by().values("pk")


def _plain_actors(viewer: Viewer, workshop: Workshop) -> set[Actor]:
    found = {Actor.VISITOR}
    if viewer.is_chair(workshop):
        found.add(Actor.PROGRAM_CHAIR)
    if RoleKind.SITE_EDITOR in viewer.parts(workshop):
        found.add(Actor.SITE_EDITOR)
    if viewer.is_site_admin:
        found.add(Actor.SITE_ADMIN)
    return found


def _granted(info: Info, actors: set[Actor], workshop: Workshop) -> Q:
    """Return in which phases an information is granted, by the state alone wherever that tells: a phase costs five subqueries."""
    policy = policy_of(workshop)
    possible = _possible_phases(workshop)
    granted = possible & frozenset[Phase]().union(
        *(sight.granted_phases(info, actor, policy) for actor in actors)
    )
    if possible - granted <= BY_STATE.keys():
        return ~Q(state__in=[BY_STATE[phase] for phase in sorted(possible - granted)])
    if granted <= BY_STATE.keys():
        return Q(state__in=[BY_STATE[phase] for phase in sorted(granted)])
    return Q(phase__in=sorted(granted))


def _possible_phases(workshop: Workshop) -> frozenset[Phase]:
    """Return the phases that papers of a workshop can be in now."""
    gone = {Phase.REVIEWING if workshop.discussion_opened_at else Phase.DISCUSSION}
    if workshop.papers_published_at is None:
        gone |= {Phase.PUBLISHED_ACCEPTED, Phase.PUBLISHED_REJECTED}
    return frozenset(Phase) - gone


def _granted_if(condition: bool, info: Info, actor: Actor, workshop: Workshop) -> Q:
    return _granted(info, {actor}, workshop) if condition else Q(pk__in=[])


def _granted_to_reviewer(info: Info, workshop: Workshop) -> Q:
    granted = _granted(info, {Actor.REVIEWER_ASSIGNED}, workshop)
    return granted & Q(viewer_review_in=True) if info in sight.NEEDS_OWN_REVIEW else granted
