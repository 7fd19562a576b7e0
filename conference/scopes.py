"""What a token may be used for. Its holder can do no more with it than she can on the pages, and no more than its scopes."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum


class Scope(StrEnum):
    """One thing that a token opens. Writing brings reading of the same along."""

    PUBLIC = "public"
    SUBMISSIONS_READ = "submissions:read"
    SUBMISSIONS_WRITE = "submissions:write"
    REVIEWS_READ = "reviews:read"
    REVIEWS_WRITE = "reviews:write"
    CHAIR_READ = "chair:read"
    CHAIR_WRITE = "chair:write"
    PROGRAMME_READ = "programme:read"
    PROGRAMME_WRITE = "programme:write"

    @property
    def words(self) -> str:
        return WORDS[self]

    @property
    def writes(self) -> bool:
        return self.value.endswith(":write")


WORDS = {
    Scope.PUBLIC: "Read what everybody may read, at the rate of a token",
    Scope.SUBMISSIONS_READ: "Read your own papers, their files and checks, and what you may read of their reviews",
    Scope.SUBMISSIONS_WRITE: "Write, submit and withdraw your own papers",
    Scope.REVIEWS_READ: "Read the papers that you review and your reviews",
    Scope.REVIEWS_WRITE: "Write and submit your reviews",
    Scope.CHAIR_READ: "Read what you read as a chair: papers, reviewers, reviews, decisions, mails, jobs",
    Scope.CHAIR_WRITE: "Act as a chair: assign reviewers, set conflicts, draft decisions",
    Scope.PROGRAMME_READ: "Read the draft of the programme",
    Scope.PROGRAMME_WRITE: "Change the draft of the programme",
}


def opens(held: Collection[str], wanted: Scope) -> bool:
    """Say whether scopes that a token holds open what asks for one; every token opens the public part."""
    if wanted is Scope.PUBLIC or wanted.value in held:
        return True
    return not wanted.writes and wanted.value.replace(":read", ":write") in held


def is_public_only(held: Collection[str]) -> bool:
    """Say whether a token opens no more than the public part, for which its holder is nobody in particular."""
    return set(held) <= {Scope.PUBLIC.value}
