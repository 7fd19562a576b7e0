"""What every table says of a paper in the same words: its state, the check of its PDF, the tree of topics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from django.db.models import QuerySet

from conference.models import Topic, Workshop
from conference.visibility import Viewer
from reviews.sight import Phase
from reviews.visibility import SeenPaper, papers_visible_to
from submissions.models import CheckState, PaperFile, SubmissionState


class ShownState(StrEnum):
    """A paper's state as a table of chairs names it; a chair with a conflict is told no more than UNDER_REVIEW."""

    SUBMITTED = "submitted"
    UNDER_REVIEW = "under_review"
    IN_DISCUSSION = "in_discussion"
    DECIDED = "decided"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    DESK_REJECTED = "desk_rejected"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").capitalize()


_OF_PHASE = {
    Phase.SUBMITTED: ShownState.SUBMITTED,
    Phase.REVIEWING: ShownState.UNDER_REVIEW,
    Phase.DISCUSSION: ShownState.IN_DISCUSSION,
    Phase.DECIDED: ShownState.DECIDED,
    Phase.RELEASED_ACCEPTED: ShownState.ACCEPTED,
    Phase.PUBLISHED_ACCEPTED: ShownState.ACCEPTED,
    Phase.RELEASED_REJECTED: ShownState.REJECTED,
    Phase.PUBLISHED_REJECTED: ShownState.REJECTED,
    Phase.WITHDRAWN: ShownState.WITHDRAWN,
}
_NOT_TOLD = {Phase.DISCUSSION, Phase.DECIDED}


def chair_papers(viewer: Viewer, workshop: Workshop) -> QuerySet[SeenPaper]:
    """Return the papers of a chair's pages: all that were submitted but her own, of which she is an author."""
    return papers_visible_to(viewer, workshop).filter(viewer_is_author=False)


def shown_state(state: str, phase: Phase, *, told: bool) -> ShownState:
    """Return the state of a paper; without ``told`` a decision that is not released does not show in it."""
    if state == SubmissionState.DESK_REJECTED:
        return ShownState.DESK_REJECTED
    if not told and phase in _NOT_TOLD:
        return ShownState.UNDER_REVIEW
    return _OF_PHASE[phase]


@dataclass(frozen=True)
class CheckWord:
    """The check of a paper's PDF in a word or two."""

    pages: str
    pages_tone: str
    names: str
    names_tone: str

    def __str__(self) -> str:
        return ", ".join(part for part in (self.pages, self.names) if part)


def check_word(versions: Sequence[PaperFile], page_limit: int) -> CheckWord:
    """Return what the check said of the version that stands, or how far it is where none stands yet."""
    standing = next((file for file in versions if file.check_state == CheckState.DONE), None)
    if standing is None:
        return CheckWord(*_without_file(versions), "", "")
    report = standing.report
    limit = int(standing.checked_for.get("page_limit") or page_limit)
    counted = (report.get("evidence") or {}).get("counted_pages") or report.get("main_text_pages")
    pages = f"{counted} of {limit} pages" if counted else "Pages unsure"
    unsure = bool(report.get("unsure"))
    tone = "warn" if unsure or report.get("within_limit") is None else "ok"
    if report.get("within_limit") is False and not unsure:
        tone = "error"
    leaks = len(report.get("leaks") or [])
    if report.get("anonymous", True) and not leaks:
        return CheckWord(pages, tone, "Anonymous", "ok")
    return CheckWord(pages, tone, f"{leaks} finding{'' if leaks == 1 else 's'}", "warn")


def _without_file(versions: Sequence[PaperFile]) -> tuple[str, str]:
    if not versions:
        return "No PDF", "warn"
    return (
        ("PDF refused", "error")
        if versions[0].check_state == CheckState.REFUSED
        else ("Being checked", "accent")
    )


@dataclass
class TopicTree:
    """A workshop's topics in order: each with its depth, and with all that lie under it."""

    topics: list[tuple[Topic, int]]
    under: dict[int, list[int]] = field(default_factory=dict)


def topic_tree(workshop: Workshop) -> TopicTree:
    """Return the topics as a tree, in one query."""
    children: dict[int | None, list[Topic]] = {}
    for topic in workshop.topics.all():
        children.setdefault(topic.parent_id, []).append(topic)
    tree = TopicTree([])

    def walk(parent: int | None, depth: int) -> list[int]:
        below = []
        for topic in children.get(parent, []):
            tree.topics.append((topic, depth))
            tree.under[topic.pk] = [topic.pk, *walk(topic.pk, depth + 1)]
            below += tree.under[topic.pk]
        return below

    walk(None, 0)
    return tree
