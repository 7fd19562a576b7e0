"""The figures of an edition: for a chair of what she may know of each paper, for the public what chairs chose of the rest.

Scores, reviewing and discussion are for chairs alone. Were they public too, a chair could take her own table from the
public one, and what remains is the paper that is kept from her.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import reduce
from operator import and_
from typing import Any

from django.db.models import Count, Q, QuerySet

from conference.models import Affiliation, Topic, Track, Workshop
from conference.models.people import RoleKind
from conference.visibility import Viewer, viewer_of
from program.charts import Chart, Point, lying, merged, standing
from program.models import PublicFigures
from program.selectors.papers import KINDS
from program.visibility import public_papers
from reviews.models import ACCEPTED, Assignment, Review
from reviews.selectors.deadline import review_deadline
from reviews.sight import Info
from reviews.visibility import papers_visible_to
from submissions.models import Author, Submission, SubmissionState

UNKNOWN = "unknown"
LEAST = 3
MOST_DAYS = 45
IN = (SubmissionState.SUBMITTED, SubmissionState.DESK_REJECTED)
RELEASED = Q(decision__released_at__isnull=False)
TOLD = RELEASED | Q(state=SubmissionState.DESK_REJECTED)
WAITING = "Decisions are not released yet."
HERE = "; only those counted below are here."


@dataclass(frozen=True)
class Figure:
    """A figure with its table; ``part_label`` names the part set apart, such as "accepted"."""

    key: str
    title: str
    lead: str
    points: tuple[Point, ...]
    group: str
    unit: str = "submissions"
    part_label: str = ""
    is_standing: bool = False
    is_public: bool = False

    @property
    def chart(self) -> Chart:
        return standing(self.points) if self.is_standing else lying(self.points)

    @property
    def in_words(self) -> str:
        """What the chart shows, for those who do not see it; the table beside it has every number."""
        if not self.points:
            return f"{self.title}: nothing yet."
        highest = max(self.points, key=lambda point: point.value)
        return f"{len(self.points)} groups; most {self.unit}: {highest.label}, {highest.value}."


CHOICES = {
    "day": "Submissions by day",
    "track": "Submissions and acceptance by track",
    "topic": "Submissions and acceptance by topic",
    "kind": "Accepted papers by way of presentation",
    "country": "Authors by country",
}


def chair_figures(viewer: Viewer, workshop: Workshop) -> list[Figure]:
    """Return all figures as far as one chair may know what is counted."""
    known = papers_visible_to(viewer, workshop, Info.PAPER_EXISTENCE).filter(state__in=IN)
    told = papers_visible_to(viewer, workshop, Info.DECISION).filter(TOLD)
    named = papers_visible_to(viewer, workshop, Info.AUTHOR_IDENTITIES).filter(TOLD)
    chosen, kept = _chosen_and_kept(workshop)
    figures = [
        *_of_papers(workshop, _ids(known), _ids(told)),
        _countries(_ids(named), "told to their authors"),
    ]
    return [
        *(_marked(figure, chosen) for figure in figures),
        *(kept or figures_of_reviewing(_reviewed(viewer, workshop), workshop)),
    ]


def public_figures(workshop: Workshop) -> list[Figure]:
    """Return what the chairs chose to show, nothing before decisions are out; small groups are counted together."""
    chosen = shown_to_public(workshop)
    if not chosen or workshop.decisions_released_at is None:
        return []
    papers = Submission.objects.filter(workshop=workshop, state__in=IN)
    figures = _of_papers(workshop, _ids(papers), _ids(papers.filter(TOLD)))
    figures.append(_countries(_ids(public_papers(workshop)), "published here"))
    return [_coarse(figure) for figure in figures if figure.key in chosen]


def shown_to_public(workshop: Workshop) -> set[str]:
    """Return the keys of the figures that the chairs chose for the site."""
    return _chosen_and_kept(workshop)[0]


def _chosen_and_kept(workshop: Workshop) -> tuple[set[str], list[Figure]]:
    """Return what the public sees, and the figures of reviewing from before the reviews were deleted."""
    row = PublicFigures.objects.filter(workshop=workshop).first() or PublicFigures()
    kept = [
        Figure(**{**figure, "points": tuple(Point(**point) for point in figure["points"])})
        for figure in row.kept.get("figures", ())
    ]
    return set(row.shown) & set(CHOICES), kept


def _ids(papers: QuerySet[Any]) -> set[int]:
    return set(papers.values_list("pk", flat=True))


def _marked(figure: Figure, chosen: set[str]) -> Figure:
    return replace(figure, is_public=figure.key in chosen)


def _coarse(figure: Figure) -> Figure:
    if figure.key in {"day", "kind"}:
        return figure
    return replace(figure, points=tuple(merged(figure.points, least=LEAST)))


def _of_papers(workshop: Workshop, known: set[int], told: set[int]) -> list[Figure]:
    """Return the figures of submissions and decisions; the number of queries is fixed."""
    rows = list(
        Submission.objects.filter(pk__in=known).values_list(
            "pk", "track_id", "submitted_at", "decision__outcome"
        )
    )
    accepted = {pk for pk, _, _, outcome in rows if pk in told and outcome in ACCEPTED}
    rate = _elsewhere(workshop, len(rows)) or _rate(len(told & known), len(accepted))
    if rate.endswith(HERE):
        told = set()
    part_label = "accepted" if told else ""
    tracks = [
        _point(track.name, (pk for pk, track_id, _, _ in rows if track_id == track.pk), told, accepted)
        for track in Track.objects.filter(workshop=workshop)
    ]
    days = [at.astimezone(workshop.tz).date() for _, _, at, _ in rows if at]
    kinds = Counter(outcome for pk, _, _, outcome in rows if pk in accepted)
    return [
        Figure("day", CHOICES["day"], f"{_total(len(rows))} {rate}", tuple(_days(days)), "Day", is_standing=True),
        Figure("track", CHOICES["track"], rate, tuple(tracks), "Track", part_label=part_label),
        Figure("topic", CHOICES["topic"], "A paper with several topics counts in each.",
               tuple(_topics(workshop, known, told, accepted)), "Topic", part_label=part_label),
        Figure("kind", CHOICES["kind"], rate,
               tuple(Point(KINDS[outcome][1], kinds[outcome]) for outcome in KINDS if kinds[outcome]),
               "Presentation", unit="papers"),
    ]  # fmt: skip


def _point(label: str, papers: Iterable[int], told: set[int], accepted: set[int]) -> Point:
    """Return a group; how many of it were accepted only once all of it is decided, else its rate would be none."""
    found = set(papers)
    return Point(label, len(found), len(found & accepted) if found and found <= told else None)


def _total(submitted: int) -> str:
    noun = "submission" if submitted == 1 else "submissions"
    return f"{submitted} {noun}; withdrawn papers are not counted."


def _elsewhere(workshop: Workshop, here: int) -> str:
    """Return what the chairs entered of an edition whose submissions were not all made here; nothing otherwise."""
    if (workshop.submission_count or 0) <= here:
        return ""
    accepted = f", {workshop.accepted_count} accepted" if workshop.accepted_count is not None else ""
    return f"{workshop.submission_count} were submitted in all{accepted}{HERE}"


def _rate(told: int, accepted: int) -> str:
    if not told:
        return WAITING
    return f"{accepted} of {told} decided papers accepted, {round(100 * accepted / told)} %."


def _days(days: list[date]) -> Iterator[Point]:
    """Yield each day from the first submission to the last; what came long before is one group."""
    if not days:
        return
    counts, last = Counter(days), max(days)
    first = max(min(days), last - timedelta(days=MOST_DAYS - 1))
    earlier = sum(count for day, count in counts.items() if day < first)
    if earlier:
        yield Point(f"before {first:%-d %b}", earlier)
    for place in range((last - first).days + 1):
        day = first + timedelta(days=place)
        yield Point(f"{day:%-d %b}", counts[day])


def _topics(workshop: Workshop, known: set[int], told: set[int], accepted: set[int]) -> Iterator[Point]:
    through = Submission.topics.through.objects.filter(submission__in=known)
    papers: dict[int, set[int]] = {}
    for topic_id, paper_id in through.values_list("topic_id", "submission_id"):
        papers.setdefault(topic_id, set()).add(paper_id)
    found = [
        _point(name, papers[pk], told, accepted)
        for pk, name in Topic.objects.filter(workshop=workshop).values_list("pk", "name")
        if pk in papers
    ]
    yield from sorted(found, key=lambda point: -point.value)


def _countries(papers: set[int], which: str) -> Figure:
    """Return authors by country: as the author list says, else as an author's own profile does."""
    authors = list(Author.objects.filter(submission__in=papers).values_list("user_id", "country"))
    ids = {user for user, country in authors if user and not country}
    homes = dict(
        Affiliation.objects.filter(user__in=ids, end_year=None)
        .exclude(country="")
        .values_list("user_id", "country")
    )
    named = [" ".join((country or homes.get(user, "")).split()) for user, country in authors]
    spelling: dict[str, str] = {}
    for name in named:
        spelling.setdefault(name.casefold(), name or UNKNOWN)
    counts = Counter(name.casefold() for name in named)
    known = sorted(
        ((key, count) for key, count in counts.items() if key), key=lambda item: (-item[1], item[0])
    )
    points = [Point(spelling[key], count) for key, count in known]
    if counts[""]:
        points.append(Point(UNKNOWN, counts[""]))
    total = sum(counts.values())
    lead = f"Authors of the {len(papers)} papers {which}. The country is known for {total - counts['']} of {total}."
    return Figure(
        "country", CHOICES["country"], lead if papers else WAITING, tuple(points), "Country", unit="authors"
    )


@dataclass(frozen=True)
class Reviewed:
    """The papers of which reviewing is counted: load and timeliness, scores, discussion."""

    assigned: frozenset[int]
    scored: frozenset[int]
    discussed: frozenset[int]

    def __and__(self, other: Reviewed) -> Reviewed:
        return Reviewed(
            self.assigned & other.assigned, self.scored & other.scored, self.discussed & other.discussed
        )


def _reviewed(viewer: Viewer, workshop: Workshop) -> Reviewed:
    """Return the papers of whose reviewing a chair may know each thing."""
    submitted = {"viewer_is_author": False, "state": SubmissionState.SUBMITTED}
    seen = papers_visible_to(viewer, workshop, Info.REVIEWER_IDENTITIES).filter(**submitted)
    scored = papers_visible_to(viewer, workshop, Info.REVIEWS_FOR_CHAIRS).filter(viewer_is_author=False)
    discussed = papers_visible_to(viewer, workshop, Info.DISCUSSION).filter(**submitted)
    return Reviewed(*(frozenset(_ids(papers)) for papers in (seen, scored, discussed)))


def known_to_all_chairs(workshop: Workshop) -> Reviewed:
    """Return the papers of whose reviewing every program chair may know: what any of them may read for good."""
    chairs = workshop.roles.filter(kind=RoleKind.PROGRAM_CHAIR).select_related("user")
    found = [_reviewed(viewer_of(role.user), workshop) for role in chairs]
    return reduce(and_, found) if found else Reviewed(frozenset(), frozenset(), frozenset())


def figures_of_reviewing(reviewed: Reviewed, workshop: Workshop) -> list[Figure]:
    """Return load, timeliness, scores and discussion of these papers."""
    pairs = Assignment.objects.filter(
        submission__in=reviewed.assigned, part=Assignment.Part.REVIEWER, state=Assignment.State.ACTIVE
    )
    rows = list(pairs.values_list("user_id", "review__state", "review__submitted_at", "review__overall"))
    scores = pairs.filter(submission__in=reviewed.scored, review__state=Review.State.SUBMITTED)
    return [
        _load(rows),
        _timeliness(rows, workshop),
        _scores(list(scores.values_list("review__overall", flat=True))),
        _discussion(reviewed.discussed),
    ]


def _load(rows: list[Any]) -> Figure:
    loads = Counter(Counter(user for user, *_ in rows).values())
    points = [
        Point("1 paper" if load == 1 else f"{load} papers", loads[load])
        for load in range(1, max(loads, default=0) + 1)
    ]
    people = sum(loads.values())
    mean = f", {len(rows) / people:.1f} papers each on average" if people else ""
    return Figure("load", "Load of reviewers", f"{people} reviewers{mean}.", tuple(points), "Load", unit="reviewers",
                  is_standing=True)  # fmt: skip


BUCKETS = (
    (timedelta(days=-7), "More than a week early"),
    (timedelta(days=-1), "1 to 7 days early"),
    (timedelta(), "On the last day"),
    (timedelta(days=3), "Up to 3 days late"),
    (timedelta.max, "Later"),
)


def _timeliness(rows: list[Any], workshop: Workshop) -> Figure:
    due = review_deadline(workshop).at
    counts: Counter[str] = Counter()
    for _user, state, at, _overall in rows:
        if state != Review.State.SUBMITTED or at is None:
            counts["Not in"] += 1
        elif due is not None:
            counts[next(label for most, label in BUCKETS if at - due <= most)] += 1
    on_time = sum(counts[label] for _most, label in BUCKETS[:3])
    lead = (
        f"{on_time} of {len(rows)} reviews on time."
        if due and rows
        else "There is no deadline for reviews yet."
    )
    points = [Point(label, counts[label]) for label in (*(label for _, label in BUCKETS), "Not in")]
    return Figure("timeliness", "When reviews came in", lead, tuple(points) if rows and due else (), "When",
                  unit="reviews")  # fmt: skip


def _scores(scores: list[int | None]) -> Figure:
    counts = Counter(score for score in scores if score is not None)
    points = [
        Point(str(score), counts[score])
        for score in range(min(counts, default=1), max(counts, default=0) + 1)
    ]
    total = sum(counts.values())
    mean = (
        f", {sum(score * count for score, count in counts.items()) / total:.1f} on average" if total else ""
    )
    return Figure("scores", "Scores", f"{total} reviews{mean}.", tuple(points), "Score", unit="reviews",
                  is_standing=True)  # fmt: skip


SIZES = ((0, 0, "No comment"), (1, 2, "1 or 2"), (3, 5, "3 to 5"), (6, 10**9, "6 or more"))


def _discussion(papers: Iterable[int]) -> Figure:
    counts = list(
        Submission.objects.filter(pk__in=papers)
        .annotate(said=Count("comments"))
        .values_list("said", flat=True)
    )
    points = [Point(label, sum(least <= count <= most for count in counts)) for least, most, label in SIZES]
    lead = f"{sum(counts)} comments on {sum(count > 0 for count in counts)} of {len(counts)} papers."
    return Figure(
        "discussion", "Comments a paper", lead, tuple(points) if counts else (), "Comments", unit="papers"
    )
