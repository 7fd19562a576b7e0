"""Who presents a paper, from which zone, and when that person can be there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple, TypeVar, cast
from zoneinfo import ZoneInfo

from conference.deadlines import to_utc
from conference.errors import NotFound
from conference.models import Workshop
from conference.visibility import Viewer
from program.models import PresenterWish
from program.selectors.papers import KINDS, ordered
from program.visibility import accepted_papers
from reviews.models import Outcome
from reviews.sight import ACCEPTED, Info
from reviews.visibility import access_paper, rights
from submissions.models import Attendance, Author, PaperLink, Submission

NOON = time(12, 30)


class AuthorLine(NamedTuple):
    """What tells who presents a paper, and whether two authors are one person."""

    pk: int
    name: str
    email: str
    user_id: int | None
    is_presenting: bool
    account_zone: str | None


A = TypeVar("A", Author, AuthorLine)


def presenter_of(paper: Any) -> Author | None:
    """Return the author who was named as presenter, else the one marked on the submission, else the first.

    Reads ``camera_ready`` and ``authors``, loaded or not.
    """
    return presenter_among(list(paper.authors.all()), paper)


def presenter_among(authors: Sequence[A], paper: Any) -> A | None:
    """Return the presenter among the authors of a paper, in their order; reads ``camera_ready``."""
    answers = getattr(paper, "camera_ready", None)
    if answers and answers.presenter_id:
        return next((author for author in authors if author.pk == answers.presenter_id), None)
    return next((author for author in authors if author.is_presenting), authors[0] if authors else None)


def author_lines(papers: Iterable[Any]) -> dict[int, list[AuthorLine]]:
    """Return the authors of papers by the paper's id, in their order: one query, no rows of tables."""
    rows = Author.objects.filter(submission__in=[paper.pk for paper in papers]).order_by("position", "pk")
    found: dict[int, list[AuthorLine]] = {}
    for paper, pk, name, email, user, presents, zone in rows.values_list(
        "submission_id", "pk", "name", "email", "user_id", "is_presenting", "user__time_zone"
    ):
        found.setdefault(paper, []).append(AuthorLine(pk, name, email, user, presents, zone))
    return found


def zone_of_presenter(paper: Any, presenter: Author | None) -> str:
    """Return the zone that was given for a presenter, else that of the account; empty where neither is known."""
    return _zone(paper, presenter.user.time_zone if presenter and presenter.user else "")


def _zone(paper: Any, account_zone: str) -> str:
    wish = getattr(paper, "presenter_wish", None)
    return str(wish.time_zone) if wish and wish.time_zone else account_zone


def person_key(author: Author | AuthorLine) -> str:
    """Return what tells whether two authors are one person: the address, else the account, else the name."""
    return author.email.lower() or (str(author.user_id) if author.user_id else author.name.casefold())


def wish_of(paper: Any) -> PresenterWish | None:
    return cast("PresenterWish | None", getattr(paper, "presenter_wish", None))


def is_online(paper: Any) -> bool:
    answers = getattr(paper, "camera_ready", None)
    return bool(answers and answers.attendance == Attendance.ONLINE)


def absences_of(
    paper: Any, account_zone: str, workshop: Workshop, days: Iterable[date]
) -> Iterator[tuple[datetime, datetime]]:
    """Yield when the presenter of a paper can't be there; a part of the day is read in the zone where she then is.

    ``account_zone`` is that of her account, where no other is given; "" where none is known.
    """
    wish = wish_of(paper)
    if wish is None:
        return
    for start, end in wish.absences:
        yield datetime.fromisoformat(start), datetime.fromisoformat(end)
    zone = _zone(paper, account_zone) if is_online(paper) else ""
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
    paper, _rights = access_paper(viewer, workshop, number, Info.DECISION)
    if paper.phase not in ACCEPTED:
        raise NotFound
    return paper


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
