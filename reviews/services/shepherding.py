"""Accepting on conditions: a chair sets them, the authors revise, a shepherd signs off or says what is missing."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from conference import audit
from conference.concurrency import save_version
from conference.errors import Invalid, Refused
from conference.mailing import queue_mail
from conference.models import User
from reviews.models import Assignment, Decision, Shepherding
from reviews.services.conflicts import refuse_conflict
from submissions.models import REACHED, Submission
from submissions.services.mails import mail_author

ASKED = "shepherd_asked"
ANSWERED = "conditions_answered"


@transaction.atomic
def set_conditions(
    *, submission: Submission, by: User, shepherd: User, conditions: str, expected: int
) -> Shepherding:
    """Accept on conditions. After the release the words stand; another shepherd can still be named."""
    decision = _locked_decision(submission)
    if decision is None or not decision.is_accept:
        raise Refused("Only an accepted paper can have conditions. Save such a decision first.")
    if not submission.assignments.filter(user=shepherd, state=Assignment.State.ACTIVE).exists():
        raise Invalid(
            "A shepherd is one of the paper's reviewers or its area chair.",
            {"shepherd": ["Choose one of them."]},
        )
    refuse_conflict(submission, shepherd)
    found = Shepherding.objects.filter(decision=decision).first()
    if found is None:
        if decision.released_at:
            raise Refused("The decision is released: its authors read no conditions in it.")
        found = Shepherding.objects.create(decision=decision, shepherd=shepherd, conditions=conditions)
    else:
        if found.signed_off_at:
            raise Refused("The conditions are signed off already.")
        if decision.released_at and conditions != found.conditions:
            raise Refused(
                "The authors have read these conditions: their words stand. Correct the decision instead."
            )
        changed = found.shepherd_id != shepherd.pk
        found.shepherd, found.conditions = shepherd, conditions
        save_version(found, expected=expected, fields=["shepherd", "conditions"])
        if changed and decision.released_at:
            tell_shepherd(found)
    _touch(decision)
    _record(submission, by, "chair", "conditions_set", f"accepted on conditions; shepherd {shepherd.name}")
    return found


@transaction.atomic
def remove_conditions(*, submission: Submission, by: User) -> None:
    """Take conditions back before the decision is released."""
    decision = _locked_decision(submission)
    found = Shepherding.objects.filter(decision=decision).first() if decision else None
    if decision is None or found is None:
        return
    if decision.released_at:
        raise Refused("The authors have read the conditions. Sign them off instead.")
    found.delete()
    _touch(decision)
    _record(submission, by, "chair", "conditions_removed", "conditions taken back")


@transaction.atomic
def answer(
    *, shepherding: Shepherding, by: User, part: str, signed_off: bool, remark: str, expected: int
) -> Shepherding:
    """Sign the conditions off, or tell the authors what is missing; they get a mail either way."""
    if shepherding.signed_off_at:
        raise Refused("The conditions are signed off already.")
    if not signed_off and not remark:
        raise Invalid("Say what is missing.", {"remark": ["Say what is missing."]})
    if part == "chair" and not remark:
        raise Invalid("Say why you sign in the shepherd’s place.", {"remark": ["Say why."]})
    now = timezone.now()
    shepherding.remark, shepherding.remarked_at = remark, now
    fields = ["remark", "remarked_at"]
    if signed_off:
        shepherding.signed_off_at, shepherding.signed_off_by = now, by
        fields += ["signed_off_at", "signed_off_by"]
    save_version(shepherding, expected=expected, fields=fields)
    submission = shepherding.decision.submission
    said = "The conditions are met." if signed_off else "The conditions are not met yet."
    for author in submission.authors.filter(REACHED).select_related("user"):
        mail_author(
            key=ANSWERED,
            author=author,
            paper=submission,
            dedupe_key=f"{ANSWERED}:{shepherding.pk}:{shepherding.version}:{author.pk}",
            values={
                "number": submission.number,
                "title": submission.title,
                "answer": said,
                "remark": remark,
                "link": settings.BASE_URL
                + reverse("reviews:revision", args=[submission.workshop.slug, submission.number]),
            },
        )
    action = "conditions_met" if signed_off else "conditions_open"
    why = f"; in the shepherd’s place: {remark}" if part == "chair" else ""
    _record(submission, by, part, action, said[:1].lower() + said[1:-1] + why)
    return shepherding


def tell_shepherd(shepherding: Shepherding) -> None:
    """Ask the shepherd, once the decision is released."""
    submission, shepherd = shepherding.decision.submission, shepherding.shepherd
    queue_mail(
        key=ASKED,
        email=shepherd.email,
        name=shepherd.name,
        workshop=submission.workshop,
        recipient=shepherd,
        part="reviewer",
        about=submission.ref,
        dedupe_key=f"{ASKED}:{shepherding.pk}:{shepherd.pk}",
        values=mail_values(shepherding),
    )


def mail_values(shepherding: Shepherding) -> dict[str, object]:
    """Return what the mail to a shepherd says."""
    submission = shepherding.decision.submission
    path = reverse("reviews:shepherd", args=[submission.workshop.slug, submission.number])
    return {
        "number": submission.number,
        "title": submission.title,
        "conditions": shepherding.conditions,
        "link": settings.BASE_URL + path,
    }


def _locked_decision(submission: Submission) -> Decision | None:
    Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
    return Decision.objects.filter(submission=submission).first()


def _touch(decision: Decision) -> None:
    """Let a release that was looked at before see that the mail has changed."""
    if decision.released_at is None:
        Decision.objects.filter(pk=decision.pk).update(version=F("version") + 1)


def _record(submission: Submission, by: User, part: str, action: str, said: str) -> None:
    audit.record(
        workshop=submission.workshop,
        actor=by,
        part=part,
        action=action,
        about=submission.ref,
        text=f"#{submission.number}: {said}",
    )
