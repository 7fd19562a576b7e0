"""Two strangers, what would tie them, and the rules' answer. All people are invented."""

from __future__ import annotations

import datetime as dt

from reviews.conflicts import Affiliation, Person, PersonRef, Policy, Publication, Reason, find_conflicts

TODAY = dt.date(2026, 6, 1)
RUNA = Person("Runa Holm", ("runa@birch.example",), affiliations=(Affiliation("birch.example", start=2015),))

ABEL = Person(
    "Abel Moreau", ("abel@cedar.example",), affiliations=(Affiliation("cedar.example", start=2018),)
)


def at(domain: str, end: int | None = None, position: str = "researcher", name: str = "") -> Affiliation:
    return Affiliation(domain, name, 2010, end, position)


def ref(name: str, email: str = "", orcid: str = "") -> PersonRef:
    return PersonRef(name, (email,) if email else (), orcid)


def paper(year: int | None, *authors: PersonRef) -> Publication:
    return Publication("On tides", year, authors)


def answers(reasons: list[Reason]) -> tuple[set[str], bool]:
    """The kinds that block, and whether something is left for a chair to decide."""
    return {str(reason.kind) for reason in reasons if not reason.hint}, any(reason.hint for reason in reasons)


def check(one: Person, other: Person, policy: Policy | None = None) -> tuple[set[str], bool]:
    return answers(find_conflicts(one, other, policy or Policy(), TODAY))


FREE: tuple[set[str], bool] = (set(), False)
ASK: tuple[set[str], bool] = (set(), True)


def blocked(*kinds: str) -> tuple[set[str], bool]:
    return set(kinds), False
