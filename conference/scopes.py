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
    RELEASE_WRITE = "release:write"
    LOOK_WRITE = "look:write"
    ACCOUNT_READ = "account:read"
    ACCOUNT_WRITE = "account:write"

    @property
    def words(self) -> str:
        return WORDS[self]

    @property
    def writes(self) -> bool:
        return self.value.endswith(":write")


WORDS = {
    Scope.PUBLIC: "Read what everybody may read, at the rate of a token",
    Scope.SUBMISSIONS_READ: "Read your own papers, their files and checks, and what you may read of their reviews",
    Scope.SUBMISSIONS_WRITE: "Write, submit and withdraw your own papers, answer reviews, hand in final versions",
    Scope.REVIEWS_READ: "Read the papers that you review, your reviews and bids, and discussions",
    Scope.REVIEWS_WRITE: "Bid, write and submit your reviews, and write in discussions",
    Scope.CHAIR_READ: "Read what you read as a chair: papers, reviewers, reviews, decisions, mails, jobs, settings",
    Scope.CHAIR_WRITE: "Act as a chair: invite and assign reviewers, set conflicts, draft decisions, change settings",
    Scope.PROGRAMME_READ: "Read the draft of the programme and of news",
    Scope.PROGRAMME_WRITE: "Change the draft of the programme, and write news",
    Scope.RELEASE_WRITE: "Release decisions, reviews to be answered and versions of the schedule, with their mails; write to authors",
    Scope.LOOK_WRITE: "Look at authors who are hidden from chairs, with a reason that is kept",
    Scope.ACCOUNT_READ: "Read your profile, and fetch the file of all that is held of you",
    Scope.ACCOUNT_WRITE: "Change your profile and publications, have the file of your data made, begin workshops",
}


def opens(held: Collection[str], wanted: Scope) -> bool:
    """Say whether scopes that a token holds open what asks for one; every token opens the public part."""
    if wanted is Scope.PUBLIC or wanted.value in held:
        return True
    return not wanted.writes and wanted.value.replace(":read", ":write") in held


def is_public_only(held: Collection[str]) -> bool:
    """Say whether a token opens no more than the public part, for which its holder is nobody in particular."""
    return set(held) <= {Scope.PUBLIC.value}
