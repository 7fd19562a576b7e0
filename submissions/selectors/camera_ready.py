"""What the authors of accepted papers have handed in, and until when each item can be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from conference.dates import format_moment, zone_of
from conference.deadlines import is_past, remaining
from conference.models import ImportantDate, Workshop
from submissions import checklist
from submissions.answers import as_value, unanswered
from submissions.checklist import FILES, FileFact, Handed, Item
from submissions.findings import summarise
from submissions.models import (
    Answer,
    Author,
    CameraReady,
    CheckState,
    FormField,
    PaperFile,
    Stage,
    Submission,
)
from submissions.selectors.answers import question_of
from submissions.selectors.files import check_failed, current_file, newest_file
from submissions.uploads import megabytes


@dataclass(frozen=True)
class Due:
    """A date that ends an item; ``at`` is None while it is to be determined."""

    key: str
    label: str
    at: datetime | None
    words: str = ""
    iso: str = ""
    left: str = ""
    is_over: bool = False
    extended: bool = False


@dataclass(frozen=True)
class StoredFile:
    """A version of a file as a page shows it."""

    file: PaperFile
    name: str
    meta: str
    kind: str


TO_BE_SET = Due("", "", None)


def dues_of(workshop: Workshop, now: datetime | None = None) -> dict[str, Due]:
    """Return the dates that can end an item, by their keys; one that is not set falls back on the camera-ready date."""
    moment = now or timezone.now()
    dates = ImportantDate.objects.filter(workshop=workshop, key__in=checklist.DUES)
    found = {date.key: _due(date, workshop, moment) for date in dates}
    fallback = found.get(checklist.CAMERA_READY, TO_BE_SET)
    return {key: found[key] if key in found and found[key].at else fallback for key in checklist.DUES}


def extended(due: Due, until: datetime | None, workshop: Workshop, now: datetime | None = None) -> Due:
    """Return a date as it holds for one paper: a chair's later word wins over it."""
    if until is None or due.at is None or until <= due.at:
        return due
    return replace(own_date(due.key, due.label, until, workshop, now), extended=True)


def own_date(key: str, label: str, at: datetime, workshop: Workshop, now: datetime | None = None) -> Due:
    """Return a moment as a date that ends something, in the workshop's zone."""
    moment = now or timezone.now()
    return Due(
        key=key,
        label=label,
        at=at,
        words=format_moment(at, workshop, whole_day=False),
        iso=at.astimezone(workshop.tz).isoformat(),
        left=remaining(at, moment),
        is_over=is_past(at, moment),
    )


def _due(date: ImportantDate, workshop: Workshop, now: datetime) -> Due:
    at = date.until or date.at
    if at is None:
        return Due(date.key, date.label, None)
    return Due(
        key=date.key,
        label=date.label,
        at=at,
        words=format_moment(at, workshop, zone=date.zone, whole_day=date.whole_day),
        iso=at.astimezone(zone_of(workshop, date.zone)).isoformat(),
        left=remaining(at, now),
        is_over=is_past(at, now),
    )


def with_handed(papers: QuerySet[Any]) -> QuerySet[Any]:
    """Load what ``handed_of`` reads, in a fixed number of queries."""
    files = PaperFile.objects.filter(kind__in=[item.value for item in FILES]).select_related("check_job")
    fields = FormField.objects.filter(stage=Stage.CAMERA_READY, retired_at=None).prefetch_related("tracks")
    answers = Answer.objects.filter(field__stage=Stage.CAMERA_READY, field__retired_at=None)
    return papers.select_related("camera_ready", "track", "workshop").prefetch_related(
        Prefetch("workshop__form_fields", queryset=fields, to_attr="final_questions"),
        Prefetch("answers", queryset=answers, to_attr="final_answers"),
        Prefetch("files", queryset=files, to_attr="final_files"),
        Prefetch("authors", queryset=Author.objects.select_related("user")),
        "links",
    )


def questions_of(paper: Submission) -> list[FormField]:
    """Return what the chairs ask of a paper with its final version; ``with_handed`` loaded it."""
    fields: Iterable[FormField] = paper.workshop.final_questions  # type: ignore[attr-defined]
    return [field for field in fields if _is_asked(field, paper.track_id)]


def _is_asked(field: FormField, track_id: int) -> bool:
    tracks = {track.pk for track in field.tracks.all()}
    return not tracks or track_id in tracks


def answers_of(paper: Submission) -> CameraReady:
    """Return what was answered for a paper; an empty row that is not stored where nothing was."""
    found: CameraReady | None = getattr(paper, "camera_ready", None)
    return found or CameraReady(submission=paper)


def versions_of(paper: Submission, item: Item) -> list[PaperFile]:
    """Return the versions of one kind of file of a paper that ``with_handed`` loaded, the newest first."""
    files: Iterable[PaperFile] = paper.final_files  # type: ignore[attr-defined]
    return sorted((file for file in files if file.kind == item.value), key=lambda file: -file.version)


def standing_file(paper: Submission, item: Item) -> PaperFile | None:
    """Return the version that counts: the newest good one, else the newest."""
    versions = versions_of(paper, item)
    return current_file(versions) or newest_file(versions)


def read_length_of(paper: Submission) -> int | None:
    """Return how many seconds the video that counts lasts, where that was read from its file."""
    file = standing_file(paper, Item.VIDEO)
    seconds: int | None = file.report.get("seconds") if file else None
    return seconds


def length_of(paper: Submission) -> int | None:
    """Return how many seconds the video of a paper lasts: as read from the file, else as its authors say."""
    read = read_length_of(paper)
    return answers_of(paper).video_length if read is None else read


def handed_of(paper: Submission) -> Handed:
    """Return what the rules of the checklist ask about a paper that ``with_handed`` loaded."""
    answers = answers_of(paper)
    return Handed(
        files={item.value: _fact(paper, item) for item in FILES if versions_of(paper, item)},
        links=frozenset(link.kind for link in paper.links.all()),
        presenter=name_of(paper, answers.presenter_id),
        registered_author=name_of(paper, answers.registered_author_id),
        attendance=answers.attendance,
        wants_travel_grant=answers.wants_travel_grant,
        licence=answers.licence,
        video_length=length_of(paper),
        unanswered=tuple(_unanswered(paper)),
        answered=bool(paper.final_answers),  # type: ignore[attr-defined]
    )


def _unanswered(paper: Submission) -> list[str]:
    given = {answer.field_id: as_value(answer.value) for answer in paper.final_answers}  # type: ignore[attr-defined]
    return unanswered([question_of(field) for field in questions_of(paper)], given)


def name_of(paper: Submission, author_id: int | None) -> str:
    """Return the name of one of the authors of a paper, or nothing."""
    return next((author.name for author in paper.authors.all() if author.pk == author_id), "")


def link_of(paper: Submission, kind: str) -> str:
    """Return the address of a link of a paper, or nothing."""
    return next((link.url for link in paper.links.all() if link.kind == kind), "")


def _fact(paper: Submission, item: Item) -> FileFact:
    versions = versions_of(paper, item)
    stands = current_file(versions)
    if stands is None:
        newest = versions[0]
        if newest.check_state == CheckState.REFUSED:
            return FileFact(problem=_why_refused(newest))
        if check_failed(newest):
            return FileFact(problem="The check broke down: send the file again")
        return FileFact(waiting=True)
    names = () if stands.findings_seen_at else tuple(stands.report.get("missing_names", ()))
    return FileFact(open_names=names)


def _why_refused(file: PaperFile) -> str:
    errors = [str(error["message"]) for error in file.report.get("errors", [])]
    limit = file.checked_for.get("page_limit") or 0
    return (
        errors[0] if errors else summarise(file.report, page_limit=limit).length or "The file can’t be taken"
    )


def stored(file: PaperFile) -> StoredFile:
    """Return a version as a page shows it."""
    ending = file.original_name.rpartition(".")[2].upper()[:4] or "FILE"
    return StoredFile(file, file.original_name, f"version {file.version}, {megabytes(file.size)}", ending)


def public_files(paper: Submission) -> dict[Item, PaperFile]:
    """Return the files of a paper that visitors may fetch once its papers are published: its licence decides."""
    if answers_of(paper).licence == "withheld":
        return {}
    shown = (Item.FINAL, Item.POSTER, Item.SLIDES, Item.VIDEO)
    found = {item: current_file(versions_of(paper, item)) for item in shown}
    return {item: file for item, file in found.items() if file is not None}
