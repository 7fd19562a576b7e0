"""What a change by hand would do to a proposal, before it is made: from the scores of the solving, as far as one chair may know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from conference.models import Workshop
from reviews.asked import Asked
from reviews.models import AssignmentRun, PairRule
from reviews.selectors.institutions import institutions
from reviews.selectors.proposals import Member, PaperLine
from submissions.models import Submission


@dataclass(frozen=True)
class Someone:
    """Who would leave or come: score for this paper, and a conflict."""

    user_id: int
    name: str
    score: float
    has_conflict: bool = False


@dataclass(frozen=True)
class LoadChange:
    """A person's papers in the proposal before and after, the most she takes and the least she should get."""

    name: str
    before: int
    after: int
    most: int
    least: int


@dataclass(frozen=True)
class Effect:
    """A change and what it does. ``share_…``: of the optimum, over all papers; the lowest is over those this chair sees.

    ``warnings`` say which wishes it goes against; ``refusal`` why it can't be made at all.
    """

    leaves: Someone | None
    comes: Someone | None
    share_before: float
    share_after: float
    paper_before: float
    paper_after: float
    lowest_before: float
    lowest_after: float
    loads: tuple[LoadChange, ...]
    warnings: tuple[str, ...]
    refusal: str

    @property
    def words(self) -> str:
        """Say the change itself."""
        if self.leaves and self.comes:
            return f"{self.comes.name} in the place of {self.leaves.name}"
        if self.comes:
            return f"{self.comes.name} is put on"
        return f"{self.leaves.name} is taken off" if self.leaves else ""


@dataclass(frozen=True)
class Setting:
    """Where a change is made: the proposal, its papers, who could be on them, and who is on this one."""

    run: AssignmentRun
    paper: Submission
    lines: Sequence[PaperLine]
    people: Sequence[Member]


def effect_of(here: Setting, leaves: Someone | None, comes: Someone | None) -> Effect:
    """Work out a change; nothing is compared anew."""
    line = next(line for line in here.lines if line.number == here.paper.number)
    gain = (comes.score if comes else 0.0) - (leaves.score if leaves else 0.0)
    total, optimum = here.run.summary.get("total", 0.0), here.run.summary.get("optimum", 0.0)
    others = [
        item.score for item in here.lines if item.pairs is not None and item.number != here.paper.number
    ]
    loads = _loads(here, leaves, comes)
    return Effect(
        leaves=leaves,
        comes=comes,
        share_before=total / optimum if optimum else 1.0,
        share_after=(total + gain) / optimum if optimum else 1.0,
        paper_before=line.score,
        paper_after=line.score + gain,
        lowest_before=min([*others, line.score]),
        lowest_after=min([*others, line.score + gain]),
        loads=loads,
        warnings=(
            *_load_warnings(loads),
            *_number_warning(line, leaves, comes),
            *_rule_warnings(here, line, leaves, comes),
        ),
        refusal=_refusal(here, comes),
    )


def _refusal(here: Setting, comes: Someone | None) -> str:
    if comes and comes.has_conflict:
        return f"{comes.name} has a conflict with #{here.paper.number}."
    return ""


def _loads(here: Setting, leaves: Someone | None, comes: Someone | None) -> tuple[LoadChange, ...]:
    given = Counter(pair.user_id for line in here.lines for pair in line.pairs or ())
    bounds = {who.user_id: (who.max_load, who.min_load) for who in here.people}
    changed = [(who, step) for who, step in ((leaves, -1), (comes, 1)) if who]
    return tuple(
        LoadChange(who.name, given[who.user_id], given[who.user_id] + step, *bounds.get(who.user_id, (0, 0)))
        for who, step in changed
    )


def _load_warnings(loads: Sequence[LoadChange]) -> list[str]:
    found = [
        f"{load.name} would have {load.after} papers and takes {load.most} at most."
        for load in loads
        if load.after > load.before and load.after > load.most
    ]
    found += [
        f"{load.name} would have {load.after}, and should have {load.least} at least."
        for load in loads
        if load.after < load.before and load.after < load.least
    ]
    return found


def _number_warning(line: PaperLine, leaves: Someone | None, comes: Someone | None) -> list[str]:
    after = len(line.pairs or ()) + (comes is not None) - (leaves is not None)
    if after == line.wanted:
        return []
    return [f"The paper would have {after} of the {line.wanted} asked for."]


def _rule_warnings(
    here: Setting, line: PaperLine, leaves: Someone | None, comes: Someone | None
) -> list[str]:
    asked = Asked.read(here.run.parameters)
    rest = [pair.user_id for pair in line.pairs or () if leaves is None or pair.user_id != leaves.user_id]
    found = []
    if comes and asked.minimum is not None and comes.score < asked.minimum:
        found.append(f"{comes.name}’s score of {comes.score:.2f} is below the lowest of {asked.minimum:g}.")
    seniors = {who.user_id for who in here.people if who.is_senior}
    team = [*rest, *([comes.user_id] if comes else [])]
    if asked.senior and seniors.isdisjoint(team):
        found.append("No senior would be on the paper.")
    if comes and asked.apart and _share_institution(here.run.workshop, comes.user_id, rest):
        found.append(f"{comes.name} and another on the paper are of one institution.")
    return found + _word_of_chairs(here, leaves, comes)


def _share_institution(workshop: Workshop, user_id: int, rest: Sequence[int]) -> bool:
    groups = institutions(workshop, [user_id, *rest])
    return bool((groups[0] & groups[1:].any(axis=0)).any()) if len(rest) else False


def _word_of_chairs(here: Setting, leaves: Someone | None, comes: Someone | None) -> list[str]:
    if here.run.is_for_area_chairs:
        return []
    said = dict(PairRule.objects.filter(submission=here.paper).values_list("user_id", "kind"))
    found = []
    if comes and said.get(comes.user_id) == PairRule.Kind.FORBIDDEN:
        found.append(f"The chairs’ list says: {comes.name} never with this paper.")
    if leaves and said.get(leaves.user_id) == PairRule.Kind.FIXED:
        found.append(f"The chairs’ list says: {leaves.name} always with this paper.")
    return found
