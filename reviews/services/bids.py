"""Bidding: a reviewer's bid, opening and closing, and the mail to those who have not bid."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from conference import audit, mailing
from conference.errors import Invalid, Refused
from conference.models import Mail, User, Workshop
from conference.models.workshops import DateKey
from reviews.models import Bid, Conflict
from reviews.selectors.conflict_search import SAID_WHEN_BIDDING
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
    bid, _ = Bid.objects.update_or_create(submission=submission, user=user, defaults={"value": value})
    if value == Bid.Value.CONFLICT:
        _declare(submission, user)
    return bid


def _declare(submission: Submission, user: User) -> None:
    Conflict.objects.update_or_create(
        submission=submission,
        user=user,
        kind=Conflict.Kind.DECLARED,
        defaults={"state": Conflict.State.ACTIVE, "evidence": SAID_WHEN_BIDDING, "decided_by": None},
    )
    audit.record(
        workshop=submission.workshop,
        actor=user,
        part="reviewer",
        action="conflict_declared",
        about=submission.ref,
        text=f"{user.name} named a conflict with #{submission.number} when bidding",
        names_author=True,
    )


@transaction.atomic
def open_bidding(*, workshop: Workshop, by: User, reviewers: Iterable[User]) -> int:
    """Let reviewers read titles and abstracts and bid on them, and tell them; returns how many mails are new."""
    if not Submission.objects.filter(workshop=workshop, state=SubmissionState.SUBMITTED).exists():
        raise Refused("There is nothing to bid on before papers are submitted.")
    if not Workshop.objects.filter(pk=workshop.pk, bidding_open=False).update(bidding_open=True):
        return 0
    workshop.bidding_open = True
    _record(workshop, by, "bidding_opened", "Bidding opened")
    return _tell(workshop, reviewers)


@transaction.atomic
def close_bidding(*, workshop: Workshop, by: User) -> None:
    """Take titles and abstracts out of the reviewers' sight again; their bids are kept."""
    if Workshop.objects.filter(pk=workshop.pk, bidding_open=True).update(bidding_open=False):
        workshop.bidding_open = False
        _record(workshop, by, "bidding_closed", "Bidding closed")


@transaction.atomic
def ask_for_bids(*, workshop: Workshop, by: User, reviewers: Iterable[User]) -> int:
    """Send one mail to each of those who have not bid, at most one a person and day; returns how many are new."""
    if not workshop.bidding_open:
        raise Refused("Bidding is closed. Open it first.")
    sent = _tell(workshop, reviewers)
    if sent:
        _record(workshop, by, "bids_asked_for", f"{sent} reviewers asked for bids")
    return sent


def _tell(workshop: Workshop, reviewers: Iterable[User]) -> int:
    by_key = {f"{MAIL}:{workshop.pk}:{user.pk}:{timezone.now():%Y%m%d}": user for user in reviewers}
    there = set(Mail.objects.filter(dedupe_key__in=by_key).values_list("dedupe_key", flat=True))
    due = due_sentence(workshop)
    for key, user in by_key.items():
        if key in there:
            continue
        mailing.queue_mail(
            key=MAIL,
            email=user.email,
            name=user.name,
            workshop=workshop,
            recipient=user,
            part="reviewer",
            about=f"workshop:{workshop.pk}",
            dedupe_key=key,
            values={"due": due, "link": settings.BASE_URL + reverse("reviews:bids", args=[workshop.slug])},
        )
    return len(by_key.keys() - there)


def due_sentence(workshop: Workshop) -> str:
    """Return when bids are due, in a sentence."""
    deadline = deadline_of(workshop, DateKey.BIDS)
    if not deadline.text:
        return "The papers are assigned soon, so the next days are best."
    return f"Bids {'were' if deadline.is_past else 'are'} due on {deadline.text}."


def _record(workshop: Workshop, by: User, action: str, text: str) -> None:
    audit.record(
        workshop=workshop, actor=by, part="chair", action=action, about=f"workshop:{workshop.pk}", text=text
    )
