"""What the solver is asked: the accepted papers, the sessions that take papers, who can be where and when.

Loads OR-Tools with it: import it where the solver runs, and nowhere that starts with the site.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Avg

from conference.deadlines import to_utc
from conference.models import Workshop
from conference.visibility import Viewer
from program.models import Session, SessionKind, Speaker
from program.scheduling import Engagement, Paper, Pin, Problem, Window, themes_from_texts
from program.scheduling import Session as Place
from program.selectors.presenters import (
    absences_of,
    around,
    is_online,
    person_key,
    presenter_of,
    zone_of_presenter,
)
from program.visibility import accepted_papers
from reviews.models import Outcome, Review
from reviews.sight import Info
from reviews.visibility import papers_visible_to
from submissions.models import Author

KIND = {
    Outcome.ACCEPT_ORAL: SessionKind.ORALS,
    Outcome.ACCEPT_SPOTLIGHT: SessionKind.SPOTLIGHTS,
    Outcome.ACCEPT_POSTER: SessionKind.POSTERS,
}
TAKING = frozenset(KIND.values())
SECONDS = 8.0
OF_PARENT = 0.6
"""How much a paper on a topic is of the topic above it."""
NIGHT = time(22), time(7)
AT_NIGHT = 1.0
"""What a talk in the presenter's night costs, in papers that fit their session."""


@dataclass(frozen=True)
class Wanted:
    """What the chair chose: whether talks hang as posters too, tracks whose papers all get a spotlight, and whether
    spotlight places that are left go to posters, the best scored first.
    """

    posters_too: bool = True
    always: frozenset[int] = field(default_factory=frozenset)
    spare: bool = False


def build_problem(viewer: Viewer, workshop: Workshop, wanted: Wanted) -> Problem:
    """Return the problem of filling the sessions of the draft; papers are named by their id, sessions by their public id."""
    sessions = list(Session.objects.filter(workshop=workshop).prefetch_related("slots", "speakers__speaker"))
    taking = [session for session in sessions if session.kind in TAKING]
    papers = _papers(viewer, workshop)
    people = _people(papers)
    merits = merits_of(viewer, workshop) if wanted.spare else None
    listed = _asked(papers, people, taking, wanted, workshop, merits)
    return Problem(
        papers=tuple(listed),
        sessions=tuple(_place(session, listed) for session in taking),
        pins=tuple(_pins(taking, {paper.key for paper in listed})),
        engagements=tuple(_engagements(sessions, people)),
        seconds=SECONDS,
    )


def _papers(viewer: Viewer, workshop: Workshop) -> list[Any]:
    return list(
        accepted_papers(viewer, workshop)
        .select_related("decision", "camera_ready", "presenter_wish")
        .prefetch_related("authors__user", "topics__parent")
        .order_by("number")
    )


def _people(papers: Iterable[Any]) -> dict[str, str]:
    """Name every author by the first of the papers, so that no person's name gets into what the solver says."""
    names: dict[str, str] = {}
    for paper in papers:
        for place, author in enumerate(paper.authors.all(), start=1):
            names.setdefault(person_key(author), f"author {place} of #{paper.number}")
    return names


def _asked(
    papers: list[Any],
    people: dict[str, str],
    taking: list[Session],
    wanted: Wanted,
    workshop: Workshop,
    merits: dict[int, float] | None,
) -> list[Paper]:
    kinds = {session.kind for session in taking}
    days = sorted({session.start.astimezone(workshop.tz).date() for session in taking})
    topics = _topics(papers, taking)
    return [
        Paper(
            key=str(paper.pk),
            title=f"#{paper.number} {paper.title}",
            topics=topics[paper.pk],
            presenter=people.get(person_key(presenter), "") if presenter else "",
            authors=tuple(people[person_key(author)] for author in paper.authors.all()),
            must=frozenset(_must(paper, wanted)) & kinds,
            may=frozenset() if merits is None else frozenset(kinds & {SessionKind.SPOTLIGHTS}),
            merit=(merits or {}).get(paper.pk, 0.0),
            absent=tuple(
                Window(*pair)
                for pair in absences_of(paper, zone_of_presenter(paper, presenter), workshop, days)
            ),
            unwelcome=tuple(_unwelcome(paper, presenter, days)),
        )
        for paper in papers
        for presenter in [presenter_of(paper)]
    ]


def merits_of(viewer: Viewer, workshop: Workshop) -> dict[int, float]:
    """Return the mean score of each accepted paper between the worst (0) and the best (1), where the viewer may read scores."""
    readable = papers_visible_to(viewer, workshop, Info.REVIEWS_FOR_CHAIRS).values("pk")
    means = dict(
        Review.objects.filter(
            assignment__submission__in=accepted_papers(viewer, workshop).filter(pk__in=readable).values("pk"),
            state=Review.State.SUBMITTED,
            overall__isnull=False,
        )
        .values_list("assignment__submission")
        .annotate(Avg("overall"))
    )
    low, high = min(means.values(), default=0), max(means.values(), default=0)
    return {paper: (mean - low) / (high - low) if high > low else 1.0 for paper, mean in means.items()}


def _must(paper: Any, wanted: Wanted) -> Iterator[str]:
    kind = KIND[Outcome(paper.decision.outcome)]
    yield kind
    if wanted.posters_too:
        yield SessionKind.POSTERS
    if paper.track_id in wanted.always and kind == SessionKind.POSTERS:
        yield SessionKind.SPOTLIGHTS


def _topics(papers: list[Any], taking: list[Session]) -> dict[int, dict[str, float]]:
    """Return the topics that authors chose, or themes from the papers' own words where few chose any."""
    chosen: dict[int, dict[str, float]] = {}
    for paper in papers:
        weights: dict[str, float] = {}
        for topic in paper.topics.all():
            weights[topic.name] = 1.0
            if topic.parent:
                weights.setdefault(topic.parent.name, OF_PARENT)
        chosen[paper.pk] = weights
    if sum(map(bool, chosen.values())) * 2 >= len(papers):
        return chosen
    talks = sum(session.kind != SessionKind.POSTERS for session in taking)
    texts = [f"{paper.title}. {paper.abstract}" for paper in papers]
    themes = themes_from_texts(texts, max(talks, 2))
    return {
        paper.pk: {name[:1].upper() + name[1:]: share for name, share in theme.items()}
        for paper, theme in zip(papers, themes, strict=True)
    }


def _place(session: Session, papers: list[Paper]) -> Place:
    known = {paper.key for paper in papers}
    inside = sum(str(slot.submission_id) in known for slot in session.slots.all())
    if session.kind == SessionKind.POSTERS:
        places, minutes = max(len(papers), inside), None
    else:
        minutes = session.minutes_each
        places = session.minutes // minutes if minutes else 0
    return Place(
        key=str(session.public_id),
        kind=session.kind,
        start=session.start,
        end=session.end,
        places=inside if session.is_pinned else places,
        minutes=minutes,
        title=session.title,
    )


def _pins(taking: list[Session], known: set[str]) -> Iterator[Pin]:
    for session in taking:
        inside = [slot for slot in session.slots.all() if str(slot.submission_id) in known]
        for position, slot in enumerate(inside):
            if session.is_pinned or slot.is_pinned:
                yield Pin(str(slot.submission_id), str(session.public_id), position)


def _engagements(sessions: list[Session], people: dict[str, str]) -> Iterator[Engagement]:
    """Yield where authors are needed as speakers or panellists: an author is known there by the address."""
    for session in sessions:
        for part in session.speakers.all():
            person = people.get(part.speaker.email.lower()) if part.speaker.email else None
            if person and part.speaker.status != Speaker.Status.DECLINED:
                yield Engagement(person, session.start, session.end, f"“{session.title}”")


def _unwelcome(paper: Any, presenter: Author | None, days: list[date]) -> Iterator[Window]:
    """Yield the nights of somebody who presents online, where the zone is known."""
    zone = zone_of_presenter(paper, presenter)
    if not zone or not is_online(paper):
        return
    for day in around(days):
        begins, ends = (
            _at(day, NIGHT[0], ZoneInfo(zone)),
            _at(day + timedelta(days=1), NIGHT[1], ZoneInfo(zone)),
        )
        yield Window(begins, ends, AT_NIGHT)


def _at(day: date, clock: time, zone: Any) -> datetime:
    return to_utc(datetime.combine(day, clock), zone)
