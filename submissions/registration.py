"""What this app tells the rest of the house when it is ready."""

from __future__ import annotations

from django.conf import settings

from conference import due, mail_texts, navigation, road
from submissions import gates, history, receivers, tasks
from submissions.gates import Gate
from submissions.models import PaperFile, Submission
from submissions.selectors.due import author_due
from submissions.selectors.road import call_step, papers_step
from submissions.services.checks import start_check
from submissions.services.files import why_no_submission_file
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


def register_all() -> None:
    """Fill the registries; called once."""
    mail_texts.register("submission_received", "Receipt for a submission", **PAPER)
    mail_texts.register("submission_withdrawn", "A paper was withdrawn", **PAPER)
    mail_texts.register(
        "submission_not_taken",
        "A paper could not be submitted after its check",
        **PAPER,
        reason="what is missing, line by line",
    )
    mail_texts.register("submission_desk_rejected", "Desk rejection", **PAPER, reason="the chair's reason")
    history.show_to_authors("paper.checked", "paper.desk_rejected")
    _open_gates()
    navigation.register("own", "My papers", "submissions:mine", order=10)
    _open_gates()
    navigation.register("own", "Submit a paper", "submissions:start", order=20)
    due.register(author_due)
    road.register(call_step, order=20)
    road.register(papers_step, order=30)


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
