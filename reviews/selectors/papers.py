"""What every table says of a paper in the same words: its state, the check of its PDF, the tree of topics."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet

from conference.models import Topic, Workshop
from conference.visibility import Viewer
from reviews.sight import Phase
from reviews.visibility import SeenPaper, papers_visible_to
from submissions.findings import Finding, Group, findings_of
from submissions.models import CheckState, PaperFile, SubmissionState
from submissions.selectors.findings import Said
from submissions.standings import NO_FINDING, Tally


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
    names: str = ""
    names_tone: str = ""
    format: str = ""
    format_tone: str = ""
    beside: str = ""
    beside_tone: str = ""

    def __str__(self) -> str:
        return "; ".join(part for part in (self.pages, self.names, self.format, self.beside) if part)


@dataclass(frozen=True)
class Checked:
    """What the check found in a file that stands, and the file's checksum, which names the findings."""

    report: Mapping[str, Any]
    checksum: str


@dataclass(frozen=True)
class CheckTally:
    """Where the findings of a paper stand, ``beside`` those of the files that came with it.

    ``too_long``: over the limit, or the check is not sure, and not settled.
    """

    too_long: bool
    length: Tally
    names: Tally
    format: Tally
    beside: Tally

    @property
    def is_good(self) -> bool:
        """Say whether nothing was found, or no more than what the chairs settled."""
        return not self.too_long and not self.open and not self.answered

    @property
    def open(self) -> int:
        return sum(tally.open for tally in self._all)

    @property
    def answered(self) -> int:
        return sum(tally.answered for tally in self._all)

    @property
    def settled(self) -> int:
        return sum(tally.settled for tally in self._all)

    @property
    def _all(self) -> tuple[Tally, ...]:
        return (self.length, self.names, self.format, self.beside)


def check_tally(paper: Checked, beside: Sequence[Checked], said: Said) -> CheckTally:
    """Return where the findings of a paper and of the files that came with it stand after what was said of them."""
    report = paper.report
    over = report.get("within_limit") is False and not report.get("unsure")
    by_group = _by_group(paper)
    if not by_group and not beside:
        return CheckTally(over, NO_FINDING, NO_FINDING, NO_FINDING, NO_FINDING)
    length = said.tally(by_group[Group.LENGTH])
    return CheckTally(
        too_long=over or bool(length.open or length.answered),
        length=length,
        names=said.tally(by_group[Group.ANONYMITY]),
        format=said.tally(by_group[Group.FORMAT]),
        beside=said.tally(finding for file in beside for finding in _by_group(file)[Group.ANONYMITY]),
    )


def _by_group(file: Checked) -> Mapping[Group, list[Finding]]:
    found: dict[Group, list[Finding]] = defaultdict(list)
    for finding in findings_of(file.report, file.checksum):
        found[finding.group].append(finding)
    return found


def check_word(
    versions: Sequence[PaperFile], beside: Sequence[Checked], page_limit: int, said: Said
) -> CheckWord:
    """Return what the check said of the version that stands, or how far it is where none stands yet."""
    standing = next((file for file in versions if file.check_state == CheckState.DONE), None)
    if standing is None:
        return CheckWord(*_without_file(versions))
    tally = check_tally(Checked(standing.report, standing.sha256), beside, said)
    pages, tone = _length_word(standing, page_limit, tally)
    names, names_tone = (
        ("Anonymous", "ok") if not tally.names.total else (tally.names.words, tally.names.tone)
    )
    layout = f"Format: {tally.format.short}" if tally.format.total else ""
    others = f"Beside it: {tally.beside.short}" if tally.beside.total else ""
    return CheckWord(pages, tone, names, names_tone, layout, tally.format.tone, others, tally.beside.tone)


def _length_word(file: PaperFile, page_limit: int, tally: CheckTally) -> tuple[str, str]:
    report = file.report
    limit = int(file.checked_for.get("page_limit") or page_limit)
    counted = (report.get("evidence") or {}).get("counted_pages") or report.get("main_text_pages")
    pages = f"{counted} of {limit} pages" if counted else "Pages unsure"
    if tally.length.settled:
        return f"{pages}, settled", "ok"
    if report.get("within_limit") is False and not report.get("unsure"):
        return pages, "error"
    return pages, "warn" if tally.too_long or report.get("within_limit") is None else "ok"


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
