"""What a walk finds in the chairs' office: jobs, mails, people, links, a webhook."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.core.files.base import ContentFile

from conference import mailing
from conference.models import (
    CommitteeMember,
    Contact,
    Job,
    Mail,
    Role,
    Sponsor,
    SuggestedGuest,
    Webhook,
    WebhookDelivery,
    Workshop,
)
from reviews.models import ReviewRound, SubReview
from submissions.author_links import author_token
from submissions.models import FormField, LateLink
from submissions.services.late import late_url
from tests.access.phases import NUMBER
from tests.access.site_things import picture
from tests.cast import Cast
from tests.factories import AssignmentFactory, InvitationFactory, SeriesFactory, UserFactory, WorkshopFactory

FAR = datetime(2099, 1, 1, tzinfo=UTC)


def _earlier_edition(workshop: Workshop) -> Workshop:
    """An edition of the same series, led by the same chairs."""
    workshop.series = workshop.series or SeriesFactory()
    workshop.save(update_fields=["series"])
    edition: Workshop = WorkshopFactory(slug="earlier", series=workshop.series)
    for role in workshop.roles.filter(kind="program_chair"):
        Role.objects.create(workshop=edition, user=role.user, kind=role.kind)
    return edition


def _webhook(cast: Cast) -> dict[str, Any]:
    """A chair's webhook with a message that was delivered."""
    hook = Webhook.objects.create(
        workshop=cast.workshop, owner=cast.people["program_chair"], url="https://hooks.example/in"
    )
    delivery = WebhookDelivery.objects.create(
        webhook=hook, event="webhook.test", body="{}", state="delivered"
    )
    names = ("conference:webhook", "conference:act_on_webhook", "conference:redeliver")
    doors = ("webhook", "switch_webhook", "webhook_secret", "webhook_messages", "webhook_message")
    return {f"{name}:pk": hook.pk for name in (*names, *(f"api:{door}" for door in doors))} | {
        "delivery": delivery.pk
    }


def office(cast: Cast) -> dict[str, Any]:
    """The chairs' things: jobs, mails, people, links, and the names that addresses end in."""
    return {
        **_jobs(cast),
        **_mails(cast),
        **_webhook(cast),
        **_people(cast),
        **_links(cast),
        **_parts(cast),
        "edition": _earlier_edition(cast.workshop).slug,
        "publication": cast.people["author"].publications.create(title="Her own paper").pk,
        "rest": "nowhere/",
        "key": "submission_received",
        "table": "papers",
        "reminder": "reviews",
        "ending": "csv",
    }


def _jobs(cast: Cast) -> dict[str, Any]:
    """A chair's job that failed, and an author's that is done."""
    check = Job.objects.create(
        workshop=cast.workshop, owner=cast.people["author"], kind="check_pdf", state="done",
        title=f"Check of the PDF of #{NUMBER} Zirkelmoos",
    )  # fmt: skip
    failed = Job.objects.create(
        workshop=cast.workshop, owner=cast.people["program_chair"], kind="assign", state="failed",
        title="Assignment", error="No assignment was found.",
    )  # fmt: skip
    names = ("conference:job", "conference:cancel_job", "conference:retry_job", "api:job", "api:job_act")
    return {f"{name}:pk": failed.pk for name in names} | {"check_job": check.pk}


def _mails(cast: Cast) -> dict[str, Any]:
    """The mail about the paper that could not be delivered, and one whose reader may want no more."""
    failed = Mail.objects.filter(workshop=cast.workshop, subject_ref=cast.paper.ref, state="failed").get()
    sent = Mail.objects.create(
        workshop=cast.workshop, template="invitation", email="asked@people.example", state="sent"
    )
    return {f"{name}:pk": failed.pk for name in ("conference:mail", "api:mail", "api:mail_act")} | {
        "conference:refuse_mail:token": _last_part(mailing.refusal_url(sent))
    }


def _people(cast: Cast) -> dict[str, Any]:
    """Those whom chairs ask, name and list, and what they are to the workshop."""
    workshop = cast.workshop
    invitation = InvitationFactory(workshop=workshop)
    suggestion = SuggestedGuest.objects.create(
        invitation=invitation, name="Someone Instead", email="instead@people.example"
    )
    role = Role.objects.get(workshop=workshop, kind="site_editor")
    sponsor = Sponsor.objects.create(
        workshop=workshop, name="Cast Fund", logo=ContentFile(picture(), name="logo.jpg")
    )
    return {
        "conference:invitation:token": invitation.token,
        "invitation": invitation.pk,
        "invited_chair": InvitationFactory(workshop=workshop, kind="program_chair").pk,
        "suggestion": suggestion.pk,
        "role": role.pk,
        "conference:take_role:pk": role.pk,
        "reviewer": cast.people["reviewer_unassigned"].reviewing.get().pk,
        "program:sponsor_logo:pk": sponsor.pk,
        "sponsor": sponsor.pk,
        "contact": Contact.objects.create(workshop=workshop, label="Chairs", email="chairs@cast.example").pk,
        "listed": CommitteeMember.objects.create(workshop=workshop, name="Listed Organizer").pk,
    }


def _links(cast: Cast) -> dict[str, Any]:
    """Private links that mails carry: to help with a review, to confirm authorship, to hand in late."""
    late = LateLink.objects.create(workshop=cast.workshop, track=cast.other_paper.track, expires_at=FAR)
    return {
        "reviews:sub_review:token": _sub_review(cast).token,
        "submissions:confirm:token": author_token(cast.other_paper.authors.get()),
        "submissions:late:token": _last_part(late_url(late)),
        "late_link": late.pk,
    }


def _parts(cast: Cast) -> dict[str, Any]:
    """What the workshop is set up of, and another paper in it."""
    workshop = cast.workshop
    return {
        "other_number": cast.other_paper.number,
        "track": cast.paper.track_id,
        "date": workshop.dates.latest("pk").pk,
        "field": FormField.objects.filter(workshop=workshop).latest("pk").pk,
        "round": ReviewRound.objects.create(workshop=workshop, number=2, due_at=FAR).pk,
    }


def _last_part(url: str) -> str:
    return url.rstrip("/").rpartition("/")[2]


def _sub_review(cast: Cast) -> SubReview:
    """Somebody asked to help with a review of the other paper; of which, her page does not tell."""
    pair = AssignmentFactory(
        submission=cast.other_paper, user=UserFactory(name="Other Reviewer"), state="removed"
    )
    return SubReview.objects.create(assignment=pair, name="Hanna Helper", email="hanna@meadow.example")
