"""Who may open an address in which phase, and what of the cast's paper it may show: how that is said.

A page opens for those in ``who`` in ``phases``, and where ``needs`` names an information only for those who see that of
the paper. Everyone else gets the answer for a thing that does not exist; a visitor is sent to the log-in wherever a page
is for people with an account.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from reviews.sight import Info
from submissions.findings import finding_key
from tests.access.phases import CHAIR_AND_AUTHOR, EVERYBODY, PHASES
from tests.access.scene import Scene

ALWAYS = frozenset(PHASES)
ALL = frozenset(EVERYBODY)
SIGNED_IN = ALL - {"visitor"}
AUTHORS = frozenset({"author", CHAIR_AND_AUTHOR})
THE_CHAIR = frozenset({"program_chair"})
CHAIRS_OF_PAPERS = THE_CHAIR | {"program_chair_conflicted"}
CHAIRS = CHAIRS_OF_PAPERS | {CHAIR_AND_AUTHOR}
EDITORS = CHAIRS | {"site_editor"}
OPERATORS = frozenset({"site_admin"})
REVIEWING = frozenset(actor for actor in EVERYBODY if actor.startswith(("reviewer_", "area_chair_")))
REVIEWERS = frozenset(actor for actor in REVIEWING if actor.startswith("reviewer_"))
WAITING = frozenset({"submitted"})
PUBLISHED = frozenset({"published_accepted", "published_rejected"})
RELEASED = frozenset(phase for phase in PHASES if phase.startswith(("released", "published")))
UNDER_DISCUSSION = frozenset({"discussion", "decided"})
ON_THE_LIST = frozenset({"published_accepted"})
# People whose office another holds too: whom that office is not let in, she tries for both.
SECONDS: dict[str, frozenset[str]] = {
    "other_author": AUTHORS,
    **dict.fromkeys(("reviewer_unassigned", "reviewer_conflicted", "area_chair_unassigned"), REVIEWING),
}
NOTHING: frozenset[Info] = frozenset()
ROW = frozenset({Info.PAPER_EXISTENCE, Info.TITLE_ABSTRACT})
RECORD = ROW | {Info.AUTHOR_IDENTITIES, Info.DECISION, Info.CAMERA_READY, Info.OPT_INS_AND_DECLARATIONS}
REVIEWS = frozenset({Info.REVIEWS_FOR_AUTHORS, Info.OWN_REVIEW})
OWN = RECORD | REVIEWS | {
    Info.AUTHOR_EMAILS, Info.ORIGINAL_FILE, Info.PAPER_FILE, Info.DECLARED_CONFLICTS, Info.ANONYMITY_FINDINGS, Info.AUDIT_ENTRIES,
}  # fmt: skip
OFFICE = ROW | {Info.AUTHOR_IDENTITIES, Info.AUTHOR_EMAILS, Info.AUDIT_ENTRIES, Info.REVIEWER_IDENTITIES}
FOR_CHAIRS = ROW | REVIEWS | {
    Info.REVIEWS_FOR_CHAIRS, Info.REVIEWER_IDENTITIES, Info.DECISION, Info.DISCUSSION, Info.META_REVIEW,
}  # fmt: skip
CHAIR_PAGE = (
    FOR_CHAIRS | RECORD | OFFICE | {Info.DECLARED_CONFLICTS, Info.ANONYMITY_FINDINGS, Info.PAPER_FILE}
)


@dataclass(frozen=True)
class Rule:
    """``committee`` are those for whom a page names the committee's members whatever they review, to choose among them;
    ``counts`` says that a page counts papers or reviews without naming one.

    ``unsigned`` is what visitors get where an account is needed: the way to the log-in, or 401 for a script.
    ``at`` are arguments of its own, ``data`` what is posted, ``costly`` a page made anew at each visit that is the same
    for all; ``one_click`` takes a POST without a token, because mail programs send it (RFC 8058), and its address is the
    secret. A rule with neither ``get`` nor ``post`` would open nothing.
    """

    who: frozenset[str]
    needs: Info | None = None
    phases: frozenset[str] = ALWAYS
    shows: frozenset[Info] = NOTHING
    get: bool = True
    post: bool = False
    answers: frozenset[int] = frozenset({200})
    committee: frozenset[str] = frozenset()
    counts: bool = False
    unsigned: int = 302
    costly: bool = False
    one_click: bool = False
    methods: Mapping[str, Any] = field(default_factory=dict)
    at: Mapping[str, str] = field(default_factory=dict)
    data: Mapping[str, Any] = field(default_factory=dict)

    @property
    def depends(self) -> bool:
        """Say whether the answer could differ from phase to phase."""
        return bool(self.shows or self.needs or self.phases != ALWAYS or self.counts)

    def opens(self, scene: Scene, actor: str) -> bool:
        if actor not in self.who or scene.phase not in self.phases:
            return False
        return self.needs is None or scene.sees(self.needs, actor)

    def is_tried_by(self, actor: str) -> bool:
        """Say whether this person has to try it: not where all may come in, or her whole office stays outside, and another of it tries."""
        if self.who == ALL and self.needs is None:
            return actor not in SECONDS
        return actor not in SECONDS or bool(self.who & SECONDS[actor])


def only_post(who: frozenset[str], needs: Info | None = None, **options: Any) -> Rule:
    return Rule(who, needs, get=False, post=True, **options)


def form(who: frozenset[str], needs: Info | None = None, **options: Any) -> Rule:
    return Rule(who, needs, post=True, **options)


MOVED = frozenset({302})
FORM_OR_PAGE = frozenset({200, 302})
REASON = {"look-reason": "I have to know", "desk-reason": "Out of scope", "reason": "Out of scope"}
FINDING = {"key": finding_key("author_name", "Ottoline Karamazova", "")}
FINAL = RECORD | {Info.AUTHOR_EMAILS}
ITEM = {"at": {"item": "item"}}
ON_ACCEPTED = {"needs": Info.CAMERA_READY, "phases": frozenset({"released_accepted", "published_accepted"})}
ON_ANSWERS = {**ON_ACCEPTED, "needs": Info.OPT_INS_AND_DECLARATIONS}
SITE = {"shows": RECORD}
ACCEPTED_OUT = frozenset({"released_accepted", "published_accepted"})
LETTERS = ROW | {Info.AUTHOR_IDENTITIES, Info.AUTHOR_EMAILS, Info.CAMERA_READY}
