"""What this app tells the rest of the house when it is ready."""

from __future__ import annotations

from conference import due, mail_texts, navigation, road
from submissions import history, receivers, tasks
from submissions.selectors.due import author_due
from submissions.selectors.road import call_step, papers_step

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
    navigation.register("own", "My papers", "submissions:mine", order=10)
    navigation.register("own", "Submit a paper", "submissions:start", order=20)
    due.register(author_due)
    road.register(call_step, order=20)
    road.register(papers_step, order=30)
