"""The discussion of a paper as one of those who judge it reads it: others by their marks, names only where they may be known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from conference.models import User, Workshop
from conference.prepared import only
from conference.visibility import Viewer, viewer_of
from reviews.models import Assignment, Comment, DiscussionFollower, DiscussionSeen
from reviews.sight import Info, Phase
from reviews.visibility import PaperRights, SeenPaper, papers_visible_to, rights
from submissions.models import Submission
from submissions.visibility import NO_USER

EDITABLE_FOR = timedelta(minutes=15)
SEND = {
    Comment.Audience.COMMITTEE: "Send to reviewers, area chair and chairs",
    Comment.Audience.CHAIRS: "Send to area chair and chairs only",
}


@dataclass(frozen=True)
class Edit:
    """What a comment said before."""

    text: str
    at: datetime


@dataclass(frozen=True)
class CommentRow:
    """A comment as its reader may know it. ``name`` is empty where who stands behind a mark is not for her."""

    pk: int
    who: str
    name: str
    audience: str
    audience_label: str
    text: str
    sent_at: datetime
    is_own: bool
    is_new: bool
    can_edit: bool
    edited_at: datetime | None
    edits: tuple[Edit, ...]
    reply_to: int | None
    reply_who: str
    version: int


@dataclass(frozen=True)
class Discussion:
    """The comments, and what she may add: ``buttons`` are (audience, words)."""

    comments: tuple[CommentRow, ...]
    buttons: tuple[tuple[str, str], ...]
    why_closed: str
    follows: bool

    @property
    def new(self) -> int:
        return sum(row.is_new for row in self.comments)

    @property
    def last(self) -> int:
        return self.comments[-1].pk if self.comments else 0


def comments_seen(comments: QuerySet[Comment], viewer: Viewer, found: PaperRights) -> QuerySet[Comment]:
    """Return those comments on one paper that a viewer may read."""
    if not found.sees(Info.DISCUSSION):
        return comments.none()
    if found.sees(Info.REVIEWS_FOR_CHAIRS):
        return comments
    return comments.filter(Q(audience=Comment.Audience.COMMITTEE) | Q(author_id=viewer.user_id or NO_USER))


def discussion(paper: SeenPaper, viewer: Viewer, found: PaperRights, workshop: Workshop) -> Discussion | None:
    """Return the discussion of one paper, in a fixed number of queries; None where it is not for the viewer."""
    if not found.sees(Info.DISCUSSION):
        return None
    rows = list(
        comments_seen(Comment.objects.filter(submission_id=paper.pk), viewer, found)
        .select_related("author")
        .prefetch_related("edits")
    )
    reader = _Reader(viewer, found, marks_of(paper.pk), _seen_up_to(paper, viewer))
    by_pk = {row.pk: row for row in rows}
    closed = why_closed(found)
    return Discussion(
        comments=tuple(reader.row(row, by_pk, is_open=not closed) for row in rows),
        buttons=() if closed else tuple((str(key), words) for key, words in SEND.items()),
        why_closed=closed,
        follows=DiscussionFollower.objects.filter(
            workshop=workshop, user_id=viewer.user_id or NO_USER
        ).exists(),
    )


def why_closed(found: PaperRights) -> str:
    """Return why nothing can be added to a discussion that one may read, or an empty string."""
    if found.phase in {Phase.REVIEWING, Phase.DISCUSSION, Phase.DECIDED}:
        return ""
    if found.phase is Phase.WITHDRAWN:
        return "The paper is withdrawn: its discussion is closed."
    return "The decision is released: the discussion is closed."


def part_of(found: PaperRights) -> str:
    """Return the part in which somebody writes on a paper."""
    if found.standing.reviews_it:
        return Comment.Part.REVIEWER
    return Comment.Part.AREA_CHAIR if found.standing.handles_it else Comment.Part.CHAIR


def who(part: str, mark: str) -> str:
    """Return how others know the writer of a comment: by her mark or her part."""
    if part == Comment.Part.REVIEWER:
        return f"Reviewer {mark}"
    return Comment.Part(part).label


def marks_of(paper_id: int) -> dict[int, str]:
    """Return the marks of everyone who reviews or reviewed a paper, by the person's id."""
    rows = Assignment.objects.filter(submission_id=paper_id, part=Assignment.Part.REVIEWER)
    return dict(rows.values_list("user_id", "mark"))


def can_be_edited(comment: Comment) -> bool:
    return timezone.now() - comment.sent_at < EDITABLE_FOR


def new_comments(viewer: Viewer, workshop: Workshop) -> dict[int, int]:
    """Return how many comments are new to a viewer, by the number of the paper, in one query."""
    user_id = viewer.user_id or NO_USER
    papers = papers_visible_to(viewer, workshop, Info.DISCUSSION).values("pk")
    all_of_it = papers_visible_to(viewer, workshop, Info.REVIEWS_FOR_CHAIRS).values("pk")
    seen = DiscussionSeen.objects.filter(submission=OuterRef("submission"), user_id=user_id)
    rows = (
        Comment.objects.filter(
            Q(audience=Comment.Audience.COMMITTEE) | Q(submission__in=all_of_it), submission__in=papers
        )
        .exclude(author_id=user_id)
        .annotate(seen=Coalesce(Subquery(seen.values("last_id")[:1]), 0))
        .filter(pk__gt=F("seen"))
        .values_list("submission__number", flat=True)
    )
    counts: dict[int, int] = {}
    for number in rows:
        counts[number] = counts.get(number, 0) + 1
    return counts


def to_be_told(paper: Submission, workshop: Workshop, comment: Comment) -> list[User]:
    """Return those who asked for mails and may read a comment, its writer left out."""
    followers = User.objects.filter(
        pk__in=DiscussionFollower.objects.filter(workshop=workshop).values("user")
    ).exclude(pk=comment.author_id)
    return [user for user in followers.order_by("pk") if _concerns(paper, workshop, comment, user)]


def _concerns(paper: Submission, workshop: Workshop, comment: Comment, user: User) -> bool:
    viewer = viewer_of(user)
    seen = only(papers_visible_to(viewer, workshop, Info.DISCUSSION).filter(pk=paper.pk))
    if seen is None:
        return False
    found = rights(seen, viewer, workshop)
    return comments_seen(Comment.objects.filter(pk=comment.pk), viewer, found).exists()


def _seen_up_to(paper: SeenPaper, viewer: Viewer) -> int:
    row = only(DiscussionSeen.objects.filter(submission_id=paper.pk, user_id=viewer.user_id or NO_USER))
    return row.last_id if row else 0


@dataclass(frozen=True)
class _Reader:
    """Someone reading a discussion: what she may know of those who wrote."""

    viewer: Viewer
    found: PaperRights
    marks: Mapping[int, str]
    seen_up_to: int

    def row(self, comment: Comment, others: Mapping[int, Comment], *, is_open: bool) -> CommentRow:
        own = comment.author_id == self.viewer.user_id
        parent = others.get(comment.reply_to_id or 0)
        return CommentRow(
            pk=comment.pk,
            who=self._who(comment),
            name="" if own else self._name(comment),
            audience=comment.audience,
            audience_label=comment.get_audience_display(),
            text=comment.text,
            sent_at=comment.sent_at,
            is_own=own,
            is_new=not own and comment.pk > self.seen_up_to,
            can_edit=own and is_open and can_be_edited(comment),
            edited_at=comment.edited_at,
            edits=tuple(self._edits(comment)),
            reply_to=parent.pk if parent else None,
            reply_who=self._who(parent) if parent else "",
            version=comment.version,
        )

    def _who(self, comment: Comment) -> str:
        return who(comment.part, self.marks.get(comment.author_id, ""))

    def _name(self, comment: Comment) -> str:
        is_reviewer = comment.part == Comment.Part.REVIEWER
        needed = Info.REVIEWER_IDENTITIES if is_reviewer else Info.REVIEWS_FOR_CHAIRS
        return comment.author.name if self.found.sees(needed) else ""

    def _edits(self, comment: Comment) -> Iterable[Edit]:
        """Earlier wordings are for chairs: what someone took back may have named somebody."""
        if self.found.sees(Info.REVIEWS_FOR_CHAIRS):
            for edit in comment.edits.all():
                yield Edit(edit.text, edit.at)
