"""Changing the authors of an accepted paper: an author asks, a chair decides, the history keeps both lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from django.db import transaction
from django.utils import timezone

from conference import audit
from conference.concurrency import save_version
from conference.errors import Closed, Invalid, Refused
from conference.models import User
from reviews.selectors.camera_ready import camera_ready_page
from reviews.services.camera_ready import keep_answers_of_authors, locked, require_correctable
from submissions.models import AuthorChange, Submission
from submissions.selectors.accounts import accounts_of
from submissions.services.authors import AuthorEntry, entries_of, replace_authors
from submissions.services.mails import mail_authors
from submissions.services.states import record_author_act

ANSWERED = "author_change_answered"


def ask(*, submission: Submission, authors: Sequence[AuthorEntry], reason: str, by: User) -> AuthorChange:
    """Ask the chairs to change the authors; a wish that waits already is replaced by this one."""
    if not reason.strip():
        raise Invalid("Say why: the chairs decide by it.", {"reason": ["Say why."]})
    with transaction.atomic():
        paper = locked(submission)
        page = camera_ready_page(paper)
        require_correctable(page)
        if not page.may_change_authors:
            raise Closed("In this track the authors of an accepted paper stay as they were submitted.")
        if list(authors) == entries_of(paper):
            raise Invalid("These are the authors as they stand: nothing would change.")
        _require_asker_stays(authors, by)
        AuthorChange.objects.filter(submission=paper, state=AuthorChange.State.OPEN).update(
            state=AuthorChange.State.WITHDRAWN, decided_at=timezone.now()
        )
        change = AuthorChange.objects.create(
            submission=paper,
            authors=[asdict(author) for author in authors],
            reason=reason.strip(),
            asked_by=by,
        )
        record_author_act(
            paper,
            by,
            "paper.author_change_asked",
            "Asked the chairs to change the authors",
            after={"names": _names(authors)},
        )
    return change


def take_back(*, submission: Submission, by: User) -> bool:
    """Take the open wish back; False where none waits any more."""
    with transaction.atomic():
        paper = locked(submission)
        gone = AuthorChange.objects.filter(submission=paper, state=AuthorChange.State.OPEN).update(
            state=AuthorChange.State.WITHDRAWN, decided_at=timezone.now()
        )
        if gone:
            text = "Took back the wish to change the authors"
            record_author_act(paper, by, "paper.author_change_withdrawn", text)
    return bool(gone)


def decide(*, change: AuthorChange, approve: bool, answer: str, by: User) -> AuthorChange:
    """Approve a wish, which writes the new authors, or refuse it; the authors are told either way. A chair's act."""
    with transaction.atomic():
        paper = locked(change.submission)
        found = (
            AuthorChange.objects.select_for_update(of=("self",)).select_related("asked_by").get(pk=change.pk)
        )
        if found.state != AuthorChange.State.OPEN:
            raise Refused(f"This wish is settled: {found.get_state_display().lower()}.")
        if not approve and not answer.strip():
            raise Invalid("Say why not: the authors read the answer.", {"answer": ["Say why not."]})
        before = entries_of(paper)
        wanted = [AuthorEntry(**author) for author in found.authors]
        if approve:
            _write(paper, wanted, found)
        found.state = AuthorChange.State.APPROVED if approve else AuthorChange.State.REFUSED
        found.answer, found.decided_by, found.decided_at = answer.strip(), by, timezone.now()
        found.save()
        _record_and_tell(paper, found, before, wanted, by)
    return found


def _write(paper: Submission, wanted: Sequence[AuthorEntry], change: AuthorChange) -> None:
    if change.asked_by is None:
        raise Refused("Whoever asked has no account any more: ask the authors to send the wish again.")
    old = list(paper.authors.all())
    replace_authors(submission=paper, authors=wanted, by=change.asked_by)
    new = list(paper.authors.model.objects.filter(submission=paper))
    keep_answers_of_authors(paper, old, new)
    save_version(paper, expected=paper.version, fields=["updated_at"])


def _record_and_tell(
    paper: Submission,
    change: AuthorChange,
    before: Sequence[AuthorEntry],
    wanted: Sequence[AuthorEntry],
    by: User,
) -> None:
    approved = change.state == AuthorChange.State.APPROVED
    audit.record(
        workshop=paper.workshop,
        actor=by,
        part="chair",
        action="paper.author_change_decided",
        about=paper.ref,
        text="Changed the authors as asked"
        if approved
        else f"Refused to change the authors: {change.answer}",
        before={"names": _names(before)},
        after={"names": _names(wanted if approved else before)},
        names_author=True,
    )
    mail_authors(
        key=ANSWERED,
        submission=paper,
        moment=change.decided_at or timezone.now(),
        answer="The authors now stand as you asked." if approved else "The authors stay as they are.",
        remark=change.answer,
    )


def _require_asker_stays(authors: Sequence[AuthorEntry], by: User) -> None:
    if by.pk not in accounts_of(author.email for author in authors).values():
        raise Invalid(
            f"Keep yourself among the authors, with an address of your account ({by.email}), "
            "or let a co-author who stays ask.",
            {"authors": ["You are not among the authors."]},
        )


def _names(authors: Sequence[AuthorEntry]) -> list[str]:
    return [author.name for author in authors]
