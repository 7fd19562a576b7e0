"""What a reviewer bids on: the papers that wait for reviewers, those closest to her own work first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from conference.dates import zone_of
from conference.due import DueItem
from conference.errors import NotFound
from conference.models import ImportantDate, User, Workshop
from conference.models.people import RoleKind
from conference.models.workshops import DateKey
from conference.prepared import only, rows_of
from conference.visibility import Viewer
from reviews.affinity import affinity
from reviews.bidding import wished
from reviews.models import Assignment, Bid, Conflict, Reviewer
from reviews.sight import Info, Phase
from reviews.visibility import SeenPaper, papers_visible_to
from submissions.models import Submission, SubmissionState
from submissions.visibility import named_as_author

CHOICES = tuple((value.value, str(value.label)) for value in Bid.Value if value != Bid.Value.CONFLICT)


def bid_label(value: str) -> str:
    """Return a bid as people read it, empty for none."""
    return str(Bid.Value(value).label) if value else ""


@dataclass(frozen=True)
class BidPaper:
    """A paper to bid on, without its authors; ``close`` says in 0..1 how near it comes to the reviewer's own work."""

    number: int
    title: str
    abstract: str
    track: str
    topics: tuple[str, ...]
    topic_ids: frozenset[int]
    close: float
    value: str

    @property
    def choices(self) -> list[dict[str, Any]]:
        """The buttons; pressing the chosen one again takes the bid back."""
        return [
            {"key": at, "value": value, "label": label, "is_chosen": value == self.value}
            for at, (value, label) in enumerate(CHOICES, start=1)
        ]


@dataclass(frozen=True)
class BidPage:
    """All a reviewer may bid on, the closest first."""

    papers: tuple[BidPaper, ...]
    wished: int

    @property
    def given(self) -> int:
        return sum(1 for paper in self.papers if paper.value)

    def shown(self, *, topic: int | None = None, only_open: bool = False) -> list[BidPaper]:
        """Return the papers of a topic, or only those without a bid."""
        return [
            paper
            for paper in self.papers
            if (topic is None or topic in paper.topic_ids) and not (only_open and paper.value)
        ]


def open_to_bids(viewer: Viewer, workshop: Workshop) -> QuerySet[SeenPaper]:
    """Return the papers a reviewer may bid on now: none unless bidding is open, none of her conflicts or her own."""
    papers = papers_visible_to(viewer, workshop, Info.TITLE_ABSTRACT)
    if not workshop.bidding_open or not viewer.is_reviewer(workshop):
        return papers.none()
    # A chair sees more papers than a reviewer does; when she bids, she is a reviewer.
    return papers.filter(phase=Phase.SUBMITTED, viewer_is_author=False, viewer_has_conflict=False)


def access_bid_paper(viewer: Viewer, workshop: Workshop, number: int) -> SeenPaper:
    """Return one of them, else NotFound, whatever the reason."""
    paper = only(open_to_bids(viewer, workshop).filter(number=number))
    if paper is None:
        raise NotFound
    return paper


def bid_page(viewer: Viewer, workshop: Workshop, reviewer: Reviewer) -> BidPage:
    """Return the whole list in a fixed number of queries; only the texts of papers in it are compared."""
    papers = list(
        open_to_bids(viewer, workshop).select_related("track").prefetch_related("topics").order_by("number")
    )
    bids = dict(
        Bid.objects.filter(user=reviewer.user, submission__in=[paper.pk for paper in papers]).values_list(
            "submission_id", "value"
        )
    )
    own = [f"{item.title}. {item.abstract}" for item in reviewer.user.publications.all()]
    close = affinity([f"{paper.title}. {paper.abstract}" for paper in papers], [own])
    rows = [
        _paper(paper, float(near[0]), bids.get(paper.pk, ""))
        for paper, near in zip(papers, close, strict=True)
    ]
    known = set(reviewer.topics.values_list("pk", flat=True))
    rows.sort(key=lambda row: (-round(row.close, 3), -len(known & row.topic_ids), row.number))
    return BidPage(tuple(rows), wished(reviewer.max_load, len(rows)))


def bid_counts(viewer: Viewer, workshop: Workshop, reviewer: Reviewer) -> tuple[int, int]:
    """Return how many bids a reviewer gave on the papers she may bid on now, and how many are hoped for."""
    papers = open_to_bids(viewer, workshop)
    mine = Bid.objects.filter(submission=OuterRef("pk"), user=reviewer.user)
    return papers.filter(Exists(mine)).count(), wished(reviewer.max_load, papers.count())


def _paper(paper: SeenPaper, close: float, value: str) -> BidPaper:
    topics = sorted(paper.topics.all(), key=lambda topic: topic.name)
    return BidPaper(
        number=paper.number,
        title=paper.title,
        abstract=paper.abstract,
        track=paper.track.name,
        topics=tuple(topic.name for topic in topics),
        topic_ids=frozenset(topic.pk for topic in topics),
        close=close,
        value="" if value == Bid.Value.CONFLICT else value,
    )


def bids_due(user: User) -> list[DueItem]:
    """Return the biddings that are open for a reviewer, in a fixed number of queries."""
    return [
        _due(row.workshop, row.given, wished(row.max_load, row.papers), _local(row))
        for row in rows_of(_biddings_of, user.pk)
        if row.papers
    ]


def _biddings_of(user_id: int) -> QuerySet[Any]:
    dates = ImportantDate.objects.filter(workshop=OuterRef("workshop"), key=DateKey.BIDS)
    bids = Bid.objects.filter(submission=OuterRef("pk"), user_id=user_id)
    return (
        Reviewer.objects.filter(
            user_id=user_id,
            workshop__bidding_open=True,
            workshop__decisions_released_at=None,
            workshop__roles__user=user_id,
            workshop__roles__kind=RoleKind.REVIEWER,
        )
        .annotate(
            papers=_count(_waiting(user_id)),
            given=_count(_waiting(user_id).filter(Exists(bids))),
            due=Subquery(dates.values("at")[:1]),
            zone=Subquery(dates.values("zone")[:1]),
        )
        .select_related("workshop")
        .order_by("pk")
    )


def _waiting(user_id: int) -> QuerySet[Submission]:
    """The papers of an outer workshop that a reviewer may bid on."""
    own = named_as_author(user_id).filter(submission=OuterRef("pk"))
    conflict = Conflict.objects.filter(
        submission=OuterRef("pk"), user_id=user_id, state=Conflict.State.ACTIVE
    )
    taken = Assignment.objects.filter(
        submission=OuterRef("pk"), part=Assignment.Part.REVIEWER, state=Assignment.State.ACTIVE
    )
    papers = Submission.objects.filter(workshop=OuterRef("workshop"), state=SubmissionState.SUBMITTED)
    return papers.filter(~Exists(own), ~Exists(conflict), ~Exists(taken), decision=None)


def _count(papers: QuerySet[Submission]) -> Coalesce:
    counted = papers.order_by().values("workshop").annotate(many=Count("pk")).values("many")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _local(row: Any) -> datetime | None:
    return row.due.astimezone(zone_of(row.workshop, row.zone)) if row.due else None


def _due(workshop: Workshop, given: int, hoped: int, due: datetime | None) -> DueItem:
    return DueItem(
        workshop=workshop.acronym,
        title="Bid on papers",
        detail=f"{given} of {hoped} bids given: say what you would like to review",
        url=reverse("reviews:bids", args=[workshop.slug]),
        action="Look again" if given >= hoped else "Bid",
        due=due,
        done=given >= hoped,
    )
