"""What of a workshop is public: the one place where pages, API, calendar and exports ask.

The public site shows the same to everybody: a chair who looks at it sees what visitors see.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.db.models import Exists, OuterRef, QuerySet

from conference.models import CommitteeMember, Contact, Track, Workshop
from conference.models.workshops import ProgrammeState
from conference.prepared import row_of
from conference.visibility import NOBODY, Viewer
from program.models import NewsPost, PublicFigures, ScheduleRelease, Session, SignupList, Speaker
from reviews.models import ACCEPTED
from reviews.sight import Info
from reviews.visibility import papers_visible_to, rows_visible_to

if TYPE_CHECKING:
    from reviews.visibility import SeenPaper, Step

KEPT = 7 * 24 * 3600


@dataclass(frozen=True)
class Sections:
    """Which parts of a public site have something to show."""

    call: bool
    programme: bool
    speakers: bool
    papers: bool
    people: bool
    news: bool
    signups: bool
    figures: bool


def programme_is_public(workshop: Workshop) -> bool:
    return workshop.programme_state != ProgrammeState.DRAFT


def public_papers(workshop: Workshop) -> QuerySet[SeenPaper]:
    """Return the papers that anybody may see, authors included."""
    return papers_visible_to(NOBODY, workshop, Info.AUTHOR_IDENTITIES)


def accepted_papers(viewer: Viewer, workshop: Workshop) -> QuerySet[SeenPaper]:
    """Return the accepted papers whose decision is released, as far as one organizer may know of them."""
    return _accepted(papers_visible_to(viewer, workshop, Info.DECISION))


def accepted_rows(viewer: Viewer, workshop: Workshop, *steps: Step) -> list[SeenPaper]:
    """Return the same as functions of module level order and load them, with SQL made once."""
    return rows_visible_to(viewer, workshop, Info.DECISION, _accepted, *steps)


def _accepted(papers: QuerySet[SeenPaper]) -> QuerySet[SeenPaper]:
    return papers.filter(decision__outcome__in=ACCEPTED, decision__released_at__isnull=False)


def public_speakers(workshop: Workshop) -> QuerySet[Speaker]:
    return Speaker.objects.filter(workshop=workshop, status=Speaker.Status.CONFIRMED)


def released_schedule(workshop: Workshop) -> list[dict[str, Any]]:
    """Return the sessions of the version that visitors see, in the order of the day; none while it is not public."""
    if not programme_is_public(workshop):
        return []
    return row_of(_released_in, workshop.pk) or []


def _released_in(workshop_id: int) -> QuerySet[ScheduleRelease, list[dict[str, Any]]]:
    return ScheduleRelease.objects.filter(workshop_id=workshop_id).values_list("sessions", flat=True)[:1]


def public_sessions(workshop: Workshop) -> QuerySet[Session]:
    """Return the rows of the sessions that stand in the released programme; what visitors see of them is in the release."""
    keys = [state["key"] for state in released_schedule(workshop)]
    return Session.objects.filter(workshop=workshop, public_id__in=keys)


def sections(workshop: Workshop) -> Sections:
    """Say which parts of the site exist: asked in one query at each revision of the public pages."""
    key = f"sections:{workshop.pk}:{workshop.revision}"
    found: dict[str, bool] | None = cache.get(key)
    if found is None:
        found = _existing(workshop)
        cache.set(key, found, KEPT)
    return Sections(
        call=bool(workshop.call_text or found["has_tracks"]),
        programme=programme_is_public(workshop) and found["has_schedule"],
        speakers=found["has_speakers"],
        papers=found["has_papers"],
        people=found["has_committee"] or found["has_contacts"],
        news=found["has_news"],
        signups=found["has_signups"],
        figures=found["has_figures"] and workshop.decisions_released_at is not None,
    )


def _existing(workshop: Workshop) -> dict[str, bool]:
    here = {"workshop": OuterRef("pk")}
    asked = {
        "has_tracks": Exists(Track.objects.filter(**here)),
        "has_schedule": Exists(ScheduleRelease.objects.filter(**here)),
        "has_speakers": Exists(Speaker.objects.filter(status=Speaker.Status.CONFIRMED, **here)),
        "has_papers": Exists(public_papers(workshop)),
        "has_committee": Exists(CommitteeMember.objects.filter(**here)),
        "has_contacts": Exists(Contact.objects.filter(**here)),
        "has_signups": Exists(SignupList.objects.filter(is_open=True, **here)),
        "has_news": Exists(NewsPost.objects.filter(published_at__isnull=False, **here)),
        "has_figures": Exists(PublicFigures.objects.filter(**here).exclude(shown=[])),
    }
    found: dict[str, bool] = Workshop.objects.filter(pk=workshop.pk).annotate(**asked).values(*asked).get()
    return found
