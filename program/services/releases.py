"""Releasing a version of the schedule: what visitors see from then on, and a mail to those whom it concerns."""

from __future__ import annotations

from collections.abc import Collection

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from conference import audit
from conference.errors import Invalid, Stale
from conference.mailing import queue_mail
from conference.models import User, Workshop
from conference.visibility import Viewer
from program.changes import log_of, next_name
from program.ical import own_calendar
from program.models import ScheduleRelease
from program.selectors.drafts import snapshot
from program.selectors.releases import KEY, Concerned, concerned_by, draft_mark, last_release, values_of

LATER = "The programme was changed after this page was opened. Below is what a release would change now."


@transaction.atomic
def release_create(
    *,
    workshop: Workshop,
    actor: User | None,
    name: str = "",
    note: str = "",
    mark: str | None = None,
    viewer: Viewer | None = None,
    mail_to: Collection[str] = (),
) -> ScheduleRelease:
    """Release the draft as it is. ``mark`` names the draft that was looked at: Stale where it is another one now.

    ``mail_to`` names whom to tell, as ``concerned_by`` names them for the ``viewer``; nobody else is told.
    """
    Workshop.objects.select_for_update().get(pk=workshop.pk)
    if mark is not None and mark != draft_mark(workshop):
        raise Stale(LATER)
    last = last_release(workshop)
    sessions = snapshot(workshop)
    if not sessions:
        raise Invalid("The programme has no sessions yet: add some, then release it.")
    old = last.sessions if last else []
    name = name.strip() or (next_name(last.name) if last else "1")
    if ScheduleRelease.objects.filter(workshop=workshop, name=name).exists():
        raise Invalid(f"There is a version “{name}” already. Give this one another name.")
    release = ScheduleRelease.objects.create(
        workshop=workshop,
        name=name,
        note=note.strip(),
        sessions=sessions,
        changes=[change.as_json() for change in log_of(old, sessions, workshop.tz)] if last else [],
        released_by=actor,
    )
    told = 0
    for concerned in concerned_by(viewer, workshop, old, sessions, name) if viewer and mail_to else ():
        if concerned.key in mail_to and concerned.to.email:
            _tell(release, concerned)
            told += 1
    audit.record_of_workshop(
        workshop, actor, "schedule_released", f"Released version {name} of the schedule; {told} told by mail."
    )
    return release


def _tell(release: ScheduleRelease, concerned: Concerned) -> None:
    to, workshop = concerned.to, release.workshop
    calendar = own_calendar(
        workshop,
        to.places,
        base_url=settings.BASE_URL,
        now=timezone.now(),
        zone=to.zone,
        sequence=release.pk,
        about=concerned.key.replace(":", "-"),
    )
    queue_mail(
        key=KEY,
        email=to.email,
        name=to.name,
        workshop=workshop,
        recipient=to.user,
        values=values_of(to, workshop, release.name),
        part=to.part,
        about=to.about,
        dedupe_key=f"{KEY}:{release.pk}:{concerned.key}",
        calendar=calendar.decode() if to.places else "",
    )
