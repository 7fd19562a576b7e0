"""What the time after acceptance puts into the registries: gates for files, the check of final versions, mails, menus."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.conf import settings

from conference import due, jobs, mail_texts, navigation, reminders, road
from conference.errors import NotFound
from conference.jobs import Progress
from conference.models import Job, User
from reviews.selectors import camera_ready_due, camera_ready_road
from reviews.selectors.author_panel import is_told
from reviews.selectors.shepherding import open_conditions
from reviews.services import author_changes, camera_ready_reminders, shepherd_reminders
from reviews.services.camera_ready import why_item_closed
from submissions import history, panels
from submissions.checklist import FILES, Item
from submissions.gates import Gate, close, reopen
from submissions.gates import register as open_kind
from submissions.models import CheckState, PaperFile, Stage, Submission
from submissions.selectors.answer_files import asked_file
from submissions.services import final_check, videos
from submissions.services.checks import start_check
from submissions.services.files import why_no_submission_file

PAPER = {"paper_number": "the paper's number", "paper_title": "the paper's title"}


def register() -> None:
    """Fill the registries; called once."""
    for item in FILES:
        check = {Item.FINAL: final_check.start_final_check, Item.VIDEO: videos.start_reading}.get(item)
        open_kind(item.value, Gate(partial(_why_closed, item), partial(_most_bytes, item), check))
    close(is_told)
    reopen(PaperFile.Kind.PAPER, lambda paper: open_conditions(paper) is not None)
    open_kind(PaperFile.Kind.ANSWER, Gate(_why_no_answer, _most_answer, _check_answer))
    jobs.job_kind(final_check.JOB, in_corner=False)(_check_final)
    jobs.job_kind(videos.JOB, in_corner=False)(_read_video)
    navigation.register(
        "chair",
        "Camera-ready",
        "reviews:camera_ready_table",
        order=310,
        group="After acceptance",
        shown=navigation.for_chairs,
    )
    due.register(camera_ready_due.camera_ready_due)
    reminders.register(shepherd_reminders.KIND, order=45)
    reminders.register(camera_ready_reminders.KIND, order=50)
    road.register(camera_ready_road.camera_ready_step, order=75)
    panels.register(camera_ready_due.TEMPLATE, camera_ready_due.camera_ready_panel, order=5)
    history.show_to_authors(
        "paper.final_checked", "paper.author_change_decided", "paper.camera_ready_extended"
    )
    _register_mails()


def _register_mails() -> None:
    mail_texts.register(
        camera_ready_reminders.REMINDER,
        "Reminder of what a final version lacks",
        **PAPER,
        missing="what is missing, one a line",
        link="the address of the paper's checklist",
    )
    mail_texts.register(
        author_changes.ANSWERED,
        "Answer to a wish to change the authors",
        **PAPER,
        paper_url="the address of the authors' page of the paper",
        track="the track",
        authors="the authors in order",
        deadline="the submission deadline in words",
        answer="whether the authors change, in a sentence",
        remark="what the chair wrote",
    )
    mail_texts.to_many(camera_ready_reminders.REMINDER)


def _why_closed(item: Item, paper: Submission, _slot: str) -> str:
    return why_item_closed(paper, item)


def _most_bytes(item: Item, _paper: Submission, _slot: str) -> int:
    return settings.MAX_UPLOAD_BYTES if item is Item.FINAL else settings.MAX_ATTACHMENT_BYTES


def _why_no_answer(paper: Submission, slot: str) -> str:
    """The file of a question is taken as long as the rest of its form: with the submission, or with the final version."""
    question = asked_file(paper, slot)
    if question is None:
        raise NotFound
    if question.stage == Stage.SUBMISSION:
        return why_no_submission_file(paper)
    return why_item_closed(paper, Item.QUESTIONS)


def _most_answer(_paper: Submission, _slot: str) -> int:
    return settings.MAX_ATTACHMENT_BYTES


def _check_answer(file: PaperFile, by: User | None) -> None:
    """Look for names in what is sent with a submission; with a final version names may stand."""
    question = asked_file(file.submission, file.slot)
    if question is not None and question.stage == Stage.SUBMISSION:
        start_check(file=file, by=by)
        return
    file.check_state = CheckState.DONE
    file.save(update_fields=["check_state"])


def _check_final(job: Job, progress: Progress) -> dict[str, Any]:
    progress(0, 1, "Reading the PDF")
    return final_check.run_final_check(int(job.arguments["file"]))


def _read_video(job: Job, progress: Progress) -> dict[str, Any]:
    progress(0, 1, "Reading the length")
    return videos.read_length(int(job.arguments["file"]))
