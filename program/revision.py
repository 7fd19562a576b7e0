"""The revision of a workshop's public pages: a number that grows with every change that visitors could see.

Whatever is cached is cached under this number. Rows that are changed by ``QuerySet.update`` or in bulk send no signal:
whoever changes public rows that way calls ``bump`` in the same transaction.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save

from conference.models import (
    CommitteeMember,
    Contact,
    DateChange,
    ImportantDate,
    OptIn,
    Series,
    Sponsor,
    Topic,
    Track,
    Workshop,
)
from program.models import (
    Award,
    NewsPost,
    PublicFigures,
    PublicSite,
    ScheduleRelease,
    Session,
    SessionSpeaker,
    SiteSection,
    Slot,
    Speaker,
)
from reviews.models import Decision, Shepherding
from submissions.models import Author, CameraReady, PaperFile, PaperLink, Submission

FIRST_CLOCKED = 10**15  # smaller revisions are counted, not read from the clock

ROWS: dict[type[Model], str] = {
    Workshop: "pk",
    Track: "workshop_id",
    OptIn: "track__workshop_id",
    Topic: "workshop_id",
    ImportantDate: "workshop_id",
    DateChange: "date__workshop_id",
    CommitteeMember: "workshop_id",
    Contact: "workshop_id",
    Sponsor: "workshop_id",
    Speaker: "workshop_id",
    ScheduleRelease: "workshop_id",
    Session: "workshop_id",
    SessionSpeaker: "session__workshop_id",
    Slot: "session__workshop_id",
    NewsPost: "workshop_id",
    Award: "workshop_id",
    PublicSite: "workshop_id",
    SiteSection: "workshop_id",
    PublicFigures: "workshop_id",
}
PAPER_ROWS: dict[type[Model], str] = {
    Submission: "workshop_id",
    Author: "submission__workshop_id",
    PaperLink: "submission__workshop_id",
    CameraReady: "submission__workshop_id",
    PaperFile: "submission__workshop_id",
    Decision: "submission__workshop_id",
    Shepherding: "decision__submission__workshop_id",
}

# In SQL, since it runs with every row that is saved: Django would take longer to word it than the database to do it.
RAISE = """
    UPDATE conference_workshop SET revision = CASE WHEN revision >= %s THEN revision + 1 ELSE %s END
    WHERE id IN (SELECT id FROM conference_workshop WHERE {which})
    OR series_id IN (SELECT series_id FROM conference_workshop WHERE {which})
"""
WORKSHOP = RAISE.format(which="id = %s")
PUBLISHED = RAISE.format(which="id = %s AND papers_published_at IS NOT NULL")
SERIES = RAISE.format(which="series_id = %s")


def last_change(workshop: Workshop) -> datetime:
    """Return when visitors last saw a change: what feeds and calendars say, so that nothing new looks new."""
    if workshop.revision < FIRST_CLOCKED:
        return workshop.created_at
    return datetime.fromtimestamp(workshop.revision / 1_000_000, UTC).replace(microsecond=0)


def bump(workshop_id: int) -> None:
    """Make every cached page of a workshop old, and those of its series, which show its figures."""
    _raise(WORKSHOP, workshop_id)


def bump_if_published(workshop_id: int) -> None:
    """Do so for a change in a paper, which visitors see only once the accepted papers are out."""
    _raise(PUBLISHED, workshop_id)


def _raise(statement: str, key: int) -> None:
    """Raise revisions past the present microsecond: no later save of an old copy can bring a used number back."""
    now = time.time_ns() // 1000
    with connection.cursor() as cursor:
        cursor.execute(statement, [now, now, key, key])


def connect() -> None:
    """Listen to every table of which the public pages are made."""
    for tables, touch in ((ROWS, bump), (PAPER_ROWS, bump_if_published)):
        for model, path in tables.items():
            listener = _listener(path, touch)
            name = f"revision:{model._meta.label}"  # noqa: SLF001 - Django's documented name
            post_save.connect(listener, sender=model, weak=False, dispatch_uid=name)
            post_delete.connect(listener, sender=model, weak=False, dispatch_uid=name)
    post_save.connect(_series_changed, sender=Series, dispatch_uid="revision:series")
    for through in (Submission.topics.through, Submission.opt_ins.through):
        m2m_changed.connect(
            _paper_relation_changed, sender=through, dispatch_uid=f"revision:{through.__name__}"
        )


def _listener(path: str, touch: Callable[[int], None]) -> Callable[..., None]:
    steps = path.split("__")

    def listen(instance: Model, **kwargs: Any) -> None:
        if kwargs.get("raw"):
            return
        value: Any = instance
        for step in steps:
            value = getattr(value, step)
        touch(value)

    return listen


def _series_changed(instance: Series, **_kwargs: Any) -> None:
    _raise(SERIES, instance.pk)


def _paper_relation_changed(instance: Any, action: str, **_kwargs: Any) -> None:
    if action.startswith("post_") and isinstance(instance, Submission):
        bump_if_published(instance.workshop_id)
