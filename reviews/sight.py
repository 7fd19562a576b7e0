"""Who may see what of a paper, phase by phase: the whole rule as one table, without Django.

A person with several parts toward a paper: being its author outweighs everything, then having a conflict; otherwise
the parts add up. Anything that no row grants is denied, and a denied thing looks like a missing one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Phase(StrEnum):
    """Where a paper stands, as far as sight is concerned."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    REVIEWING = "reviewing"
    DISCUSSION = "discussion"
    DECIDED = "decided"
    RELEASED_ACCEPTED = "released_accepted"
    RELEASED_REJECTED = "released_rejected"
    PUBLISHED_ACCEPTED = "published_accepted"
    PUBLISHED_REJECTED = "published_rejected"
    WITHDRAWN = "withdrawn"


class Actor(StrEnum):
    """A part that a person has toward one paper."""

    VISITOR = "visitor"
    AUTHOR = "author"
    OTHER_AUTHOR = "other_author"
    REVIEWER_ASSIGNED = "reviewer_assigned"
    REVIEWER_UNASSIGNED = "reviewer_unassigned"
    REVIEWER_CONFLICTED = "reviewer_conflicted"
    AREA_CHAIR_ASSIGNED = "area_chair_assigned"
    AREA_CHAIR_UNASSIGNED = "area_chair_unassigned"
    PROGRAM_CHAIR = "program_chair"
    PROGRAM_CHAIR_CONFLICTED = "program_chair_conflicted"
    SITE_EDITOR = "site_editor"
    SITE_ADMIN = "site_admin"


class Info(StrEnum):
    """Something there is to know about a paper."""

    PAPER_EXISTENCE = "paper_existence"
    TITLE_ABSTRACT = "title_abstract"
    PAPER_FILE = "paper_file"
    ORIGINAL_FILE = "original_file"
    AUTHOR_IDENTITIES = "author_identities"
    AUTHOR_EMAILS = "author_emails"
    REVIEWER_IDENTITIES = "reviewer_identities"
    OWN_REVIEW = "own_review"
    REVIEWS_FOR_AUTHORS = "reviews_for_authors"
    REVIEWS_FOR_CHAIRS = "reviews_for_chairs"
    DISCUSSION = "discussion"
    META_REVIEW = "meta_review"
    DECISION = "decision"
    BIDS_AND_AFFINITY = "bids_and_affinity"
    DECLARED_CONFLICTS = "declared_conflicts"
    ANONYMITY_FINDINGS = "anonymity_findings"
    CAMERA_READY = "camera_ready"
    OPT_INS_AND_DECLARATIONS = "opt_ins_and_declarations"
    AUDIT_ENTRIES = "audit_entries"


class Sight(StrEnum):
    """An answer: ``IF_FORCED`` is shown only by a reasoned, logged act of that person."""

    HIDDEN = "deny"
    IF_FORCED = "forced"
    VISIBLE = "allow"


Phases = frozenset[Phase]

ALWAYS: Phases = frozenset(Phase)
ONCE_SUBMITTED = ALWAYS - {Phase.DRAFT}
ONCE_ASSIGNED = ONCE_SUBMITTED - {Phase.SUBMITTED}
WHILE_IT_RUNS = ONCE_SUBMITTED - {Phase.WITHDRAWN}
UNDER_ASSIGNMENT = ONCE_ASSIGNED - {Phase.WITHDRAWN}
FROM_DISCUSSION = UNDER_ASSIGNMENT - {Phase.REVIEWING}
FROM_DECISION = FROM_DISCUSSION - {Phase.DISCUSSION}
RELEASED = FROM_DECISION - {Phase.DECIDED}
ACCEPTED: Phases = frozenset({Phase.RELEASED_ACCEPTED, Phase.PUBLISHED_ACCEPTED})
PUBLIC: Phases = frozenset({Phase.PUBLISHED_ACCEPTED})
BIDDING = PUBLIC | {Phase.SUBMITTED}
BLIND_TO_CHAIRS = ONCE_SUBMITTED - RELEASED

_PAPER: dict[Actor, Phases] = {
    **dict.fromkeys(Actor, PUBLIC),
    Actor.AUTHOR: ALWAYS,
    Actor.REVIEWER_ASSIGNED: UNDER_ASSIGNMENT,
    Actor.REVIEWER_UNASSIGNED: BIDDING,
    Actor.AREA_CHAIR_ASSIGNED: WHILE_IT_RUNS,
    Actor.AREA_CHAIR_UNASSIGNED: BIDDING,
    Actor.PROGRAM_CHAIR: ONCE_SUBMITTED,
    Actor.PROGRAM_CHAIR_CONFLICTED: ONCE_SUBMITTED,
    Actor.SITE_EDITOR: ACCEPTED,
}
_AUTHOR_AND_CHAIR: dict[Actor, Phases] = {Actor.AUTHOR: ALWAYS, Actor.PROGRAM_CHAIR: ONCE_SUBMITTED}
_IDENTITY: dict[Actor, Phases] = {Actor.AUTHOR: ALWAYS, Actor.PROGRAM_CHAIR: RELEASED}

TABLE: Mapping[Info, Mapping[Actor, Phases]] = {
    Info.PAPER_EXISTENCE: _PAPER,
    Info.TITLE_ABSTRACT: _PAPER,
    Info.PAPER_FILE: {
        Actor.AUTHOR: ALWAYS,
        Actor.REVIEWER_ASSIGNED: UNDER_ASSIGNMENT,
        Actor.AREA_CHAIR_ASSIGNED: WHILE_IT_RUNS,
        Actor.PROGRAM_CHAIR: ONCE_SUBMITTED,
    },
    Info.ORIGINAL_FILE: _IDENTITY,
    Info.AUTHOR_IDENTITIES: {
        **dict.fromkeys(Actor, PUBLIC),
        **_IDENTITY,
        Actor.SITE_EDITOR: ACCEPTED,
    },
    Info.AUTHOR_EMAILS: _IDENTITY,
    Info.REVIEWER_IDENTITIES: {
        Actor.AREA_CHAIR_ASSIGNED: UNDER_ASSIGNMENT,
        Actor.PROGRAM_CHAIR: ONCE_ASSIGNED,
    },
    Info.OWN_REVIEW: {Actor.REVIEWER_ASSIGNED: ONCE_ASSIGNED},
    Info.REVIEWS_FOR_AUTHORS: {
        Actor.AUTHOR: RELEASED,
        Actor.REVIEWER_ASSIGNED: FROM_DISCUSSION,
        Actor.AREA_CHAIR_ASSIGNED: UNDER_ASSIGNMENT,
        Actor.PROGRAM_CHAIR: ONCE_ASSIGNED,
    },
    Info.REVIEWS_FOR_CHAIRS: {
        Actor.AREA_CHAIR_ASSIGNED: UNDER_ASSIGNMENT,
        Actor.PROGRAM_CHAIR: ONCE_ASSIGNED,
    },
    Info.DISCUSSION: {
        Actor.REVIEWER_ASSIGNED: FROM_DISCUSSION,
        Actor.AREA_CHAIR_ASSIGNED: UNDER_ASSIGNMENT,
        Actor.PROGRAM_CHAIR: ONCE_ASSIGNED,
    },
    Info.META_REVIEW: {
        Actor.AUTHOR: RELEASED,
        Actor.REVIEWER_ASSIGNED: RELEASED,
        Actor.AREA_CHAIR_ASSIGNED: FROM_DISCUSSION,
        Actor.PROGRAM_CHAIR: FROM_DISCUSSION,
    },
    Info.DECISION: {
        **dict.fromkeys(Actor, PUBLIC),
        Actor.AUTHOR: RELEASED,
        Actor.REVIEWER_ASSIGNED: RELEASED,
        Actor.AREA_CHAIR_ASSIGNED: FROM_DECISION,
        Actor.PROGRAM_CHAIR: FROM_DECISION,
        Actor.PROGRAM_CHAIR_CONFLICTED: RELEASED,
        Actor.SITE_EDITOR: ACCEPTED,
    },
    Info.BIDS_AND_AFFINITY: {Actor.PROGRAM_CHAIR: ONCE_SUBMITTED},
    Info.DECLARED_CONFLICTS: _AUTHOR_AND_CHAIR,
    Info.ANONYMITY_FINDINGS: _AUTHOR_AND_CHAIR,
    Info.CAMERA_READY: {
        **dict.fromkeys(Actor, PUBLIC),
        Actor.AUTHOR: ACCEPTED,
        Actor.PROGRAM_CHAIR: ACCEPTED,
        Actor.PROGRAM_CHAIR_CONFLICTED: ACCEPTED,
        Actor.SITE_EDITOR: ACCEPTED,
    },
    Info.OPT_INS_AND_DECLARATIONS: _AUTHOR_AND_CHAIR,
    Info.AUDIT_ENTRIES: _AUTHOR_AND_CHAIR,
}

FORCED: Mapping[Info, Mapping[Actor, Phases]] = {
    info: {Actor.PROGRAM_CHAIR: BLIND_TO_CHAIRS}
    for info in (Info.ORIGINAL_FILE, Info.AUTHOR_IDENTITIES, Info.AUTHOR_EMAILS)
}


@dataclass(frozen=True)
class Policy:
    """What a workshop's settings change about the defaults."""

    bidding_open: bool = False
    authors_shown_after_release: bool = False
    reviewers_see_one_another: bool = False
    rebuttal_open: bool = False


@dataclass(frozen=True)
class Standing:
    """How a person stands toward a paper; ``roles`` are her parts in the workshop."""

    roles: frozenset[str] = frozenset()
    is_author: bool = False
    is_author_elsewhere: bool = False
    is_site_admin: bool = False
    has_conflict: bool = False
    reviews_it: bool = False
    handles_it: bool = False
    own_review_in: bool = False


def actors(standing: Standing) -> frozenset[Actor]:
    """Return the parts that count, with the restricting ones applied."""
    if standing.is_author:
        return frozenset({Actor.AUTHOR})
    if standing.has_conflict:
        return _conflicted(standing)
    parts = {Actor.VISITOR}
    if "reviewer" in standing.roles or standing.reviews_it:
        parts.add(Actor.REVIEWER_ASSIGNED if standing.reviews_it else Actor.REVIEWER_UNASSIGNED)
    if "area_chair" in standing.roles or standing.handles_it:
        parts.add(Actor.AREA_CHAIR_ASSIGNED if standing.handles_it else Actor.AREA_CHAIR_UNASSIGNED)
    if "program_chair" in standing.roles:
        parts.add(Actor.PROGRAM_CHAIR)
    if "site_editor" in standing.roles:
        parts.add(Actor.SITE_EDITOR)
    if standing.is_author_elsewhere:
        parts.add(Actor.OTHER_AUTHOR)
    if standing.is_site_admin:
        parts.add(Actor.SITE_ADMIN)
    return frozenset(parts)


def _conflicted(standing: Standing) -> frozenset[Actor]:
    if "program_chair" in standing.roles:
        return frozenset({Actor.PROGRAM_CHAIR_CONFLICTED})
    return frozenset({Actor.REVIEWER_CONFLICTED})


def granted_phases(info: Info, actor: Actor, policy: Policy) -> Phases:
    """Return the phases in which an actor sees an information under a workshop's settings."""
    phases = TABLE[info].get(actor, frozenset())
    bidders = {Actor.REVIEWER_UNASSIGNED, Actor.AREA_CHAIR_UNASSIGNED}
    if actor in bidders and not policy.bidding_open:
        phases -= {Phase.SUBMITTED}
    reviewing = {Actor.REVIEWER_ASSIGNED, Actor.AREA_CHAIR_ASSIGNED}
    if info is Info.AUTHOR_IDENTITIES and actor in reviewing and policy.authors_shown_after_release:
        phases |= RELEASED
    if (
        info is Info.REVIEWER_IDENTITIES
        and actor is Actor.REVIEWER_ASSIGNED
        and policy.reviewers_see_one_another
    ):
        phases |= FROM_DISCUSSION
    if info is Info.REVIEWS_FOR_AUTHORS and actor is Actor.AUTHOR and policy.rebuttal_open:
        phases |= {Phase.DISCUSSION}
    return phases


NEEDS_OWN_REVIEW = frozenset({Info.REVIEWS_FOR_AUTHORS, Info.DISCUSSION, Info.REVIEWER_IDENTITIES})


def sight(info: Info, standing: Standing, phase: Phase, policy: Policy) -> Sight:
    """Answer for one information about one paper."""
    return _answer(info, actors(standing), phase, policy, own_review_in=standing.own_review_in)


def _answer(
    info: Info, parts: Collection[Actor], phase: Phase, policy: Policy, *, own_review_in: bool
) -> Sight:
    for actor in parts:
        if actor is Actor.REVIEWER_ASSIGNED and info in NEEDS_OWN_REVIEW and not own_review_in:
            continue
        if phase in granted_phases(info, actor, policy):
            return Sight.VISIBLE
    if any(phase in FORCED.get(info, {}).get(actor, frozenset()) for actor in parts):
        return Sight.IF_FORCED
    return Sight.HIDDEN


FIRST_PHASE: Mapping[Info, Phase] = {
    Info.REVIEWER_IDENTITIES: Phase.REVIEWING,
    Info.REVIEWS_FOR_AUTHORS: Phase.REVIEWING,
    Info.REVIEWS_FOR_CHAIRS: Phase.REVIEWING,
    Info.DECISION: Phase.DECIDED,
}
"""The phase in which there can first be such an information of a paper."""


def knows(info: Info, standing: Standing, phase: Phase, policy: Policy) -> bool:
    """Say whether a person may know what there is of an information, be it that there is nothing yet.

    That there is none may be told only to whom it would be shown as soon as it were there: else the day on which
    she is no longer told so tells her that it is.
    """
    if sight(info, standing, phase, policy) is Sight.VISIBLE:
        return True
    first, order = FIRST_PHASE.get(info), list(Phase)
    return (
        first is not None
        and order.index(phase) < order.index(first)
        and phase is not Phase.DRAFT
        and sight(info, standing, first, policy) is Sight.VISIBLE
    )
