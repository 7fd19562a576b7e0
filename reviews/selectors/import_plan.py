"""What an import would change, row by row, before anything is written: added, taken away, as it is, or broken."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from conference.errors import Invalid
from conference.models import User, Workshop
from conference.pasted import BrokenRow
from conference.visibility import Viewer
from reviews.models import Assignment, Conflict, Decision, Outcome, PairRule, PaperTag, Review
from reviews.row_list import Row, read_rows
from reviews.selectors.chosen import chosen_papers
from reviews.selectors.outcomes import require_offered
from reviews.selectors.people import committee_members
from reviews.tag_names import read_tags
from submissions.models import Submission, SubmissionState

ADD, REMOVE, CHANGE = "add", "remove", "change"
UNKNOWN = "There is no such paper, or it is not yours to act on."
OUTCOMES = {
    **{outcome.value: outcome.value for outcome in Outcome},
    **{outcome.label.lower(): outcome.value for outcome in Outcome},
    "oral": "accept_oral",
    "spotlight": "accept_spotlight",
    "poster": "accept_poster",
    "none": "",
}
PARTS = {
    "": "reviewer",
    "reviewer": "reviewer",
    "area chair": "area_chair",
    "area_chair": "area_chair",
    "ac": "area_chair",
}
RULES = {
    **{kind.value: kind.value for kind in PairRule.Kind},
    **{kind.label.lower(): kind.value for kind in PairRule.Kind},
    "always": PairRule.Kind.FIXED.value,
    "never": PairRule.Kind.FORBIDDEN.value,
    "none": "",
}
ACTIONS = {"": ADD, "add": ADD, "assign": ADD, "remove": REMOVE, "take back": REMOVE}


@dataclass(frozen=True)
class Change:
    """One thing that an import would do: how (add, remove, change), in words, and to what."""

    row: int
    how: str
    said: str
    paper: Submission
    names: tuple[str, ...] = ()
    user: User | None = None
    assignment: Assignment | None = None
    part: str = ""
    outcome: str = ""
    rule: PairRule | None = None
    text: str | None = None
    version: int = 0


@dataclass(frozen=True)
class ImportPlan:
    """All that an import would do. ``stamp`` is the same only for the same plan."""

    kind: str
    changes: tuple[Change, ...]
    broken: tuple[BrokenRow, ...]
    same: int

    @property
    def stamp(self) -> str:
        lines = [f"{item.row}|{item.how}|{item.said}|{item.paper.pk}|{item.version}" for item in self.changes]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


class _Broken(Exception):
    pass


def plan_import(kind: str, text: str, viewer: Viewer, workshop: Workshop) -> ImportPlan:
    """Return what rows of text would change, for a chair; a paper that she may not act on is as unknown as none."""
    listed = read_rows(kind, text)
    numbers = {row.paper for row in listed.rows}
    papers = {paper.number: paper for paper in chosen_papers(viewer, workshop, numbers)}
    planner = _planner(kind, papers, viewer, workshop)
    changes: list[Change] = []
    broken = list(listed.broken)
    same = 0
    seen: set[tuple[tuple[str, str], ...]] = set()
    for row in listed.rows:
        said = tuple(row.cells.items())
        if said in seen:
            same += 1
            continue
        seen.add(said)
        try:
            found = planner.changes(row, _of(papers, row))
        except (_Broken, Invalid) as error:
            broken.append(
                BrokenRow(row.row, ", ".join(cell for cell in row.cells.values() if cell), str(error))
            )
            continue
        changes += found
        same += not found
    return ImportPlan(kind, tuple(changes), tuple(sorted(broken, key=lambda item: item.row)), same)


def _of(papers: Mapping[int, Submission], row: Row) -> Submission:
    if row.paper not in papers:
        raise _Broken(UNKNOWN)
    return papers[row.paper]


class _Planner(Protocol):
    """Knows how things are, and says what a row would change of them."""

    def changes(self, row: Row, paper: Submission) -> list[Change]: ...


def _planner(kind: str, papers: Mapping[int, Submission], viewer: Viewer, workshop: Workshop) -> _Planner:
    if kind == "tags":
        return _Tags(papers, viewer)
    if kind == "pairs":
        return _Pairs(papers, workshop)
    return _Assignments(papers, workshop) if kind == "assignments" else _Decisions(papers)


class _Tags:
    """Tags to put on, and with a minus before them to take off."""

    def __init__(self, papers: Mapping[int, Submission], viewer: Viewer) -> None:
        self.there: dict[int, set[str]] = {}
        rows = PaperTag.objects.filter(submission__in=papers.values())
        for tag in rows:
            if tag.owner_id in {None, viewer.user_id}:
                self.there.setdefault(tag.submission_id, set()).add(tag.name)

    def changes(self, row: Row, paper: Submission) -> list[Change]:
        words = row.cell("tags").replace(",", " ").replace(";", " ").split()
        there = self.there.setdefault(paper.pk, set())
        off = [name for word in words if word.startswith("-") for name in read_tags(word[1:])]
        put = [name for word in words if not word.startswith("-") for name in read_tags(word)]
        found = []
        fresh = tuple(name for name in dict.fromkeys(put) if name not in there)
        gone = tuple(name for name in dict.fromkeys(off) if name in there)
        if fresh:
            said = "put on " + " ".join(f"#{name}" for name in fresh)
            found.append(Change(row.row, ADD, said, paper, names=fresh))
        if gone:
            said = "take off " + " ".join(f"#{name}" for name in gone)
            found.append(Change(row.row, REMOVE, said, paper, names=gone))
        there |= set(fresh)
        there -= set(gone)
        return found


class _People:
    """The committee by address and name, and who has which part."""

    def __init__(self, workshop: Workshop) -> None:
        self.by_mail: dict[str, User] = {}
        self.by_name: dict[str, list[User]] = {}
        for user in committee_members(workshop):
            self.by_mail[user.email.lower()] = user
            self.by_name.setdefault(user.name.casefold(), []).append(user)
        self.roles: dict[int, set[str]] = {}
        for user_id, kind in workshop.roles.values_list("user_id", "kind"):
            self.roles.setdefault(user_id, set()).add(kind)

    def find(self, who: str) -> User:
        user = self.by_mail.get(who.lower())
        if user is not None:
            return user
        named = self.by_name.get(who.casefold(), [])
        if len(named) > 1:
            raise _Broken(f"There are several people called {who}: give the e-mail.")
        if not named:
            raise _Broken(f"Nobody on the committee is “{who}”.")
        return named[0]


class _Assignments:
    """People to put on papers and to take off them."""

    def __init__(self, papers: Mapping[int, Submission], workshop: Workshop) -> None:
        self.people = _People(workshop)
        rows = Assignment.objects.filter(submission__in=papers.values()).select_related("user", "submission")
        self.there = {(row.submission_id, row.user_id, row.part): row for row in rows}
        conflicts = Conflict.objects.filter(submission__in=papers.values(), state=Conflict.State.ACTIVE)
        self.conflicts = set(conflicts.values_list("submission_id", "user_id"))
        reviews = Review.objects.filter(
            assignment__submission__in=papers.values(), state=Review.State.SUBMITTED
        )
        self.reviewed = set(reviews.values_list("assignment_id", flat=True))
        self.first: dict[tuple[int, int, str], str] = {}

    def changes(self, row: Row, paper: Submission) -> list[Change]:
        part = PARTS.get(row.cell("part").lower())
        how = ACTIONS.get(row.cell("action").lower())
        if part is None:
            raise _Broken("The part is reviewer or area chair.")
        if how is None:
            raise _Broken("The action is assign or remove.")
        user = self.people.find(row.cell("email"))
        key = (paper.pk, user.pk, part)
        if self.first.setdefault(key, how) != how:
            raise _Broken("Another row says the opposite of the same person and paper.")
        there = self.there.get(key)
        is_on = there is not None and there.state == Assignment.State.ACTIVE
        word = "reviewer" if part == Assignment.Part.REVIEWER else "area chair"
        if how == REMOVE:
            if not is_on or there is None:
                return []
            if there.pk in self.reviewed:
                raise _Broken("The review is in already and stays with the paper.")
            return [Change(row.row, REMOVE, f"take off {user.name}, {word}", paper, assignment=there)]
        if is_on:
            return []
        self._only_if_fit(paper, user, part, word)
        self.there[key] = Assignment(submission=paper, user=user, part=part)
        return [Change(row.row, ADD, f"assign {user.name} as {word}", paper, user=user, part=part)]

    def _only_if_fit(self, paper: Submission, user: User, part: str, word: str) -> None:
        if paper.state != SubmissionState.SUBMITTED:
            raise _Broken("The paper is not under review and takes no reviewers.")
        if (paper.pk, user.pk) in self.conflicts:
            raise _Broken(f"{user.name} has a conflict with this paper.")
        if part not in self.people.roles.get(user.pk, set()):
            raise _Broken(f"{user.name} is no {word} here.")


class _Pairs:
    """Pairs that are to be always together, never, or left to the solver again."""

    def __init__(self, papers: Mapping[int, Submission], workshop: Workshop) -> None:
        self.people = _People(workshop)
        rows = PairRule.objects.filter(submission__in=papers.values())
        self.there = {(row.submission_id, row.user_id): row for row in rows}
        conflicts = Conflict.objects.filter(submission__in=papers.values(), state=Conflict.State.ACTIVE)
        self.conflicts = set(conflicts.values_list("submission_id", "user_id"))
        self.first: dict[tuple[int, int], int] = {}

    def changes(self, row: Row, paper: Submission) -> list[Change]:
        kind = RULES.get(row.cell("rule").lower())
        if kind is None:
            raise _Broken(f"“{row.cell('rule')}” is no rule: fixed, forbidden or none.")
        user = self.people.find(row.cell("email"))
        key = (paper.pk, user.pk)
        other = self.first.setdefault(key, row.row)
        if other != row.row:
            raise _Broken(f"Row {other} is about the same pair.")
        there = self.there.get(key)
        if not kind:
            said = f"leave {user.name} to the solver again"
            return [Change(row.row, REMOVE, said, paper, rule=there)] if there else []
        if Assignment.Part.REVIEWER not in self.people.roles.get(user.pk, set()):
            raise _Broken(f"{user.name} is no reviewer here.")
        if kind == PairRule.Kind.FIXED and key in self.conflicts:
            raise _Broken(f"{user.name} has a conflict with this paper.")
        note = row.cell("note")
        if there and there.kind == kind and (not note or there.note == note):
            return []
        said = f"{user.name}: {PairRule.Kind(kind).label.lower()}"
        how = CHANGE if there else ADD
        return [Change(row.row, how, said, paper, user=user, part=kind, text=note)]


class _Decisions:
    """Decisions to draft or, with none, to take back; a released one is corrected on its page only."""

    def __init__(self, papers: Mapping[int, Submission]) -> None:
        rows = Decision.objects.filter(submission__in=papers.values())
        self.there = {row.submission_id: row for row in rows}
        self.first: dict[int, int] = {}

    def changes(self, row: Row, paper: Submission) -> list[Change]:
        word = row.cell("decision").lower()
        if word not in OUTCOMES:
            raise _Broken(
                f"“{row.cell('decision')}” is no decision: oral, spotlight, poster, reject or none."
            )
        other = self.first.setdefault(paper.pk, row.row)
        if other != row.row:
            raise _Broken(f"Row {other} decides on the same paper.")
        if paper.state != SubmissionState.SUBMITTED:
            raise _Broken("The paper is not under review: there is nothing to decide.")
        there, outcome = self.there.get(paper.pk), OUTCOMES[word]
        if there is not None and there.released_at is not None:
            if there.outcome == outcome:
                return []
            raise _Broken("The decision is released. Correct it on the paper's page.")
        return self._drafted(row, paper, there, outcome)

    def _drafted(self, row: Row, paper: Submission, there: Decision | None, outcome: str) -> list[Change]:
        text = row.cell("text") or None
        before = Outcome(there.outcome).label if there else "none yet"
        version = there.version if there else 0
        if not outcome:
            said = f"take back {before}"
            return [Change(row.row, REMOVE, said, paper, version=version)] if there else []
        same_text = text is None or (there is not None and there.text == text)
        if there is not None and there.outcome == outcome and same_text:
            return []
        require_offered(paper, outcome, there.outcome if there else "")
        said = f"{before} → {Outcome(outcome).label}{'' if same_text else ', with text'}"
        how = CHANGE if there else ADD
        return [Change(row.row, how, said, paper, outcome=outcome, text=text, version=version)]
