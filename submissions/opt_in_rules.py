"""Whether an accepted or submitted paper may go the way its authors opted for: plain rules."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class OptInFacts:
    """What an opt-in asks of a paper, and what is known of the paper."""

    original_only: bool
    published_elsewhere: str
    is_withheld: bool = False
    needs_publication: bool = False


def why_not_eligible(facts: OptInFacts) -> list[str]:
    """Return the reasons against a paper, in words; none when it is eligible."""
    reasons = []
    if facts.original_only and facts.published_elsewhere:
        reasons.append(f"Already published: {facts.published_elsewhere}")
    if facts.needs_publication and facts.is_withheld:
        reasons.append("Its authors chose that the files are not published")
    return reasons
