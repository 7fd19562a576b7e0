"""Who of a paper's authors has as many papers already as the workshop takes of one person."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models.functions import Lower

from submissions.models import Author, Submission, SubmissionState
from submissions.selectors.accounts import accounts_of
from submissions.shares import in_words, over_share

Row = tuple[int, int | None, str]


def share_problem(submission: Submission) -> str:
    """Say that an author has too many papers, in words that name nobody; an empty text where all is well."""
    most = submission.workshop.papers_per_author
    if most is None:
        return ""
    rows = Author.objects.exclude(standing=Author.Standing.DENIED).annotate(low=Lower("email"))
    own = list(rows.filter(submission=submission).values_list("submission_id", "user_id", "low"))
    others = rows.filter(
        submission__workshop=submission.workshop_id, submission__state=SubmissionState.SUBMITTED
    ).exclude(submission=submission)
    listed = list(others.values_list("submission_id", "user_id", "low"))
    accounts = accounts_of(low for _paper, _user, low in [*own, *listed])
    papers: dict[int, set[str]] = {}
    for row in listed:
        papers.setdefault(row[0], set()).update(_keys([row], accounts))
    over = over_share(_keys(own, accounts), papers.values(), most=most)
    if not over:
        return ""
    return in_words(own=_key_of_account(submission.submitter_id) in over, most=most)


def _key_of_account(user_id: int | None) -> str:
    return f"account {user_id}"


def _keys(rows: Iterable[Row], accounts: dict[str, int]) -> set[str]:
    """Return who these authors are: an account where the address belongs to one, else the address."""
    found = set()
    for _paper, user_id, low in rows:
        account = user_id or accounts.get(low)
        if account or low:
            found.add(_key_of_account(account) if account else low)
    return found
