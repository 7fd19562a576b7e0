"""The search for conflicts in a whole workshop under some rules: those in force, or others that a chair tries out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from conference.models import User, Workshop
from conference.visibility import Viewer
from reviews.conflict_index import ConflictIndex
from reviews.conflict_types import Kind, Policy, Reason, Source
from reviews.models import Assignment, Bid, Conflict
from reviews.selectors import people
from reviews.selectors.conflicts import PERSONAL, PERSONAL_KINDS, conflicts_visible_to
from reviews.sight import Info
from reviews.visibility import papers_visible_to, rights
from submissions.models import Submission, SubmissionState

Key = tuple[int, int, str]
"""A paper, a person and a kind of conflict."""
Pair = tuple[int, int]
LONGEST_EVIDENCE = 500
SAID_OF_A_PAPER = "said so of this paper"


def search(workshop: Workshop, policy: Policy, person: User | None = None) -> dict[Key, list[Reason]]:
    """Compare the committee, or one of its members, with the authors of all submitted papers."""
    papers = people.papers_for_conflicts(workshop)
    ids = dict(Submission.objects.filter(workshop=workshop).values_list("number", "pk"))
    index = ConflictIndex(papers, policy, timezone.now().date())
    found: dict[Key, list[Reason]] = {}
    for user_id, user in people.committee(workshop, person).items():
        for number, reasons in index.conflicts_of(people.committee_person(user)).items():
            for reason in reasons:
                found.setdefault((ids[number], user_id, str(reason.kind)), []).append(reason)
    for key in _said_of_a_paper(workshop, person):
        found.setdefault(key, []).append(Reason(Kind.DECLARED, SAID_OF_A_PAPER, Source.REVIEWER))
    return found


def paper_conflicts_of(paper: Submission, *, user: User | None, name: str, email: str) -> bool:
    """Say whether somebody has a certain tie to the authors of one paper: by her profile, or by name and address alone."""
    workshop = paper.workshop
    index = ConflictIndex(
        people.papers_for_conflicts(workshop), people.policy_of(workshop), timezone.now().date()
    )
    judges = [people.stranger(name, email), *([people.committee_person(user)] if user else [])]
    return any(
        not reason.hint for judge in judges for reason in index.conflicts_of(judge).get(paper.number, [])
    )


def _said_of_a_paper(workshop: Workshop, person: User | None) -> list[Key]:
    """The papers that someone named as a conflict, bidding or giving them back: her own word, whatever kinds are looked for."""
    bids = Bid.objects.filter(
        submission__workshop=workshop, submission__state=SubmissionState.SUBMITTED, value=Bid.Value.CONFLICT
    )
    mine = bids.filter(user=person) if person else bids.filter(user__in=people.committee_members(workshop))
    return [
        (paper, user, Kind.DECLARED.value) for paper, user in mine.values_list("submission_id", "user_id")
    ]


def state_of(reasons: Iterable[Reason]) -> str:
    """Return what the reasons of one kind come to before a chair has said anything."""
    return Conflict.State.HINT if all(reason.hint for reason in reasons) else Conflict.State.ACTIVE


def evidence_of(reasons: Iterable[Reason]) -> str:
    return "; ".join(dict.fromkeys(reason.evidence for reason in reasons))[:LONGEST_EVIDENCE]


@dataclass(frozen=True)
class ChangedPair:
    """A person and a paper between which other rules would set or lift a conflict."""

    number: int
    title: str
    person: str
    kinds: str
    assigned: bool


@dataclass(frozen=True)
class WhatIf:
    """What other rules would change, among the papers that this chair may act on.

    ``kept`` counts pairs that are not listed: which personal tie it is would tell who wrote the paper.
    """

    gained: list[ChangedPair]
    lost: list[ChangedPair]
    gained_kept: int
    lost_kept: int

    @property
    def nothing(self) -> bool:
        return not (self.gained or self.lost or self.gained_kept or self.lost_kept)


def what_if(viewer: Viewer, workshop: Workshop, policy: Policy) -> WhatIf:
    """Return the pairs that would get a conflict, or lose it, under other rules; nothing is stored.

    What a chair has decided stays decided, as when the rules are changed.
    """
    seen = papers_visible_to(viewer, workshop, Info.DECLARED_CONFLICTS)
    papers = {
        paper.pk: paper for paper in seen.filter(viewer_is_author=False, state=SubmissionState.SUBMITTED)
    }
    rows = conflicts_visible_to(viewer, workshop).filter(submission__in=papers)
    decided = {(row.submission_id, row.user_id, row.kind): row.state for row in rows if row.decided_by_id}
    before = _active({(row.submission_id, row.user_id, row.kind): row.state for row in rows})
    found = {key: state_of(reasons) for key, reasons in search(workshop, policy).items() if key[0] in papers}
    after = _active(found | decided)
    named = {
        paper.pk for paper in papers.values() if rights(paper, viewer, workshop).sees(Info.AUTHOR_IDENTITIES)
    }
    names = dict(people.committee_members(workshop).values_list("pk", "name"))
    assigned = Assignment.objects.filter(submission__in=papers, state=Assignment.State.ACTIVE)
    live = set(assigned.values_list("submission_id", "user_id"))

    def listed(pairs: dict[Pair, set[str]]) -> tuple[list[ChangedPair], int]:
        open_pairs = {
            pair: kinds
            for pair, kinds in pairs.items()
            if pair[0] in named or kinds.isdisjoint(PERSONAL_KINDS)
        }
        shown = [
            ChangedPair(
                papers[paper].number, papers[paper].title, names[user], _words(kinds), (paper, user) in live
            )
            for (paper, user), kinds in open_pairs.items()
            if user in names
        ]
        return sorted(shown, key=lambda pair: (pair.number, pair.person)), len(pairs) - len(open_pairs)

    gained, gained_kept = listed({pair: kinds for pair, kinds in after.items() if pair not in before})
    lost, lost_kept = listed({pair: kinds for pair, kinds in before.items() if pair not in after})
    return WhatIf(gained, lost, gained_kept, lost_kept)


def _active(states: dict[Key, str]) -> dict[Pair, set[str]]:
    """The pairs in conflict, each with the kinds that count."""
    pairs: dict[Pair, set[str]] = {}
    for (paper, user, kind), state in states.items():
        if state == Conflict.State.ACTIVE:
            pairs.setdefault((paper, user), set()).add(kind)
    return pairs


def _words(kinds: set[str]) -> str:
    labels = {PERSONAL if kind in PERSONAL_KINDS else str(Conflict.Kind(kind).label) for kind in kinds}
    return ", ".join(sorted(labels))
