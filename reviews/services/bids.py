"""Bidding: a reviewer's bid, opening and closing."""

from __future__ import annotations

from django.db import transaction

from conference import audit
from conference.errors import Invalid, Refused
from conference.models import User, Workshop
from conference.models.workshops import DateKey
from reviews.models import Bid, Conflict
from reviews.selectors.conflict_search import SAID_OF_A_PAPER
from reviews.selectors.deadline import deadline_of
from submissions.models import Submission, SubmissionState

MAIL = "bids_wanted"


@transaction.atomic
def place_bid(*, submission: Submission, user: User, value: str) -> Bid | None:
    """Store a bid, or take it back with an empty value; a conflict counts from this moment."""
    if not value:
        Bid.objects.filter(submission=submission, user=user).delete()
        return None
    if value not in Bid.Value.values:
        raise Invalid("Choose one of the bids.")
    if value == Bid.Value.CONFLICT:
        return declare_conflict(submission=submission, user=user, when="when bidding")
    return _set(submission, user, value)


@transaction.atomic
def declare_conflict(*, submission: Submission, user: User, when: str) -> Bid:
    """Take somebody's word that she has a conflict with a paper; it is kept as her bid, which every search reads."""
    bid = _set(submission, user, Bid.Value.CONFLICT)
    Conflict.objects.update_or_create(
        submission=submission,
        user=user,
        kind=Conflict.Kind.DECLARED,
        defaults={"state": Conflict.State.ACTIVE, "evidence": SAID_OF_A_PAPER, "decided_by": None},
    )
    audit.record(
        workshop=submission.workshop,
        actor=user,
        part="reviewer",
        action="conflict_declared",
        about=submission.ref,
        text=f"{user.name} named a conflict with #{submission.number} {when}",
        names_author=True,
    )
    return bid


def _set(submission: Submission, user: User, value: str) -> Bid:
    return Bid.objects.update_or_create(submission=submission, user=user, defaults={"value": value})[0]


@transaction.atomic
def open_bidding(*, workshop: Workshop, by: User) -> bool:
    """Let reviewers read titles and abstracts and bid on them; False if they could already."""
    if not Submission.objects.filter(workshop=workshop, state=SubmissionState.SUBMITTED).exists():
        raise Refused("There is nothing to bid on before papers are submitted.")
    if not Workshop.objects.filter(pk=workshop.pk, bidding_open=False).update(bidding_open=True):
        return False
    workshop.bidding_open = True
    audit.record_of_workshop(workshop, by, "bidding_opened", "Bidding opened")
    return True


@transaction.atomic
def close_bidding(*, workshop: Workshop, by: User) -> None:
    """Take titles and abstracts out of the reviewers' sight again; their bids are kept."""
    if Workshop.objects.filter(pk=workshop.pk, bidding_open=True).update(bidding_open=False):
        workshop.bidding_open = False
        audit.record_of_workshop(workshop, by, "bidding_closed", "Bidding closed")


def due_sentence(workshop: Workshop) -> str:
    """Return when bids are due, in a sentence."""
    deadline = deadline_of(workshop, DateKey.BIDS)
    if not deadline.text:
        return "The papers are assigned soon, so the next days are best."
    return f"Bids {'were' if deadline.is_past else 'are'} due on {deadline.text}."
