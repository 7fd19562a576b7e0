"""Who presents a paper, from which zone, and when that person can be there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

from conference.deadlines import to_utc
from conference.errors import NotFound
from conference.models import Workshop
from conference.visibility import Viewer
from program.models import PresenterWish
from program.selectors.papers import KINDS, ordered
from program.visibility import accepted_papers
from reviews.models import Outcome
from reviews.sight import Info
from reviews.visibility import rights
from submissions.models import Attendance, Author, PaperLink, Submission

NOON = time(12, 30)


def presenter_of(paper: Any) -> Author | None:
    """Return the author who was named as presenter, else the one marked on the submission, else the first.

    Reads ``camera_ready`` and ``authors``, loaded or not.
    """
    authors = list(paper.authors.all())
    answers = getattr(paper, "camera_ready", None)
    if answers and answers.presenter_id:
        return next((author for author in authors if author.pk == answers.presenter_id), None)
    return next((author for author in authors if author.is_presenting), authors[0] if authors else None)


def zone_of_presenter(paper: Any, presenter: Author | None) -> str:
    """Return the zone that was given for a presenter, else that of the account; empty where neither is known."""
    wish = getattr(paper, "presenter_wish", None)
    if wish and wish.time_zone:
        return str(wish.time_zone)
    return presenter.user.time_zone if presenter and presenter.user else ""


def person_key(author: Author) -> str:
    """Return what tells whether two authors are one person: the address, else the account, else the name."""
    return author.email.lower() or (str(author.user_id) if author.user_id else author.name.casefold())


def wish_of(paper: Any) -> PresenterWish | None:
    return cast("PresenterWish | None", getattr(paper, "presenter_wish", None))


def is_online(paper: Any) -> bool:
    answers = getattr(paper, "camera_ready", None)
    return bool(answers and answers.attendance == Attendance.ONLINE)


def absences_of(
    paper: Any, presenter: Author | None, workshop: Workshop, days: Iterable[date]
) -> Iterator[tuple[datetime, datetime]]:
    """Yield when the presenter of a paper can't be there; a part of the day is read in the zone where she then is."""
    wish = wish_of(paper)
    if wish is None:
        return
    for start, end in wish.absences:
        yield datetime.fromisoformat(start), datetime.fromisoformat(end)
    zone = zone_of_presenter(paper, presenter) if is_online(paper) else ""
    clock = ZoneInfo(zone) if zone else workshop.tz
    for day in around(days) if wish.daytime else ():
        noon, midnight = (to_utc(datetime.combine(day, at), clock) for at in (NOON, time(0)))
        if wish.daytime == PresenterWish.Daytime.MORNING:
            yield noon, midnight + timedelta(days=1)
        else:
            yield midnight, noon


def around(days: Iterable[date]) -> list[date]:
    """Return the days and those beside them: elsewhere it may be another day."""
    one = timedelta(days=1)
    return sorted({day + step for day in days for step in (-one, timedelta(0), one)})


@dataclass(frozen=True)
class PresenterRow:
    """An accepted paper with who presents it and how; names are empty where the viewer may not know them."""

    number: int
    title: str
    kind: str
    kind_label: str
    presenter: str
    attendance: str
    zone: str
    wishes: tuple[str, ...]
    video: str


def presenter_rows(viewer: Viewer, workshop: Workshop) -> list[PresenterRow]:
    """Return the accepted papers with their presenters, in the order of the list; a fixed number of queries."""
    papers = (
        ordered(accepted_papers(viewer, workshop))
        .select_related("decision", "camera_ready", "presenter_wish")
        .prefetch_related("authors__user", "links")
    )
    return [_row(paper, viewer, workshop) for paper in papers]


def presented_paper(viewer: Viewer, workshop: Workshop, number: int) -> Submission:
    """Return an accepted paper to enter wishes for, or raise NotFound."""
    found = accepted_papers(viewer, workshop).select_related("presenter_wish").filter(number=number).first()
    if found is None:
        raise NotFound
    return found


def wish_words(wish: PresenterWish | None, workshop: Workshop) -> tuple[str, ...]:
    """Say when a presenter can't be there, on the workshop's clock."""
    if wish is None:
        return ()
    found = [wish.get_daytime_display()] if wish.daytime else []
    for pair in wish.absences:
        start, end = (datetime.fromisoformat(moment).astimezone(workshop.tz) for moment in pair)
        found.append(f"not {start:%-d %B, %H:%M}–{end:%H:%M}")
    return tuple(found)


def _row(paper: Any, viewer: Viewer, workshop: Workshop) -> PresenterRow:
    kind, label = KINDS[Outcome(paper.decision.outcome)]
    seen = rights(paper, viewer, workshop)
    presenter = presenter_of(paper) if seen.sees(Info.AUTHOR_IDENTITIES) else None
    answers = getattr(paper, "camera_ready", None) if seen.sees(Info.CAMERA_READY) else None
    videos = [link.url for link in paper.links.all() if link.kind == PaperLink.Kind.VIDEO]
    return PresenterRow(
        number=paper.number,
        title=paper.title,
        kind=kind,
        kind_label=label,
        presenter=presenter.name if presenter else "",
        attendance=answers.get_attendance_display() if answers else "",
        zone=zone_of_presenter(paper, presenter) if presenter else "",
        wishes=wish_words(getattr(paper, "presenter_wish", None), workshop),
        video=videos[0] if videos and seen.sees(Info.CAMERA_READY) else "",
    )
