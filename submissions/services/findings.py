"""What authors answer to findings and what chairs hold of them."""

from __future__ import annotations

from django.db import transaction

from conference import audit
from conference.errors import Closed, Invalid, NotFound
from conference.models import User
from submissions.findings import Finding
from submissions.lifecycle import EDITABLE, WHY_NOT
from submissions.models import FindingAnswer, FindingRuling, PaperFile, Submission
from submissions.selectors.findings import summary_of
from submissions.services.states import lock_paper, record_author_act

LONGEST = 300


def answer_finding(*, file: PaperFile, key: str, text: str, by: User) -> None:
    """Keep an author's answer to a finding of one version; an empty one takes the answer back.

    It stands for every version in which the same finding comes again.
    """
    given = _one_line(text)
    with transaction.atomic():
        paper = lock_paper(file.submission)
        why = why_no_answer(paper)
        if why:
            raise Closed(why)
        finding = _finding(file, key)
        old = FindingAnswer.objects.filter(submission=paper, key=key).first()
        if (old.text if old else "") == given:
            return
        if given:
            FindingAnswer.objects.update_or_create(
                submission=paper, key=key, defaults={"file": file, "text": given, "answered_by": by}
            )
        elif old:
            old.delete()
        record_author_act(
            paper,
            by,
            "paper.finding_answered",
            f"{'Answered' if given else 'Took back the answer to'} a finding: {finding.what}",
            before={"answer": old.text if old else ""},
            after={"answer": given},
        )


def settle_finding(*, file: PaperFile, key: str, settled: bool, word: str, by: User) -> None:
    """Note a chair's word on a finding: settled, or to be mended."""
    given = _one_line(word)
    with transaction.atomic():
        paper = lock_paper(file.submission)
        finding = _finding(file, key)
        FindingRuling.objects.update_or_create(
            submission=paper,
            key=key,
            defaults={"file": file, "settled": settled, "word": given, "ruled_by": by},
        )
        audit.record(
            workshop=paper.workshop,
            actor=by,
            part="chair",
            action="paper.finding_ruled",
            about=paper.ref,
            text=f"{'Settled' if settled else 'Holds open'}: {finding.what}{f' ({given})' if given else ''}",
            after={"key": key, "settled": settled, "version": file.version},
        )


def why_no_answer(paper: Submission) -> str:
    """Say why findings can't be answered now, or nothing: chairs may ask beyond the deadline, until decisions are out."""
    if paper.state not in EDITABLE:
        return WHY_NOT[paper.state]
    return "Decisions are out." if paper.workshop.decisions_released_at else ""


def _finding(file: PaperFile, key: str) -> Finding:
    summary = summary_of(file)
    for finding in summary.all_findings if summary else ():
        if finding.key == key:
            return finding
    raise NotFound


def _one_line(text: str) -> str:
    given = " ".join(text.replace("\x00", "").split())
    if len(given) > LONGEST:
        message = f"At most {LONGEST} characters; this has {len(given)}."
        raise Invalid(message, {"text": [message]})
    return given
