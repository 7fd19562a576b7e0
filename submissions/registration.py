"""What this app tells the rest of the house when it is ready."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from conference import due, events, mail_texts, navigation, own_papers, reminders, road
from conference.publications import UnreadableError
from conference.services.workshops import on_copy
from submissions import gates, history, personal, receivers, tasks
from submissions.gates import Gate
from submissions.models import PaperFile, Submission
from submissions.pdfcheck import PdfError, title_and_abstract
from submissions.selectors.due import author_due, confirmation_due
from submissions.selectors.events import event_facts, submitted_facts
from submissions.selectors.road import call_step, papers_step
from submissions.services.checks import start_check
from submissions.services.files import why_no_submission_file
from submissions.services.form_fields import copy_form
from submissions.services.reminders import KIND as DRAFTS
from submissions.uploads import MEGABYTE

__all__ = ["receivers", "register_all", "tasks"]

PAPER = {
    "paper_number": "the paper's number",
    "paper_title": "the paper's title",
    "paper_url": "the address of the authors' page of the paper",
    "track": "the track",
    "authors": "the authors in order",
    "deadline": "the submission deadline in words",
}
FACTS = {name: PAPER[name] for name in ("paper_number", "paper_title", "paper_url")}
DRAFT = {name: PAPER[name] for name in ("paper_number", "paper_title", "paper_url", "track")}
ASKED = {**PAPER, "link": "the personal link to answer", "profile_url": "the profile page"}


def register_all() -> None:
    """Fill the registries; called once."""
    personal.declare_all()
    _mails_of_a_paper()
    _mails_to_authors()
    history.show_to_authors(
        "paper.checked",
        "paper.desk_rejected",
        "paper.taken_up_again",
        "paper.restored_by_chair",
        "paper.deadline",
    )
    navigation.register("own", "My papers", "submissions:mine", order=10)
    navigation.register("own", "Submit a paper", "submissions:start", order=20)
    for order, label, name in ((111, "Deadlines and limits", "deadlines"), (121, "Submission form", "form")):
        navigation.register(
            "chair",
            label,
            f"submissions:{name}",
            order=order,
            group="Set-up",
            shown=navigation.for_chairs,
        )
    _open_gates()
    _tell_events()
    on_copy(copy_form)
    own_papers.register(read_publication)
    due.register(author_due)
    due.register(confirmation_due)
    reminders.register(DRAFTS, order=20)
    road.register(call_step, order=20)
    road.register(papers_step, order=30)


def _mails_of_a_paper() -> None:
    mail_texts.register("submission_received", "Receipt for a submission", **PAPER)
    mail_texts.register(
        "submission_received_question", "Receipt that asks an author whether she is one", **ASKED
    )
    mail_texts.register("submission_withdrawn", "A paper was withdrawn", **PAPER)
    mail_texts.register(
        "submission_not_taken",
        "A paper could not be submitted after its check",
        **PAPER,
        reason="what is missing, line by line",
    )
    mail_texts.register(
        "file_not_taken",
        "A file sent beside a paper could not be taken",
        **PAPER,
        file="which file, or the question that it answers",
        reason="what the check found, line by line",
    )
    mail_texts.register("submission_desk_rejected", "Desk rejection", **PAPER, reason="the chair's reason")
    mail_texts.register("submission_taken_up_again", "A desk rejection was taken back", **PAPER)
    mail_texts.register("submission_restored", "A withdrawn paper was restored", **PAPER)


def _mails_to_authors() -> None:
    mail_texts.register(
        "paper_extended", "More time for one paper", **PAPER, until="until when it can be changed"
    )
    mail_texts.register(
        "draft_reminder", "Reminder of a draft", **DRAFT, deadline="its deadline", left="how long is left"
    )
    mail_texts.to_many("draft_reminder")
    mail_texts.register("author_invitation", "Question to an author whether she is one", **ASKED)
    mail_texts.register(
        "author_denied",
        "Somebody says not to be an author, to the corresponding author",
        **PAPER,
        denied_name="who says so",
        denied_email="the address that was asked",
    )
    mail_texts.register("author_denied_chair", "Somebody says not to be an author, to the chairs", **FACTS)
    mail_texts.register(
        "late_link",
        "Link for a late paper",
        track="the track",
        until="until when it serves",
        link="the personal link",
    )


def _tell_events() -> None:
    """Say which entries of the history webhooks hear of."""
    events.register(
        "submission.submitted", "A paper came in", action="paper.submitted", order=10, facts=event_facts
    )
    for action in ("paper.edited", "paper.file_added", "paper.file_removed"):
        events.register(
            "submission.updated",
            "A paper that is in was changed",
            action=action,
            order=11,
            facts=submitted_facts,
        )
    for action in ("paper.restored", "paper.restored_by_chair", "paper.taken_up_again"):
        events.register(
            "submission.restored", "A paper is in again", action=action, order=13, facts=event_facts
        )
    events.register(
        "submission.desk_rejected",
        "A paper was rejected without review",
        action="paper.desk_rejected",
        order=14,
        facts=event_facts,
    )
    events.register(
        "submission.withdrawn", "A paper was withdrawn", action="paper.withdrawn", order=12, facts=event_facts
    )


def read_publication(path: Path) -> tuple[str, str]:
    """Read title and abstract of a paper of a person's own, in the sandbox."""
    try:
        return title_and_abstract(path)
    except PdfError as error:
        raise UnreadableError(str(error)) from error


def _open_gates() -> None:
    """Take the files that are sent with a submission; whatever comes later is opened by those who ask for it."""
    gates.register(
        PaperFile.Kind.PAPER,
        Gate(
            why_no_submission_file,
            lambda _paper, _slot: settings.MAX_UPLOAD_BYTES,
            lambda file, by: start_check(file=file, by=by),
        ),
    )
    for kind in (PaperFile.Kind.SUPPLEMENT, PaperFile.Kind.CODE):
        gates.register(
            kind,
            Gate(why_no_submission_file, _most_supplement, lambda file, by: start_check(file=file, by=by)),
        )


def _most_supplement(paper: Submission, _slot: str) -> int:
    return min(paper.track.supplement_mb * MEGABYTE, settings.MAX_ATTACHMENT_BYTES)
