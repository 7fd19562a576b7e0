"""Leave from a deadline: for a track, for one paper, or by a link for a paper that is not there yet."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from conference import audit
from conference.dates import format_moment
from conference.deadlines import is_past
from conference.errors import Closed, Invalid, NotFound
from conference.mailing import queue_mail
from conference.models import Track, User, Workshop
from conference.visibility import Viewer
from submissions.lifecycle import EDITABLE
from submissions.models import LateLink, Submission, SubmissionState
from submissions.services.mails import mail_authors
from submissions.services.papers import new_paper
from submissions.services.states import lock_paper
from submissions.visibility import own_papers

SALT = "submissions.late"
GONE = "This link can’t be used: it was used already, taken back, or is over. Please write to the organizers."


def late_url(link: LateLink) -> str:
    path = reverse("submissions:late", args=[link.workshop.slug, signing.dumps(link.pk, salt=SALT)])
    return f"{settings.BASE_URL}{path}"


@transaction.atomic
def set_track_deadline(*, track: Track, by: User, at: datetime | None) -> None:
    """Give the papers of a track a deadline of their own, or the workshop's again."""
    before = track.deadline_at
    if before == at:
        return
    track.deadline_at = at
    track.save(update_fields=["deadline_at"])
    words = format_moment(at, track.workshop, whole_day=False) if at else "that of the workshop"
    audit.record_of_workshop(track.workshop, by, "track.deadline", f"Deadline of {track.name}: {words}")


@transaction.atomic
def extend_paper(*, submission: Submission, by: User, at: datetime | None) -> Submission:
    """Let one paper be changed and submitted until ``at``, and tell its authors; None takes the leave back."""
    paper = lock_paper(submission)
    if paper.state not in EDITABLE and paper.state != SubmissionState.WITHDRAWN:
        raise Invalid(
            "This paper can’t be changed any more, whatever its deadline.", {"at": ["No longer possible."]}
        )
    if at is not None and is_past(at, timezone.now()):
        raise Invalid("This moment is over already.", {"at": ["Give a moment that is still to come."]})
    paper.deadline_at = at
    paper.save(update_fields=["deadline_at"])
    words = format_moment(at, paper.workshop, whole_day=False) if at else "the deadline of all"
    audit.record(
        workshop=paper.workshop,
        actor=by,
        part="chair",
        action="paper.deadline",
        about=paper.ref,
        text=f"May be changed until {words}",
        after={"deadline": at.isoformat() if at else None},
    )
    if at is not None:
        mail_authors(key="paper_extended", submission=paper, moment=timezone.now(), until=words)
    return paper


@transaction.atomic
def give_link(
    *, workshop: Workshop, by: User, track: Track, expires_at: datetime, email: str = "", note: str = ""
) -> LateLink:
    """Make a link that lets its holder submit one paper late, and mail it where an address is given."""
    if is_past(expires_at, timezone.now()):
        raise Invalid(
            "This moment is over already.", {"expires_at": ["Give a moment that is still to come."]}
        )
    link = LateLink.objects.create(
        workshop=workshop, track=track, expires_at=expires_at, email=email, note=note, created_by=by
    )
    until = format_moment(expires_at, workshop, whole_day=False)
    if email:
        queue_mail(
            key="late_link",
            email=email,
            name="",
            workshop=workshop,
            part="author",
            about=f"late_link:{link.pk}",
            values={"track": track.name, "until": until, "link": late_url(link)},
        )
    audit.record_of_workshop(
        workshop, by, "late_link.given", f"Link for a late paper in {track.name}, valid until {until}"
    )
    return link


@transaction.atomic
def take_link_back(*, link: LateLink, by: User) -> None:
    """Make a link worthless that was not used."""
    fresh = LateLink.objects.filter(pk=link.pk, used_at=None, cancelled_at=None)
    if not fresh.update(cancelled_at=timezone.now()):
        raise Invalid("This link was used or taken back already.")
    audit.record_of_workshop(
        link.workshop, by, "late_link.taken_back", f"Link for a late paper in {link.track.name} taken back"
    )


def access_link(workshop: Workshop, token: str) -> LateLink:
    """Return the link of a token, used or not, or raise NotFound."""
    try:
        pk = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        raise NotFound(GONE) from None
    link = LateLink.objects.filter(pk=pk, workshop=workshop, cancelled_at=None)
    found = link.select_related("track", "workshop", "submission").first()
    if found is None:
        raise NotFound(GONE)
    return found


def is_usable(link: LateLink) -> bool:
    return link.used_at is None and link.cancelled_at is None and not is_past(link.expires_at, timezone.now())


def state_of(link: LateLink) -> str:
    """Say in a word what became of a link."""
    if link.used_at:
        return "used"
    if link.cancelled_at:
        return "taken back"
    return "open" if is_usable(link) else "over"


def links_of(workshop: Workshop) -> QuerySet[LateLink]:
    """Return the links that chairs gave."""
    return LateLink.objects.filter(workshop=workshop).select_related("track", "created_by", "workshop")


def drafts_for(link: LateLink, by: User) -> list[Submission]:
    """Return a person's own drafts in the link's track: she may want to finish one rather than begin anew."""
    own = own_papers(Viewer(user_id=by.pk))
    return list(own.filter(track=link.track, state=SubmissionState.DRAFT).order_by("number"))


@transaction.atomic
def use_link(*, link: LateLink, by: User, draft: int | None = None) -> Submission:
    """Begin the paper that a link gives leave for, or go on with a draft; it can be submitted until the link ends."""
    Workshop.objects.select_for_update().get(pk=link.workshop_id)
    found = LateLink.objects.select_related("workshop", "track").get(pk=link.pk)
    if not is_usable(found):
        raise Closed(GONE)
    begun = next((paper for paper in drafts_for(found, by) if paper.number == draft), None)
    if begun:
        begun.deadline_at = found.expires_at
        begun.save(update_fields=["deadline_at"])
    paper = begun or new_paper(
        workshop=found.workshop, track=found.track, by=by, deadline_at=found.expires_at
    )
    found.used_at, found.submission = timezone.now(), paper
    found.save(update_fields=["used_at", "submission"])
    return paper
