"""Asking somebody to help with a review. The review stays its reviewer's: she asks, reads, changes and submits it."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from conference import audit
from conference.errors import Invalid, NotFound, Refused
from conference.mailing import queue_mail
from conference.models import Role, User
from conference.models.people import RoleKind
from conference.services.invitations import user_by_email
from conference.services.workshops import add_role
from reviews.models import WORKING, Assignment, Conflict, Review, SubReview
from reviews.selectors.conflict_search import paper_conflicts_of
from reviews.services.conflicts import recompute_conflicts
from reviews.services.reviews import why_closed

MAIL = "sub_review"
MOST = 3
NOT_THIS_ONE = "This person can’t help with this paper. Please ask somebody else."


@transaction.atomic
def ask(*, assignment: Assignment, name: str, email: str) -> SubReview:
    """Ask somebody by mail; whoever may not judge the paper is refused without a reason.

    Every try is in the history, and there are few of them: a refusal tells something of the authors.
    """
    closed = why_closed(assignment)
    if closed:
        raise Refused(closed)
    # The assignment's row is held, so that the limit holds for two windows too.
    Assignment.objects.select_for_update(of=("self",)).get(pk=assignment.pk)
    asked = SubReview.objects.filter(assignment=assignment)
    if Review.objects.filter(assignment=assignment, state=Review.State.SUBMITTED).exists():
        raise Refused("Your review is in already.")
    if asked.filter(state__in=[SubReview.State.ASKED, *WORKING]).exists():
        raise Refused("Somebody is asked already. End that first.")
    if asked.count() >= MOST:
        raise Refused(f"You have asked {MOST} people for this paper. Please write to the chairs.")
    if asked.filter(email__iexact=email).exists():
        raise Invalid("You have asked this person before.", {"email": ["Asked before."]})
    found = SubReview.objects.create(assignment=assignment, name=name, email=email.lower())
    if _may_not(found, user_by_email(email)):
        SubReview.objects.filter(pk=found.pk).update(state=SubReview.State.ENDED)
        _record(found, assignment.user, "sub_reviewer_refused", "can’t be asked")
        found.state = SubReview.State.ENDED
        return found
    queue_mail(
        key=MAIL,
        email=found.email,
        name=name,
        workshop=assignment.submission.workshop,
        part="reviewer",
        about=assignment.submission.ref,
        dedupe_key=f"{MAIL}:{found.pk}",
        values={
            "reviewer": assignment.user.name,
            "link": settings.BASE_URL + reverse("reviews:sub_review", args=[found.token]),
        },
    )
    _record(found, assignment.user, "sub_reviewer_asked", "asked to help")
    return found


@transaction.atomic
def accept(*, sub_review: SubReview, user: User, listed: bool) -> SubReview:
    """Let somebody help, with her account; her profile is looked through for conflicts first."""
    found = _held(sub_review)
    if found.state not in {SubReview.State.ASKED, SubReview.State.DECLINED}:
        raise Refused("This was answered already.")
    assignment = found.assignment
    if why_closed(assignment) or assignment.user_id == user.pk:
        raise Refused("This review is closed. Thank you all the same.")
    workshop = assignment.submission.workshop
    with transaction.atomic():
        add_role(workshop=workshop, by=assignment.user, user=user, kind=RoleKind.SUB_REVIEWER)
        recompute_conflicts(workshop=workshop, person=user)
        if _may_not(found, user):
            found.state, found.user = SubReview.State.ENDED, None
        else:
            found.state, found.user, found.listed = SubReview.State.ACCEPTED, user, listed
    found.answered_at = timezone.now()
    found.save(update_fields=["state", "user", "listed", "answered_at"])
    _leave_if_idle(found, user)
    said = "helps" if found.state == SubReview.State.ACCEPTED else "can’t help after all"
    _record(found, user, "sub_reviewer_answered", said)
    return found


@transaction.atomic
def decline(*, sub_review: SubReview) -> None:
    """Say no, or stop helping."""
    found = _held(sub_review)
    if found.state == SubReview.State.ENDED:
        raise Refused("This is over already.")
    _close(found, SubReview.State.DECLINED)
    _record(found, found.user, "sub_reviewer_answered", "declined")


@transaction.atomic
def set_listed(*, sub_review: SubReview, listed: bool) -> None:
    """Keep her word on being named in public, at any time."""
    SubReview.objects.filter(pk=sub_review.pk).update(listed=listed)


@transaction.atomic
def hand_over(*, sub_review: SubReview) -> SubReview:
    """Tell the reviewer that the draft is ready for her."""
    found = _held(sub_review)
    if found.state not in WORKING:
        raise Refused("This is over already.")
    found.state, found.handed_at = SubReview.State.HANDED, timezone.now()
    found.save(update_fields=["state", "handed_at"])
    _record(found, found.user, "sub_review_handed", "handed the draft over")
    return found


@transaction.atomic
def end(*, sub_review: SubReview) -> None:
    """Take the paper from the sub-reviewer; what she wrote stays in the draft."""
    found = _held(sub_review)
    if found.state not in {SubReview.State.ASKED, *WORKING}:
        raise Refused("This is over already.")
    _close(found, SubReview.State.ENDED)
    _record(found, found.assignment.user, "sub_reviewer_ended", "no longer helps")


def access_sub_review(token: str) -> SubReview:
    """Return what a link asks, or raise NotFound."""
    rows = SubReview.objects.select_related("assignment__submission__workshop", "assignment__user", "user")
    found = rows.filter(token=token).first()
    if found is None:
        raise NotFound
    return found


def _held(sub_review: SubReview) -> SubReview:
    rows = SubReview.objects.select_for_update(of=("self",))
    return rows.select_related("assignment__submission__workshop", "assignment__user", "user").get(
        pk=sub_review.pk
    )


def _close(found: SubReview, state: str) -> None:
    found.state, found.answered_at = state, timezone.now()
    found.save(update_fields=["state", "answered_at"])
    if found.user:
        _leave_if_idle(found, found.user)


def _leave_if_idle(found: SubReview, user: User) -> None:
    """Take the part away from somebody who helps nobody here any more."""
    workshop = found.assignment.submission.workshop
    helps = SubReview.objects.filter(
        user=user, state__in=WORKING, assignment__submission__workshop=workshop
    ).exists()
    if not helps:
        Role.objects.filter(workshop=workshop, user=user, kind=RoleKind.SUB_REVIEWER).delete()


def _may_not(found: SubReview, user: User | None) -> bool:
    """Say whether a person may not judge the paper: a conflict, her own paper, or a part in its judgement already."""
    paper = found.assignment.submission
    if user is not None:
        if Conflict.objects.filter(submission=paper, user=user, state=Conflict.State.ACTIVE).exists():
            return True
        if paper.assignments.filter(user=user).exists() or paper.authors.filter(user=user).exists():
            return True
    return paper_conflicts_of(paper, user=user, name=found.name, email=found.email)


def _record(found: SubReview, by: User | None, action: str, said: str) -> None:
    paper = found.assignment.submission
    audit.record(
        workshop=paper.workshop,
        actor=by,
        part="reviewer",
        action=action,
        about=paper.ref,
        text=f"#{paper.number}: sub-reviewer {found.name}, {said}",
        names_author=action == "sub_reviewer_refused",
    )
