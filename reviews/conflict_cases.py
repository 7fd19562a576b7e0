"""Cases of conflicts of interest as a JSON file states them, and what the rules answer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reviews.conflicts import (
    Affiliation,
    DeclaredConflict,
    Kind,
    Person,
    PersonRef,
    Policy,
    Publication,
    Reason,
    Relation,
    RelationKind,
    Submission,
    paper_conflicts,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Json = dict[str, Any]


class CaseError(ValueError):
    """A file of cases that can't be read; the message names the case."""


@dataclass(frozen=True)
class Case:
    id: str
    reviewer: Person
    authors: tuple[Person, ...]
    declared_by_authors: tuple[DeclaredConflict, ...]
    other_submissions: tuple[Submission, ...]
    policy: Policy
    on_date: dt.date

    def reasons(self) -> list[Reason]:
        return paper_conflicts(
            self.reviewer,
            self.authors,
            self.declared_by_authors,
            self.other_submissions,
            self.policy,
            self.on_date,
        )

    def answer(self) -> Json:
        """``conflict`` blocks, for the reasons in ``kinds``; ``hint`` asks the chair where nothing blocks."""
        reasons = self.reasons()
        kinds = {reason.kind for reason in reasons if not reason.hint}
        return {
            "conflict": bool(kinds),
            "hint": bool(reasons) and not kinds,
            "kinds": [kind.value for kind in Kind if kind in kinds],
        }


def read_cases(data: Any, today: dt.date) -> list[Case]:
    """The cases of a file. ``today`` stands in where neither the file nor the case says as of when.

    Raises :class:`CaseError` for a file or a case of another form.
    """
    if not isinstance(data, dict) or not isinstance(data.get("cases"), list):
        raise CaseError('This is no file of cases: an object with a list "cases" is expected.')
    defaults = {"as_of": today.isoformat()} | (data.get("policy_defaults") or {})
    return [_case(item, defaults) for item in data["cases"]]


def _case(item: Json, defaults: Json) -> Case:
    try:
        rules = defaults | (item.get("policy") or {})
        paper, context = item["paper"], item.get("context") or {}
        return Case(
            id=str(item["id"]),
            reviewer=_person(item["reviewer"]),
            authors=tuple(map(_person, paper["authors"])),
            declared_by_authors=_declared(paper),
            other_submissions=_submissions(context.get("other_submissions") or ()),
            policy=_policy(rules),
            on_date=dt.date.fromisoformat(rules["as_of"]),
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        name = item.get("id", "without id") if isinstance(item, dict) else item
        raise CaseError(f"Case {name} can't be read: {error!r}.") from error


def _policy(rules: Mapping[str, Any]) -> Policy:
    base = Policy()
    return Policy(
        affiliation_years=int(rules.get("affiliation_years", base.affiliation_years)),
        coauthor_years=int(rules.get("coauthor_years", base.coauthor_years)),
        ignore_internships=bool(rules.get("ignore_internships", base.ignore_internships)),
        kinds=frozenset(map(Kind, rules["kinds"])) if "kinds" in rules else base.kinds,
    )


def _person(item: Json) -> Person:
    who = _ref(item)
    return Person(
        name=who.name,
        emails=who.emails,
        orcid=who.orcid,
        affiliations=tuple(map(_affiliation, item.get("affiliations") or ())),
        relations=tuple(map(_relation, item.get("relations") or ())),
        publications=tuple(map(_publication, item.get("publications") or ())),
        declared_conflicts=_declared(item),
    )


def _ref(item: Json | str) -> PersonRef:
    if isinstance(item, str):
        return PersonRef(item)
    single = [item["email"]] if item.get("email") else []
    return PersonRef(item.get("name") or "", (*(item.get("emails") or ()), *single), item.get("orcid") or "")


def _affiliation(item: Json) -> Affiliation:
    return Affiliation(
        domain=item.get("domain") or "",
        name=item.get("name") or "",
        start=_year(item.get("start")),
        end=_year(item.get("end")),
        position=item.get("position") or "",
    )


def _relation(item: Json) -> Relation:
    kind = RelationKind(str(item["kind"]).strip().lower())
    return Relation(kind, _ref(item["person"]), _year(item.get("start")), _year(item.get("end")))


def _publication(item: Json) -> Publication:
    return Publication(
        item.get("title") or "", _year(item.get("year")), tuple(map(_ref, item.get("authors") or ()))
    )


def _year(value: int | str | None) -> int | None:
    """A calendar year, also from a date such as '2025-06'."""
    return None if value is None else int(str(value)[:4])


def _declared(owner: Json) -> tuple[DeclaredConflict, ...]:
    return tuple(
        DeclaredConflict(_ref(item["person"]) if item.get("person") else None, item.get("institution") or "")
        for item in owner.get("declared_conflicts") or ()
    )


def _submissions(items: Iterable[Json]) -> tuple[Submission, ...]:
    return tuple(
        Submission(int(item.get("number") or 0), tuple(map(_ref, item["authors"]))) for item in items
    )
