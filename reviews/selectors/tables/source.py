"""Where the tables read: each method asks for some papers in one query and forgets nothing within a request.

What is asked here is not yet fit to be shown: columns and conditions keep to the papers of which the viewer may know it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple, TypeVar, cast

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from conference.deadlines import is_past
from conference.models import Track, Workshop
from conference.visibility import Viewer
from reviews.models import Assignment, Comment, Decision, MetaReview, PaperTag, Review
from reviews.ranking import ACROSS_PAPERS, RULES, Figures, Scored
from reviews.selectors.deadline import review_deadline
from reviews.selectors.papers import (
    Checked,
    CheckTally,
    ShownState,
    TopicTree,
    check_tally,
    shown_state,
    topic_tree,
)
from reviews.selectors.seen import SeenPapers
from reviews.sight import Info, Phase
from submissions.answers import Value
from submissions.models import Author, CheckState, FormField, PaperFile, Submission, SubmissionState
from submissions.selectors.answers import answers_by_paper, form_columns
from submissions.selectors.findings import NOTHING_SAID, Said, said_of

MANY = 300
BESIDE = (PaperFile.Kind.SUPPLEMENT, PaperFile.Kind.CODE, PaperFile.Kind.ANSWER)
Loaded = TypeVar("Loaded")


class Pair(NamedTuple):
    """Someone on a paper: her part, whether her review is begun or in (empty, draft, submitted), her scores."""

    paper: int
    user_id: int
    name: str
    part: str
    mark: str
    review: str
    overall: int | None
    confidence: int | None
    due_at: datetime | None = None

    @property
    def is_in(self) -> bool:
        return self.review == Review.State.SUBMITTED

    @property
    def reviews(self) -> bool:
        return self.part == Assignment.Part.REVIEWER


@dataclass(frozen=True)
class Decided:
    """The decision on a paper; ``version`` guards its draft."""

    outcome: str
    is_released: bool
    version: int
    has_text: bool


class Head(NamedTuple):
    """What a line of a list says of a paper first."""

    title: str
    track: Track


class Counted(NamedTuple):
    """How many reviews of a paper were asked for, how many of them are in, and how many late."""

    asked: int = 0
    came: int = 0
    late: int = 0


class Source:
    """One viewer's sight of one workshop's papers, with what was read of them so far."""

    def __init__(self, viewer: Viewer, workshop: Workshop) -> None:
        self.viewer, self.workshop = viewer, workshop
        self.seen = SeenPapers(viewer, workshop)
        self._kept: dict[tuple[str, frozenset[int]], Any] = {}

    @cached_property
    def _usual_over(self) -> bool:
        return review_deadline(self.workshop).is_past

    def is_late(self, pair: Pair) -> bool:
        """Say whether a review is not in and its deadline over, that of its round or the usual one."""
        if pair.is_in:
            return False
        return is_past(pair.due_at, timezone.now()) if pair.due_at else self._usual_over

    @cached_property
    def others(self) -> frozenset[int]:
        """The papers that the viewer did not write."""
        return self.seen.where(lambda rights: not rights.standing.is_author)

    @cached_property
    def to_act_on(self) -> frozenset[int]:
        """The submitted papers on which the viewer acts as a chair."""
        acts, facts = self.seen.knowing(Info.BIDS_AND_AFFINITY), self.seen.facts
        return frozenset(pk for pk in self.others & acts if facts[pk].state == SubmissionState.SUBMITTED)

    @cached_property
    def topics(self) -> TopicTree:
        return topic_tree(self.workshop)

    @cached_property
    def questions(self) -> list[FormField]:
        """Return the questions of the submission form, retired ones that hold answers too."""
        return form_columns(self.workshop)

    def state(self, paper: int) -> ShownState:
        fact = self.seen.facts[paper]
        return shown_state(fact.state, fact.phase, told=paper in self.seen.knowing(Info.DECISION))

    @cached_property
    def by_state(self) -> Mapping[ShownState, frozenset[int]]:
        """Return the papers in each state; one's own draft has none here."""
        found: dict[ShownState, list[int]] = {}
        for pk, fact in self.seen.facts.items():
            if fact.phase is not Phase.DRAFT:
                found.setdefault(self.state(pk), []).append(pk)
        return {state: frozenset(papers) for state, papers in found.items()}

    def papers(self, ids: Collection[int]) -> dict[int, Submission]:
        """Return papers with their tracks."""
        return self._once("papers", ids, self._papers)

    def heads(self, ids: Collection[int]) -> dict[int, Head]:
        """Return title and track of each paper."""
        return self._once("heads", ids, self._heads)

    def plain(self, name: str, ids: Collection[int]) -> dict[int, Any]:
        """Return one field of each paper: to sort a thousand, whole papers would be read for nothing."""
        return self._once(f"plain {name}", ids, lambda wanted: self._plain(name, wanted))

    def texts(self, ids: Collection[int]) -> dict[int, str]:
        """Return title and abstract of each paper."""
        found = Submission.objects.filter(self._themselves(ids)).order_by("number")
        rows = found.values_list("pk", "title", "abstract")
        return {pk: f"{title} {abstract}" for pk, title, abstract in rows if pk in ids}

    def topic_names(self, ids: Collection[int]) -> dict[int, list[str]]:
        """Return the topics of each paper that has any, in their order."""
        return self._once("topics", ids, self._topic_names)

    def pairs(self, ids: Collection[int]) -> dict[int, list[Pair]]:
        """Return who is on each paper, reviewers in the order of their marks."""
        return self._once("pairs", ids, self._pairs)

    def area_chairs(self, ids: Collection[int]) -> dict[int, list[str]]:
        """Return the names of those who look after each paper."""
        return self._once("area chairs", ids, self._area_chairs)

    def decisions(self, ids: Collection[int]) -> dict[int, Decided]:
        return self._once("decisions", ids, self._decisions)

    def tags(self, ids: Collection[int]) -> dict[int, list[str]]:
        """Return the tags of each paper: the chairs' and the viewer's own."""
        return self._once("tags", ids, self._tags)

    def files(self, ids: Collection[int]) -> dict[int, list[PaperFile]]:
        """Return the versions of each paper's PDF, the newest first."""
        return self._once("files", ids, self._files)

    def authors(self, ids: Collection[int]) -> dict[int, list[str]]:
        return self._once("authors", ids, self._authors)

    def counts(self, ids: Collection[int]) -> dict[int, Counted]:
        """Return how many reviews were asked for and came, of each paper that has a reviewer."""
        return self._once("counts", ids, self._counts)

    def scored(self, ids: Collection[int]) -> dict[int, list[Scored]]:
        """Return the reviews that are in with their scores, by their marks."""
        return self._once("scored", ids, self._scored)

    def ranked(self, rule: str, ids: Collection[int]) -> Figures:
        """Return the figure of each paper by one of the rules of ranking, from the reviews that the viewer may read."""
        wanted = self.seen.facts if rule in ACROSS_PAPERS else ids
        return self._once(f"ranked {rule}", wanted, lambda papers: self._ranked(rule, papers))

    def asked(self, ids: Collection[int]) -> dict[int, tuple[int, int]]:
        """Return (reviews in, reviewers asked) of each paper."""
        counts, none = self.counts(ids), Counted()
        return {paper: (found.came, found.asked) for paper in ids for found in (counts.get(paper, none),)}

    def recommended(self, ids: Collection[int]) -> dict[int, list[str]]:
        """Return the outcomes that area chairs recommend, of each paper that has one."""
        return self._once("recommended", ids, self._recommended)

    def comments(self, ids: Collection[int]) -> dict[int, int]:
        """Return how many comments a discussion has, whoever may read them, of each paper that has one."""
        return self._once("comments", ids, self._comments)

    def answers(self, ids: Collection[int]) -> dict[int, dict[int, Value]]:
        """Return what was answered to the questions of the form: of each paper, by question."""
        return self._once("answers", ids, lambda wanted: answers_by_paper(self.where(wanted)))

    def said(self, ids: Collection[int]) -> dict[int, Said]:
        """Return what authors answered to findings and what chairs hold of them, of each paper where anything was."""
        return self._once("said", ids, lambda wanted: said_of(self.where(wanted)))

    def tallies(self) -> dict[int, CheckTally]:
        """Return where the findings of the version that stands are, of each paper that has one."""
        return self._once("tallies", (), lambda _ids: self._tallies())

    def reports(self) -> dict[int, Checked]:
        """Return what the check found in the version that stands, of each paper that has one."""
        return self._once("reports", (), self._reports)

    def beside(self, ids: Collection[int]) -> dict[int, list[Checked]]:
        """Return what the check found in the files under review that came with a paper, of each that has any."""
        return self._once("beside", ids, self._beside)

    def where(self, ids: Collection[int], path: str = "submission") -> Q:
        """Return the condition that rows belong to these papers: by name where they are few, else by the workshop."""
        if len(ids) <= MANY:
            return Q(**{f"{path}__in": list(ids)})
        return Q(**{f"{path}__workshop": self.workshop})

    def assigned(self, ids: Collection[int], **more: Any) -> QuerySet[Assignment]:
        """Return the assignments to these papers that stand, and to others where the papers are many."""
        return Assignment.objects.filter(self.where(ids), state=Assignment.State.ACTIVE, **more).order_by()

    def _once(
        self, name: str, ids: Collection[int], load: Callable[[Collection[int]], dict[int, Loaded]]
    ) -> dict[int, Loaded]:
        wanted = frozenset(ids)
        if len(wanted) > MANY:
            wanted = wanted.union(self.seen.facts)  # what is read by the workshop is read of all its papers
        # What was read of more papers serves for fewer, so that the queries are as many for one page as for ten.
        for (kept, papers), found in self._kept.items():
            if kept == name and wanted <= papers:
                return cast("dict[int, Loaded]", found)
        fresh = self._kept[name, wanted] = load(wanted)
        return fresh

    def _papers(self, ids: Collection[int]) -> dict[int, Submission]:
        found = Submission.objects.filter(self._themselves(ids)).select_related("track")
        return {paper.pk: paper for paper in found.defer("search_text", "abstract")}

    def _heads(self, ids: Collection[int]) -> dict[int, Head]:
        tracks = {track.pk: track for track in self.workshop.tracks.all()}
        found = Submission.objects.filter(self._themselves(ids)).order_by()
        rows = found.values_list("pk", "title", "track_id")
        return {pk: Head(title, tracks[track]) for pk, title, track in rows}

    def _plain(self, name: str, ids: Collection[int]) -> dict[int, Any]:
        found = Submission.objects.filter(self._themselves(ids)).order_by()
        return dict(found.values_list("pk", name))

    def _themselves(self, ids: Collection[int]) -> Q:
        return Q(pk__in=list(ids)) if len(ids) <= MANY else Q(workshop=self.workshop)

    def _topic_names(self, ids: Collection[int]) -> dict[int, list[str]]:
        links = Submission.topics.through.objects.filter(self.where(ids))
        names = {topic.pk: topic.name for topic in self.workshop.topics.all()}
        places = {pk: place for place, pk in enumerate(names)}
        rows = sorted(links.values_list("submission_id", "topic_id"), key=lambda row: places[row[1]])
        return _grouped((paper, names[topic]) for paper, topic in rows)

    def _pairs(self, ids: Collection[int]) -> dict[int, list[Pair]]:
        rows = self.assigned(ids).values_list(
            "submission_id", "user_id", "user__name", "part", "mark", "review__state", "review__overall",
            "review__confidence", "round__due_at",
        )  # fmt: skip
        ordered = rows.order_by("mark", "user__name")
        return _grouped((row[0], Pair(*row[:5], row[5] or "", *row[6:])) for row in ordered)

    def _area_chairs(self, ids: Collection[int]) -> dict[int, list[str]]:
        rows = self.assigned(ids, part=Assignment.Part.AREA_CHAIR).order_by("mark", "user__name")
        return _grouped(rows.values_list("submission_id", "user__name"))

    def _counts(self, ids: Collection[int]) -> dict[int, Counted]:
        came = Q(review__state=Review.State.SUBMITTED)
        # The last second of a deadline still counts.
        over = Q(round__due_at__lt=timezone.now().replace(microsecond=0))
        if self._usual_over:
            over |= Q(round=None)
        rows = self.assigned(ids, part=Assignment.Part.REVIEWER).values_list("submission_id")
        counted = rows.annotate(
            Count("pk"), came=Count("pk", filter=came), late=Count("pk", filter=over & ~came)
        )
        return {paper: Counted(*figures) for paper, *figures in counted}

    def _scored(self, ids: Collection[int]) -> dict[int, list[Scored]]:
        rows = self.assigned(
            ids,
            part=Assignment.Part.REVIEWER,
            review__state=Review.State.SUBMITTED,
            review__overall__isnull=False,
        ).order_by("mark")
        asked: Iterable[tuple[Any, ...]] = rows.values_list(
            "submission_id", "user_id", "review__overall", "review__confidence"
        )
        found: dict[int, list[Scored]] = defaultdict(list)
        for paper, reviewer, overall, confidence in asked:
            found[paper].append(Scored(reviewer, overall, confidence))
        return dict(found)

    def _ranked(self, rule: str, ids: Collection[int]) -> Figures:
        seen, scored = self.seen.knowing(Info.REVIEWS_FOR_AUTHORS), self.scored(ids)
        return RULES[rule]({paper: scored[paper] for paper in ids if paper in seen and paper in scored})

    def _recommended(self, ids: Collection[int]) -> dict[int, list[str]]:
        rows = MetaReview.objects.filter(
            self.where(ids, "assignment__submission"),
            assignment__state=Assignment.State.ACTIVE,
            submitted_at__isnull=False,
        ).order_by("assignment__submission_id", "pk")
        return _grouped(rows.values_list("assignment__submission_id", "recommendation"))

    def _comments(self, ids: Collection[int]) -> dict[int, int]:
        rows = Comment.objects.filter(self.where(ids)).order_by().values_list("submission_id")
        return dict(rows.annotate(many=Count("pk")))

    def _decisions(self, ids: Collection[int]) -> dict[int, Decided]:
        rows = Decision.objects.filter(self.where(ids)).order_by()
        return {
            paper: Decided(outcome, released is not None, version, bool(text.strip()))
            for paper, outcome, released, version, text in rows.values_list(
                "submission_id", "outcome", "released_at", "version", "text"
            )
        }

    def _tags(self, ids: Collection[int]) -> dict[int, list[str]]:
        rows = PaperTag.objects.filter(self.where(ids), Q(owner=None) | Q(owner=self.viewer.user_id))
        return _grouped(rows.values_list("submission_id", "name"))

    def _files(self, ids: Collection[int]) -> dict[int, list[PaperFile]]:
        rows = PaperFile.objects.filter(self.where(ids), kind=PaperFile.Kind.PAPER).order_by("-version")
        checked = rows.only("submission_id", "version", "check_state", "sha256", "report", "checked_for")
        return _grouped((row.submission_id, row) for row in checked)

    def _reports(self, _ids: Collection[int]) -> dict[int, Checked]:
        keys = ("within_limit", "unsure", "leaks", "errors", "format_findings")
        rows = PaperFile.objects.filter(
            submission__workshop=self.workshop, kind=PaperFile.Kind.PAPER, check_state=CheckState.DONE
        ).order_by("version")
        found = rows.values_list("submission_id", "sha256", *(f"report__{key}" for key in keys))
        return {row[0]: Checked(dict(zip(keys, row[2:], strict=True)), row[1]) for row in found}

    def _beside(self, ids: Collection[int]) -> dict[int, list[Checked]]:
        rows = PaperFile.objects.filter(
            self.where(ids), kind__in=BESIDE, check_state=CheckState.DONE, removed_at=None
        ).order_by("version")
        found = rows.values_list("submission_id", "kind", "slot", "sha256", "report__leaks")
        # Of each kind and question the version that came last stands.
        standing = {row[:3]: Checked({"leaks": row[4] or []}, row[3]) for row in found}
        return _grouped((key[0], file) for key, file in standing.items())

    def _tallies(self) -> dict[int, CheckTally]:
        ids = self.seen.facts
        said, beside = self.said(ids), self.beside(ids)
        return {
            pk: check_tally(paper, beside.get(pk, ()), said.get(pk, NOTHING_SAID))
            for pk, paper in self.reports().items()
        }

    def _authors(self, ids: Collection[int]) -> dict[int, list[str]]:
        rows = Author.objects.filter(self.where(ids)).order_by("position", "pk")
        return _grouped(rows.values_list("submission_id", "name"))


def _grouped(rows: Iterable[tuple[int, Any]]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for paper, value in rows:
        found[paper].append(value)
    return dict(found)
