"""Sight on papers: ``rights`` once per viewer and paper, its queryset twin, and the facts both are made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, reduce
from typing import TYPE_CHECKING, Any, cast

from django.db.models import Case, CharField, Q, QuerySet, Value, When
from django.utils import timezone

from conference.deadlines import is_past
from conference.errors import NotFound
from conference.models import Workshop
from conference.models.people import RoleKind
from conference.prepared import Among, Fact, Fits, Has, row_of, rows_of
from conference.visibility import Viewer
from reviews import sight
from reviews.models import ACCEPTED, WORKING, Assignment, Conflict, Decision, Review, SubReview, signed_off
from reviews.sight import Actor, Info, Phase, Policy, Sight, Standing
from submissions.models import Submission, SubmissionState
from submissions.visibility import NO_USER, authorships, denied_authorships

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

Step = Callable[[QuerySet[SeenPaper]], QuerySet[SeenPaper]]
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


@dataclass(frozen=True)
class _Stand:
    """What tells which papers of a workshop somebody sees, but for who she is and for what is kept of each paper."""

    is_somebody: bool
    roles: frozenset[str]
    is_site_admin: bool
    policy: Policy
    is_published: bool
    is_discussed: bool


_Steps = tuple[Info, _Stand, tuple[Step, ...]]


def _stand(viewer: Viewer, workshop: Workshop) -> _Stand:
    return _Stand(
        is_somebody=viewer.user_id is not None,
        roles=viewer.parts(workshop),
        is_site_admin=viewer.is_site_admin,
        policy=policy_of(workshop),
        is_published=workshop.papers_published_at is not None,
        is_discussed=workshop.discussion_opened_at is not None,
    )


def with_facts(papers: QuerySet[Submission], viewer: Viewer, workshop: Workshop) -> QuerySet[SeenPaper]:
    """Add to each paper its phase and how the viewer stands toward it, in the same query."""
    return _with_facts(papers, viewer.user_id or NO_USER, _stand(viewer, workshop))


def _with_facts(papers: QuerySet[Submission], person: int, stand: _Stand) -> QuerySet[SeenPaper]:
    phase = Fact(_phases, (stand.is_published, stand.is_discussed))
    if not stand.is_somebody:
        return cast("QuerySet[SeenPaper]", papers.annotate(phase=phase, **dict.fromkeys(FACTS, Value(False))))
    judging = [_judged_by]
    if RoleKind.SUB_REVIEWER in stand.roles:
        # Who helps with a review stands toward its paper as a reviewer whose own review is not in.
        judging.append(_helped_by)
    annotated = papers.annotate(
        phase=phase,
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
    person, stand = viewer.user_id or NO_USER, _stand(viewer, workshop)
    return _visible(Submission.objects.filter(workshop=workshop), person, info, stand)


def rows_visible_to(viewer: Viewer, workshop: Workshop, info: Info, *steps: Step) -> list[SeenPaper]:
    """Return those papers as functions of module level narrow, order and load them, with SQL made once."""
    person, stand = viewer.user_id or NO_USER, _stand(viewer, workshop)
    return rows_of(_visible_in, workshop.pk, person, kind=(info, stand, steps))


def row_visible_to(
    viewer: Viewer, workshop: Workshop, number: int, info: Info, *steps: Step
) -> SeenPaper | None:
    """Return the same of the paper of one number."""
    person, stand = viewer.user_id or NO_USER, _stand(viewer, workshop)
    return row_of(_visible_at, workshop.pk, number, person, kind=(info, stand, steps))


def _visible_in(workshop_id: int, person: int, kind: _Steps) -> QuerySet[SeenPaper]:
    return _stepped(Submission.objects.filter(workshop_id=workshop_id), person, kind)


def _visible_at(workshop_id: int, number: int, person: int, kind: _Steps) -> QuerySet[SeenPaper]:
    return _stepped(Submission.objects.filter(workshop_id=workshop_id, number=number), person, kind)


def _stepped(papers: QuerySet[Submission], person: int, kind: _Steps) -> QuerySet[SeenPaper]:
    info, stand, steps = kind
    return reduce(lambda found, step: step(found), steps, _visible(papers, person, info, stand))


def _visible(papers: QuerySet[Submission], person: int, info: Info, stand: _Stand) -> QuerySet[SeenPaper]:
    return _with_facts(papers, person, stand).filter(Fits(person, _seen, (info, stand)))


def _seen(person: int, kind: tuple[Info, _Stand]) -> QuerySet[SeenPaper]:
    info, stand = kind
    papers = _with_facts(Submission.objects.all(), person, stand)
    if not stand.is_somebody:
        return papers.filter(_granted(info, {Actor.VISITOR}, stand))
    is_chair = RoleKind.PROGRAM_CHAIR in stand.roles
    conflicted = {Actor.PROGRAM_CHAIR_CONFLICTED} if is_chair else {Actor.REVIEWER_CONFLICTED}
    free = (
        _granted(info, _plain_actors(stand), stand)
        | Q(viewer_reviews=True) & _granted_to_reviewer(info, stand)
        | Q(viewer_reviews=False)
        & _granted_to_holder(RoleKind.REVIEWER, info, Actor.REVIEWER_UNASSIGNED, stand)
        | Q(viewer_handles=True) & _granted(info, {Actor.AREA_CHAIR_ASSIGNED}, stand)
        | Q(viewer_handles=False)
        & _granted_to_holder(RoleKind.AREA_CHAIR, info, Actor.AREA_CHAIR_UNASSIGNED, stand)
    )
    return papers.filter(
        Q(viewer_is_author=True) & _granted(info, {Actor.AUTHOR}, stand)
        | Q(viewer_is_author=False)
        & (
            Q(viewer_has_conflict=True) & _granted(info, conflicted, stand)
            | Q(viewer_has_conflict=False) & free
        )
    )


def access_paper(
    viewer: Viewer, workshop: Workshop, number: int, info: Info
) -> tuple[SeenPaper, PaperRights]:
    """Return a paper of which the viewer sees an information, with her rights; else NotFound, whatever the reason."""
    person, stand = viewer.user_id or NO_USER, _stand(viewer, workshop)
    paper = row_of(_paper_at, workshop.pk, number, person, kind=stand)
    if paper is None:
        raise NotFound
    found = rights(paper, viewer, workshop)
    if not found.sees(info):
        raise NotFound
    return paper, found


def _paper_at(workshop_id: int, number: int, person: int, stand: _Stand) -> QuerySet[SeenPaper]:
    papers = Submission.objects.filter(workshop_id=workshop_id, number=number).select_related("track")
    return _with_facts(papers, person, stand).order_by()


def _phases(kind: tuple[bool, bool]) -> QuerySet[Submission]:
    """Return the papers with their phases: whether they are published and discussed in their workshop is the same for all."""
    is_published, is_discussed = kind
    under_review = Phase.DISCUSSION if is_discussed else Phase.REVIEWING
    case = Case(
        When(state=SubmissionState.DRAFT, then=Value(Phase.DRAFT.value)),
        When(state=SubmissionState.WITHDRAWN, then=Value(Phase.WITHDRAWN.value)),
        When(state=SubmissionState.DESK_REJECTED, then=Value(Phase.RELEASED_REJECTED.value)),
        *([When(Has(_publishable_of), then=Value(Phase.PUBLISHED_ACCEPTED.value))] if is_published else []),
        When(Has(_acceptance_of), then=Value(Phase.RELEASED_ACCEPTED.value)),
        When(
            Has(_release_of),
            then=Value((Phase.PUBLISHED_REJECTED if is_published else Phase.RELEASED_REJECTED).value),
        ),
        When(Has(_decision_on), then=Value(Phase.DECIDED.value)),
        When(Has(_reviewer_of), then=Value(under_review.value)),
        default=Value(Phase.SUBMITTED.value),
        output_field=CharField(),
    )
    return Submission.objects.annotate(fact=case)


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


def _plain_actors(stand: _Stand) -> set[Actor]:
    found = {Actor.VISITOR}
    if RoleKind.PROGRAM_CHAIR in stand.roles:
        found.add(Actor.PROGRAM_CHAIR)
    if RoleKind.SITE_EDITOR in stand.roles:
        found.add(Actor.SITE_EDITOR)
    if stand.is_site_admin:
        found.add(Actor.SITE_ADMIN)
    return found


def _granted(info: Info, actors: set[Actor], stand: _Stand) -> Q:
    """Return in which phases an information is granted, by the state alone wherever that tells: a phase costs five subqueries."""
    possible = _possible_phases(stand)
    granted = possible & frozenset[Phase]().union(
        *(sight.granted_phases(info, actor, stand.policy) for actor in actors)
    )
    if possible - granted <= BY_STATE.keys():
        return ~Q(state__in=[BY_STATE[phase] for phase in sorted(possible - granted)])
    if granted <= BY_STATE.keys():
        return Q(state__in=[BY_STATE[phase] for phase in sorted(granted)])
    return Q(phase__in=sorted(granted))


def _possible_phases(stand: _Stand) -> frozenset[Phase]:
    """Return the phases that papers of a workshop can be in now."""
    gone = {Phase.REVIEWING if stand.is_discussed else Phase.DISCUSSION}
    if not stand.is_published:
        gone |= {Phase.PUBLISHED_ACCEPTED, Phase.PUBLISHED_REJECTED}
    return frozenset(Phase) - gone


def _granted_to_holder(role: RoleKind, info: Info, actor: Actor, stand: _Stand) -> Q:
    return _granted(info, {actor}, stand) if role in stand.roles else Q(pk__in=[])


def _granted_to_reviewer(info: Info, stand: _Stand) -> Q:
    granted = _granted(info, {Actor.REVIEWER_ASSIGNED}, stand)
    return granted & Q(viewer_review_in=True) if info in sight.NEEDS_OWN_REVIEW else granted
