"""What a saved paper still needs before it can be submitted."""

from __future__ import annotations

from submissions.findings import Group
from submissions.models import Author, PaperFile, Stage, Submission
from submissions.readiness import AuthorFacts, FileState, Gap, PaperFacts, gaps
from submissions.selectors.answer_files import sent_answers
from submissions.selectors.answers import unanswered_of
from submissions.selectors.files import current_file, file_state, newest_file, paper_files
from submissions.selectors.findings import cards_of, summary_of
from submissions.selectors.shares import share_problem


def findings_open(files: list[PaperFile]) -> bool:
    """Say whether the version that stands has findings on anonymity that no author has looked at or answered."""
    file = current_file(files)
    if file is None or not file.report.get("leaks") or file.findings_seen_at:
        return False
    summary = summary_of(file)
    return summary is not None and any(
        card.finding.group is Group.ANONYMITY and not card.answer and card.is_open
        for card in cards_of(file.submission, summary)
    )


def facts_of(
    submission: Submission,
    files: list[PaperFile] | None = None,
    *,
    findings_matter: bool = True,
) -> PaperFacts:
    """Return what the rules of readiness ask about a paper."""
    versions = paper_files(submission) if files is None else files
    sent = sent_answers(submission, Stage.SUBMISSION)
    return PaperFacts(
        title=submission.title,
        abstract=submission.abstract,
        authors=[
            AuthorFacts(author.name, author.email, author.is_corresponding)
            for author in Author.objects.filter(submission=submission)
        ],
        file=file_state(versions),
        findings_open=findings_matter and newest_file(versions) is not None and findings_open(versions),
        where_missing=submission.published_before and not submission.published_elsewhere.strip(),
        unanswered=unanswered_of(submission, refused=sent.refused),
        waiting=sent.waiting,
        share=share_problem(submission),
    )


def waits_for_checks(facts: PaperFacts) -> bool:
    """Say whether a paper that is to be submitted waits: its PDF, or a file for a question, is still being checked."""
    return facts.file is FileState.WAITING or bool(facts.waiting)


def gaps_of(
    submission: Submission,
    files: list[PaperFile] | None = None,
    *,
    checking_counts: bool = True,
) -> list[Gap]:
    """Return what is missing, in the order of the form; the PDF's versions are read where they are not given."""
    return gaps(facts_of(submission, files), checking_counts=checking_counts)
