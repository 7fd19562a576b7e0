"""What the check found, as one chair may see it: what would name the authors waits until they may be known.

Pictures are of the copy that reviewers get. Behind the blind there is none of a finding on anonymity, and on the
others such places are painted over.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.signing import BadSignature, TimestampSigner
from django.urls import reverse

from conference.errors import NotFound
from conference.visibility import Viewer
from reviews.projections import FOR_REVIEW, answer_files_for_review, files_for, files_for_review
from reviews.sight import Info
from reviews.visibility import PaperRights
from submissions.findings import Box, CheckSummary, Finding, Group, Spot, spot_of
from submissions.models import PaperFile, Stage
from submissions.pdfcheck import tells_author
from submissions.selectors.answer_files import file_questions, slot_of
from submissions.selectors.answers import ALL_AUDIENCES
from submissions.selectors.files import current_file
from submissions.selectors.findings import Board, Card, board, summary_of
from submissions.services.pictures import Picture

if TYPE_CHECKING:
    from reviews.visibility import SeenPaper

LOOK_LASTS = 600
SIGNER = "reviews.look"


@dataclass(frozen=True)
class Beside:
    """What was found in a file that is sent beside the paper."""

    label: str
    board: Board


def boards_beside(
    paper: SeenPaper, files: list[PaperFile], viewer: Viewer, *, open_names: bool, forced: bool
) -> tuple[Beside, ...]:
    """Return the findings of the supplement, the code and the answers that are files, and what of archives was read."""
    questions = {
        (PaperFile.Kind.ANSWER.value, slot_of(field)): field.label
        for field in file_questions(paper, Stage.SUBMISSION)
    }
    found = []
    for kind, slot in [*((kind, "") for kind in FOR_REVIEW[1:]), *questions]:
        alike = [file for file in files if (file.kind, file.slot) == (kind, slot)]
        board_of_kind = chair_board(paper, alike, viewer, open_names=open_names, forced=forced)
        if board_of_kind and (board_of_kind.anonymity or board_of_kind.summary.looked):
            found.append(Beside(questions.get((kind, slot)) or alike[0].get_kind_display(), board_of_kind))
    return tuple(found)


def chair_board(
    paper: SeenPaper, files: list[PaperFile], viewer: Viewer, *, open_names: bool, forced: bool
) -> Board | None:
    """Return the findings of the version that stands, else of the newest; None before it was checked."""
    file = current_file(files) or (files[0] if files else None)
    if file is None:
        return None
    look = f"?look={_signed(viewer, file)}" if forced else ""

    def url_of(spot: Spot) -> str:
        where = [paper.workshop.slug, paper.number, file.public_id, spot.mark]
        return reverse("reviews:picture", args=where) + look

    found = board(file, files, url_of)
    if found is None:
        return None
    if not file.reviewer_copy:
        found = _without_pictures(found)
    return found if open_names else _blind(found, paper)


def chair_picture(
    paper: SeenPaper,
    rights: PaperRights,
    viewer: Viewer,
    public_id: UUID,
    mark: str,
    *,
    look: str = "",
    whole: bool = False,
) -> Picture:
    """Return what is to be drawn of a file under review for a chair; anything else answers as if it were not there."""
    if not rights.is_chair_here or not rights.sees(Info.PAPER_FILE):
        raise NotFound
    file = next((file for file in files_for(paper, rights) if file.public_id == public_id), None)
    summary = summary_of(file) if file else None
    found = spot_of(summary, mark) if summary else None
    if file is None or summary is None or found is None or not file.reviewer_copy:
        raise NotFound
    spot, finding = found
    open_names = rights.sees(Info.AUTHOR_IDENTITIES) or (
        rights.may_force(Info.AUTHOR_IDENTITIES) and _looked(viewer, file, look)
    )
    covers = () if open_names else _covers(summary, spot.page)
    if not open_names and finding is not None and finding.group is Group.ANONYMITY:
        raise NotFound
    return Picture(file.reviewer_copy, file.sha256, spot, covers=covers, whole=whole)


def file_with(paper: SeenPaper, key: str) -> PaperFile:
    """Return the file under review that has a finding, else NotFound."""
    for file in [*files_for_review(paper), *answer_files_for_review(paper, ALL_AUDIENCES)]:
        summary = summary_of(file)
        if summary and any(finding.key == key for finding in summary.all_findings):
            return file
    raise NotFound


def _signed(viewer: Viewer, file: PaperFile) -> str:
    """A chair's forced look lasts some minutes for the pictures of the page that it opened."""
    return TimestampSigner(salt=SIGNER).sign(f"{viewer.user_id}:{file.public_id}")


def _looked(viewer: Viewer, file: PaperFile, look: str) -> bool:
    try:
        said = TimestampSigner(salt=SIGNER).unsign(look, max_age=LOOK_LASTS)
    except BadSignature:
        return False
    return said == f"{viewer.user_id}:{file.public_id}"


def _traces(summary: CheckSummary, page: int) -> list[Spot]:
    return [spot for finding in summary.findings for spot in finding.spots if spot.page == page]


def _can_be_drawn(summary: CheckSummary, page: int) -> bool:
    """Say whether a page can be shown behind the blind: not where it has a trace of which no place is known."""
    return all(spot.box for spot in _traces(summary, page))


def _covers(summary: CheckSummary, page: int) -> tuple[Box, ...]:
    """Return what is painted over on a page."""
    if not _can_be_drawn(summary, page):
        raise NotFound
    return tuple(spot.box for spot in _traces(summary, page) if spot.box)


def _without_pictures(found: Board) -> Board:
    return replace(
        found,
        length=(),
        anonymity=tuple(replace(card, shown=()) for card in found.anonymity),
        format=tuple(replace(card, shown=()) for card in found.format),
    )


def _blind(found: Board, paper: SeenPaper) -> Board:
    authors = list(paper.authors.all())

    def kept(card: Card) -> Card:
        told = tells_author(
            card.answer,
            names=[author.name for author in authors],
            emails=[author.email for author in authors if author.email],
            affiliations=[author.affiliation for author in authors if author.affiliation],
        )
        return card.without_words(keep_answer=not told)

    changes = found.changes
    return replace(
        found,
        summary=replace(
            found.summary, beyond="", findings=_wordless(found.summary.findings), spots=(), unread=()
        ),
        length=tuple(
            replace(shown, spot=replace(shown.spot, words=""))
            for shown in found.length
            if _can_be_drawn(found.summary, shown.spot.page)
        ),
        unsure=kept(found.unsure) if found.unsure else None,
        anonymity=tuple(kept(card) for card in found.anonymity),
        format=tuple(
            card
            if all(_can_be_drawn(found.summary, one.spot.page) for one in card.shown)
            else replace(card, shown=())
            for card in map(kept, found.format)
        ),
        changes=replace(changes, gone=_wordless(changes.gone), new=_wordless(changes.new))
        if changes
        else None,
    )


def _wordless(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(
        finding.without_words() if finding.group is Group.ANONYMITY else finding for finding in findings
    )
