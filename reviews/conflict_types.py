"""What the rules of conflicts of interest take in and give back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of tie between a reviewer or organiser and an author."""

    SELF = "self"
    INSTITUTION = "institution"
    COAUTHOR = "coauthor"
    RELATION = "relation"
    DECLARED = "declared"


class RelationKind(StrEnum):
    """What the named person is to the one whose profile it is: ``advisor`` reads 'advised me'."""

    ADVISOR = "advisor"
    ADVISEE = "advisee"
    FAMILY = "family"
    COLLABORATOR = "collaborator"


class Source(StrEnum):
    """Whose record shows the tie."""

    REVIEWER = "reviewer"
    AUTHOR = "author"
    BOTH = "both"
    PAPER = "paper"
    WORKSHOP = "workshop"


@dataclass(frozen=True, slots=True)
class PersonRef:
    """Someone as another's record names them: a name, and addresses or an ORCID where known."""

    name: str = ""
    emails: tuple[str, ...] = ()
    orcid: str = ""


@dataclass(frozen=True, slots=True)
class Affiliation:
    """Years are calendar years; an end of ``None`` means ongoing."""

    domain: str = ""
    name: str = ""
    start: int | None = None
    end: int | None = None
    position: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    kind: RelationKind
    person: PersonRef
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Publication:
    title: str
    year: int | None
    authors: tuple[PersonRef, ...]


@dataclass(frozen=True, slots=True)
class DeclaredConflict:
    """A conflict someone states: with a person, with an institution (by its domain), or with both."""

    person: PersonRef | None = None
    institution: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """A profile: a reviewer, an organiser or an author, with or without an account."""

    name: str
    emails: tuple[str, ...] = ()
    orcid: str = ""
    affiliations: tuple[Affiliation, ...] = ()
    relations: tuple[Relation, ...] = ()
    publications: tuple[Publication, ...] = ()
    declared_conflicts: tuple[DeclaredConflict, ...] = ()

    def ref(self) -> PersonRef:
        return PersonRef(self.name, self.emails, self.orcid)


@dataclass(frozen=True, slots=True)
class Submission:
    """Another paper of the same workshop, by its number and its authors."""

    number: int
    authors: tuple[PersonRef, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """What a workshop counts as a conflict.

    A year is recent when it is later than this year minus the window: with 3 years, 2024 and later in 2026.
    ``coauthor_years`` is the window for collaborators too. That nobody judges their own paper is not for a
    policy to lift: ``self`` counts whatever ``kinds`` holds.
    """

    affiliation_years: int = 3
    coauthor_years: int = 3
    ignore_internships: bool = False
    kinds: frozenset[Kind] = frozenset(Kind)

    def counts(self, kind: Kind) -> bool:
        return kind is Kind.SELF or kind in self.kinds


@dataclass(frozen=True, slots=True)
class Reason:
    """One tie. A ``hint`` blocks nothing: it is a possible conflict that a chair decides.

    ``author`` is the name of the author it concerns and ``position`` the place in the paper's list of
    authors, both empty where the authors declared something about the reviewer together. ``since`` and
    ``until`` are the years of the tie; an ``until`` of ``None`` means that it holds or that its end is not
    known.
    """

    kind: Kind
    evidence: str
    source: Source
    hint: bool = False
    author: str = ""
    position: int | None = None
    since: int | None = None
    until: int | None = None
