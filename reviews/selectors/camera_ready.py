"""The camera-ready checklist of one accepted paper, as its authors see it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils import timezone

from conference.errors import NotFound
from conference.models import OptIn, Workshop
from conference.models.tracks import Corrections
from conference.visibility import Viewer
from reviews.models import ACCEPTED, Outcome, waits_for_signature
from reviews.sight import Info
from reviews.visibility import row_visible_to
from submissions import checklist
from submissions.checklist import ASKS, FILES, LABELS, Asked, Handed, Item, Need, Standing
from submissions.findings import summarise
from submissions.models import (
    Attendance,
    AuthorChange,
    OptInAgreement,
    PaperFile,
    PaperLink,
    Submission,
)
from submissions.opt_in_rules import OptInFacts, why_not_eligible
from submissions.selectors.camera_ready import (
    Due,
    StoredFile,
    answers_of,
    dues_of,
    extended,
    handed_of,
    length_of,
    link_of,
    name_of,
    own_date,
    questions_of,
    read_length_of,
    standing_file,
    stored,
    versions_of,
    with_handed,
)

if TYPE_CHECKING:
    from reviews.visibility import SeenPaper

LINKS = {Item.VIDEO: PaperLink.Kind.VIDEO, Item.CODE: PaperLink.Kind.CODE}
STATE_WORDS = {
    Standing.DONE: ("done", "Done"),
    Standing.MISSING: ("not_started", "To do"),
    Standing.WAITING: ("running", "Being checked"),
    Standing.PROBLEM: ("refused", "Needs a look"),
}


@dataclass(frozen=True)
class ItemRow:
    """An item of the checklist; ``given`` says in words what is there, ``seen`` marks the values a form starts from."""

    item: Item
    label: str
    ask: str
    required: bool
    standing: Standing
    problem: str
    given: str
    due: Due
    seen: str
    current: StoredFile | None = None
    versions: tuple[StoredFile, ...] = ()
    open_names: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return self.item.value

    @property
    def is_file(self) -> bool:
        return self.item in FILES

    @property
    def is_open(self) -> bool:
        return not self.due.is_over

    @property
    def state(self) -> str:
        late = self.standing is Standing.MISSING and not self.is_open and self.required
        return "late" if late else STATE_WORDS[self.standing][0]

    @property
    def state_label(self) -> str:
        if self.standing is Standing.MISSING and not self.required:
            return "Optional"
        if self.standing is Standing.MISSING and not self.is_open:
            return "Missing"
        return STATE_WORDS[self.standing][1]


@dataclass(frozen=True)
class OptInRow:
    """An opt-in of the paper's track; ``reasons`` stand against it, ``agreed`` names who agreed and when."""

    opt_in: OptIn
    chosen: bool
    reasons: tuple[str, ...]
    is_open: bool
    until: Due
    agreed_at: datetime | None
    agreed_by: str


@dataclass(frozen=True)
class CameraReadyPage:
    paper: Any
    presentation: str
    rows: tuple[ItemRow, ...]
    opt_ins: tuple[OptInRow, ...]
    corrections: str
    final_due: Due
    change: AuthorChange | None

    @property
    def required(self) -> list[ItemRow]:
        return [row for row in self.rows if row.required]

    @property
    def on_conditions(self) -> bool:
        """Say whether the paper waits for a signature under the conditions of its acceptance."""
        return waits_for_signature(self.paper.decision)

    @property
    def done(self) -> int:
        return sum(row.standing is Standing.DONE for row in self.required)

    @property
    def to_do(self) -> list[ItemRow]:
        return [row for row in self.required if row.standing in {Standing.MISSING, Standing.PROBLEM}]

    @property
    def next_due(self) -> Due | None:
        """The earliest date that is still ahead among what is to do, else the last of all."""
        open_dues = [row.due for row in self.to_do if row.is_open and row.due.at]
        dues = open_dues or [row.due for row in self.rows if row.due.at]
        return min(dues, key=_moment) if dues else None

    @property
    def may_correct(self) -> bool:
        return self.corrections != Corrections.NOTHING and not self.final_due.is_over

    @property
    def may_change_authors(self) -> bool:
        return self.corrections == Corrections.AUTHORS and not self.final_due.is_over

    def row(self, key: str) -> ItemRow:
        """Return an item that is asked for."""
        return next(row for row in self.rows if row.key == key)


def _moment(due: Due) -> datetime:
    return due.at or timezone.now()


def presentation_of(outcome: str) -> str:
    """Return how an accepted paper is presented: oral, spotlight or poster."""
    return Outcome(outcome).value.removeprefix("accept_")


def access_accepted_own(viewer: Viewer, workshop: Workshop, number: int) -> SeenPaper:
    """Return an accepted paper of the viewer's own whose decision is out, with what was handed in; else NotFound."""
    found = row_visible_to(viewer, workshop, number, Info.CAMERA_READY, _accepted_own)
    if found is None:
        raise NotFound
    return found


def _accepted_own(papers: QuerySet[SeenPaper]) -> QuerySet[SeenPaper]:
    own = papers.filter(viewer_is_author=True, decision__outcome__in=ACCEPTED)
    return with_handed(own).select_related("workshop", "decision__shepherding").order_by()


def asked_of(paper: Submission) -> list[Asked]:
    """Return what a paper with its decision and track is asked for."""
    asked = checklist.checklist(paper.track.checklist, presentation_of(paper.decision.outcome))
    questions = questions_of(paper)
    if questions:
        need = Need.REQUIRED if any(question.required for question in questions) else Need.OPTIONAL
        asked.append(Asked(Item.QUESTIONS, need, checklist.CAMERA_READY))
    return asked


def due_for(paper: Submission, entry: Asked, dues: dict[str, Due]) -> Due:
    """Return until when an item of a paper can be handed in."""
    return extended(dues[entry.due], answers_of(paper).extended_until, paper.workshop)


def camera_ready_page(paper: Submission, dues: dict[str, Due] | None = None) -> CameraReadyPage:
    """Return the checklist of a paper that ``with_handed`` loaded with its decision."""
    dates = dues if dues is not None else dues_of(paper.workshop)
    handed = handed_of(paper)
    final = Asked(Item.FINAL, Need.REQUIRED, checklist.due_of(paper.track.checklist, Item.FINAL))
    return CameraReadyPage(
        paper=paper,
        presentation=presentation_of(paper.decision.outcome),
        rows=tuple(item_row(paper, entry, handed, due_for(paper, entry, dates)) for entry in asked_of(paper)),
        opt_ins=tuple(opt_in_rows(paper, dates)),
        corrections=paper.track.final_corrections,
        final_due=due_for(paper, final, dates),
        change=AuthorChange.objects.filter(submission=paper).select_related("asked_by").first(),
    )


def item_row(paper: Submission, entry: Asked, handed: Handed, due: Due) -> ItemRow:
    """Return one item of a paper with where it stands."""
    state, problem = checklist.standing(entry.item, handed)
    file = standing_file(paper, entry.item) if entry.item in FILES else None
    fact = handed.files.get(entry.item)
    return ItemRow(
        item=entry.item,
        label=LABELS[entry.item],
        ask=ASKS[entry.item],
        required=entry.need is Need.REQUIRED,
        standing=state,
        problem=problem if state is Standing.PROBLEM else "",
        given=given_words(paper, entry.item),
        due=due,
        seen=mark(values_of(paper, entry.item)),
        current=stored(file) if file else None,
        versions=tuple(stored(version) for version in versions_of(paper, entry.item)),
        open_names=fact.open_names if fact else (),
        findings=_said_of(paper, entry.item, file),
    )


def _said_of(paper: Submission, item: Item, file: PaperFile | None) -> tuple[str, ...]:
    if item is Item.VIDEO:
        seconds = read_length_of(paper)
        return (
            (f"It lasts {checklist.length_in_words(seconds)}, by the file.",) if seconds is not None else ()
        )
    return findings_of(file) if file and item is Item.FINAL else ()


def findings_of(file: PaperFile) -> tuple[str, ...]:
    """Return what the check says of the length and the form of a final version, a sentence each."""
    if not file.report or file.report.get("errors"):
        return ()
    length = summarise(file.report, page_limit=file.checked_for.get("page_limit") or 0).length
    return (length, *(str(finding["text"]) for finding in file.report.get("format_findings", [])))


FIELDS: dict[Item, tuple[str, ...]] = {
    Item.PRESENTER: ("presenter",),
    Item.REGISTRATION: ("registered_author",),
    Item.ATTENDANCE: ("attendance", "attendance_reason"),
    Item.TRAVEL_GRANT: ("wants_travel_grant", "travel_grant_reason"),
    Item.LICENCE: ("licence",),
    Item.VIDEO: ("url", "video_length"),
    Item.CODE: ("url",),
}


def values_of(paper: Submission, item: Item) -> dict[str, Any]:
    """Return the values that the form of an item starts from, by field; authors and links by their id and address."""
    answers = answers_of(paper)
    known = {
        "presenter": answers.presenter_id,
        "registered_author": answers.registered_author_id,
        "url": link_of(paper, LINKS[item]) if item in LINKS else "",
    }
    return {name: known[name] if name in known else getattr(answers, name) for name in FIELDS.get(item, ())}


def mark(values: dict[str, Any]) -> str:
    """Return a short mark of values, by which a form notices that they were changed meanwhile."""
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:16]


def given_words(paper: Submission, item: Item) -> str:
    """Return what was answered for an item, in words; files are shown by their names elsewhere."""
    said = WORDS.get(item)
    return said(paper) if said else ""


def _attendance(paper: Submission) -> str:
    answers = answers_of(paper)
    where = Attendance(answers.attendance).label if answers.attendance else ""
    return f"{where}: {answers.attendance_reason}" if answers.attendance_reason else where


def _video(paper: Submission) -> str:
    length = checklist.length_in_words(length_of(paper))
    return ", ".join(part for part in (link_of(paper, "video"), length) if part)


def _licence(paper: Submission) -> str:
    answers = answers_of(paper)
    return answers.get_licence_display() if answers.licence else ""


GRANTS = {None: "", True: "Asked for", False: "Not needed"}
WORDS: dict[Item, Callable[[Submission], str]] = {
    Item.PRESENTER: lambda paper: name_of(paper, answers_of(paper).presenter_id),
    Item.REGISTRATION: lambda paper: name_of(paper, answers_of(paper).registered_author_id),
    Item.ATTENDANCE: _attendance,
    Item.TRAVEL_GRANT: lambda paper: GRANTS[answers_of(paper).wants_travel_grant],
    Item.LICENCE: _licence,
    Item.VIDEO: _video,
    Item.CODE: lambda paper: link_of(paper, "code"),
}


def opt_in_rows(paper: Submission, dues: dict[str, Due]) -> list[OptInRow]:
    """Return the opt-ins of a paper's track, chosen or not, each with what stands against it."""
    chosen = set(paper.opt_ins.values_list("pk", flat=True))
    agreements = {
        agreement.opt_in_id: agreement
        for agreement in OptInAgreement.objects.filter(submission=paper, ended_at=None).select_related(
            "agreed_by"
        )
    }
    return [_opt_in_row(paper, opt_in, chosen, agreements, dues) for opt_in in paper.track.opt_ins.all()]


def _opt_in_row(
    paper: Submission,
    opt_in: OptIn,
    chosen: set[int],
    agreements: dict[int | None, OptInAgreement],
    dues: dict[str, Due],
) -> OptInRow:
    agreement = agreements.get(opt_in.pk)
    until = opt_in_due(opt_in, paper.workshop, dues)
    return OptInRow(
        opt_in=opt_in,
        chosen=opt_in.pk in chosen,
        reasons=tuple(reasons_against(paper, opt_in)),
        is_open=not until.is_over,
        until=until,
        agreed_at=agreement.agreed_at if agreement else None,
        agreed_by=agreement.agreed_by.name if agreement and agreement.agreed_by else "",
    )


def opt_in_due(opt_in: OptIn, workshop: Workshop, dues: dict[str, Due]) -> Due:
    """Return until when an opt-in can be chosen: its own date, else the camera-ready date."""
    if opt_in.closes_at is None:
        return dues[checklist.CAMERA_READY]
    return own_date("opt_in", opt_in.label, opt_in.closes_at, workshop)


def reasons_against(paper: Submission, opt_in: OptIn) -> list[str]:
    """Return why a paper may not go the way of an opt-in, in words."""
    return why_not_eligible(
        OptInFacts(
            original_only=opt_in.original_only,
            published_elsewhere=paper.published_elsewhere,
            is_withheld=answers_of(paper).licence == "withheld",
            needs_publication=opt_in.kind == OptIn.Kind.PROCEEDINGS,
        )
    )
