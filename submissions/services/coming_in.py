"""What follows when a paper comes in, or changes after that: receipts, questions to its authors, the search for twins."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from conference.jobs import start_job
from conference.models import User
from submissions.models import Submission
from submissions.services.confirmation import ask_authors
from submissions.services.mails import mail_some_authors


def came_in(*, paper: Submission, by: User | None, moment: datetime) -> None:
    """Send each author a receipt, look for papers like this one.

    The receipt of those who have not confirmed yet asks them to: one mail, not two at once.
    """
    asked = ask_authors(paper=paper, key="submission_received_question")
    mail_some_authors(
        key="submission_received",
        submission=paper,
        moment=moment,
        only=lambda author: author.pk not in asked,
    )
    look_for_twins(paper, by)


def look_again(*, paper: Submission, by: User, changed: Collection[str]) -> None:
    """Do the same where a submitted paper changed: new authors are asked, a new text is compared."""
    if "authors" in changed:
        ask_authors(paper=paper)
    if {"title", "abstract"} & set(changed):
        look_for_twins(paper, by)


def look_for_twins(paper: Submission, by: User | None) -> None:
    # The job names no owner: its result tells of other people's papers.
    start_job(
        kind="find_twins",
        title=f"Compare #{paper.number} with other papers",
        arguments={"submission": paper.pk},
        workshop=paper.workshop,
    )
