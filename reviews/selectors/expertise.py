"""Whose papers a chair's file holds: each matched with the committee, with what is new."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from allauth.account.models import EmailAddress

from conference.models import Publication, User, Workshop
from conference.models.people import RoleKind
from conference.names import NameForms, name_forms, same_forms
from conference.publications import Paper
from reviews.expertise_list import OwnedPaper

JUDGES = (RoleKind.REVIEWER, RoleKind.AREA_CHAIR)


@dataclass
class Expert:
    """One of the committee with her papers of the file: the new ones, and how many her profile has already."""

    user: User
    before: int
    new: list[Paper] = field(default_factory=list)
    there: int = 0

    @property
    def new_count(self) -> int:
        return len(self.new)


@dataclass(frozen=True)
class Unmatched:
    """An entry that goes to nobody, and why."""

    row: int
    title: str
    reason: str


@dataclass(frozen=True)
class ExpertisePlan:
    """What saving a file would add."""

    experts: tuple[Expert, ...]
    unmatched: tuple[Unmatched, ...]
    without: tuple[User, ...]

    @property
    def new(self) -> int:
        return sum(len(expert.new) for expert in self.experts)


def committee(workshop: Workshop) -> list[User]:
    """Return the reviewers and area chairs, each once, by name."""
    members = User.objects.filter(roles__workshop=workshop, roles__kind__in=JUDGES)
    return list(members.distinct().order_by("name", "pk"))


def plan(workshop: Workshop, papers: Iterable[OwnedPaper]) -> ExpertisePlan:
    """Match a file with the committee, in a fixed number of queries."""
    members = committee(workshop)
    by_address, forms = _addresses(members), [(user, name_forms(user.name)) for user in members]
    known: dict[int, set[str]] = {user.pk: set() for user in members}
    for user_id, title in Publication.objects.filter(user__in=members).values_list("user_id", "title"):
        known[user_id].add(title.casefold())
    experts = {user.pk: Expert(user, len(known[user.pk])) for user in members}
    unmatched = []
    for owned in papers:
        found = {user.pk for who in owned.who for user in _people(who, by_address, forms)}
        reason = _why_not(owned, by_address, forms) if not found or _unsure(owned, by_address, forms) else ""
        if reason:
            unmatched.append(Unmatched(owned.row, owned.paper.title, reason))
            continue
        for pk in found:
            _give(experts[pk], owned.paper, known[pk])
    named = tuple(expert for expert in experts.values() if expert.new or expert.there)
    without = tuple(
        expert.user
        for expert in experts.values()
        if not expert.new and not expert.there and not expert.before
    )
    return ExpertisePlan(named, tuple(unmatched), without)


def _give(expert: Expert, paper: Paper, known: set[str]) -> None:
    title = paper.title.casefold()
    if title in known:
        expert.there += 1
        return
    known.add(title)
    expert.new.append(paper)


def _addresses(members: Iterable[User]) -> dict[str, User]:
    people = {user.pk: user for user in members}
    found = {user.email.lower(): user for user in people.values()}
    verified = EmailAddress.objects.filter(user__in=people, verified=True).values_list("user_id", "email")
    return found | {email.lower(): people[user_id] for user_id, email in verified}


Forms = list[tuple[User, NameForms]]


def _people(who: str, by_address: Mapping[str, User], forms: Forms) -> list[User]:
    """Return those whom an address or a name may mean; a name may mean several."""
    if "@" in who:
        found = by_address.get(who.lower())
        return [found] if found else []
    wanted = name_forms(who)
    return [user for user, known in forms if same_forms(known, wanted)]


def _unsure(owned: OwnedPaper, by_address: Mapping[str, User], forms: Forms) -> bool:
    return any(len(_people(who, by_address, forms)) > 1 for who in owned.who)


def _why_not(owned: OwnedPaper, by_address: Mapping[str, User], forms: Forms) -> str:
    if _unsure(owned, by_address, forms):
        return "Two of the committee have this name: give an address."
    if owned.by_authors:
        return "None of its authors is on the committee by this name."
    return f"Nobody on the committee is {', '.join(owned.who)}."
