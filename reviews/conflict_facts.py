"""A profile made ready to be compared many times: addresses, folded names and standing affiliations, worked
out once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from typing import TYPE_CHECKING

from conference import domains, names
from reviews.conflict_types import Affiliation, DeclaredConflict, Person, PersonRef, Policy, Publication

if TYPE_CHECKING:
    from collections.abc import Iterable

_ORCID = re.compile(r"(?<![0-9])([0-9]{4})-?([0-9]{4})-?([0-9]{4})-?([0-9]{3}[0-9xX])(?![0-9])")
_INTERNSHIP = re.compile(
    r"\b(?:interns?|internships?|interning|stagiaire|praktikant(?:in)?|becari[oa])\b", re.IGNORECASE
)


class Match(IntEnum):
    """How surely two mentions mean one person. ``NAME_ONLY``: the same name, though addresses speak against it.
    ``TURNED``: the same name if one of the two has the family name in front.
    """

    NO = 0
    TURNED = 1
    NAME_ONLY = 2
    YES = 3

    @property
    def is_doubtful(self) -> bool:
        """Worth a question to the chair, and no more."""
        return self in {Match.TURNED, Match.NAME_ONLY}


def orcid_key(orcid: str) -> str:
    """The sixteen characters of an ORCID, written bare or as a URL; empty if there are none."""
    found = _ORCID.search(orcid)
    return "".join(found.groups()).upper() if found else ""


@dataclass(frozen=True, slots=True)
class Identity:
    """By what a person is recognised. Two that match in any degree share one of ``keys``."""

    emails: frozenset[str]
    orcid: str
    forms: names.NameForms
    keys: frozenset[str]

    @classmethod
    def of(cls, who: PersonRef | Person) -> Identity:
        emails = frozenset(key for key in map(domains.email_key, who.emails) if "@" in key)
        orcid, forms = orcid_key(who.orcid), names.name_forms(who.name)
        called = {f"name {key}" for key in forms.keys | forms.turned}
        keys = emails | called | ({f"orcid {orcid}"} if orcid else set())
        return cls(emails, orcid, forms, keys)

    def is_surely(self, other: Identity) -> bool:
        """A shared address or ORCID."""
        return bool(self.orcid and self.orcid == other.orcid) or not self.emails.isdisjoint(other.emails)

    def match(self, other: Identity) -> Match:
        """By address or ORCID where both sides have one of the same sort, else by full name, in any order."""
        if self.keys.isdisjoint(other.keys):
            return Match.NO
        if self.is_surely(other):
            return Match.YES
        comparable = (self.emails and other.emails) or (self.orcid and other.orcid)
        if names.same_forms(self.forms, other.forms):
            return Match.NAME_ONLY if comparable else Match.YES
        turned = not comparable and names.turned_forms(self.forms, other.forms)
        return Match.TURNED if turned else Match.NO


@dataclass(frozen=True, slots=True)
class Standing:
    """A host that ties a person to an organisation now or within the window."""

    host: str
    organisation: str
    since: int | None
    until: int | None
    by_email: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """A recent publication and whom it names."""

    publication: Publication
    authors: tuple[Identity, ...]


@dataclass(frozen=True)
class Facts:
    """A person under one policy in one year."""

    person: Person
    policy: Policy
    year: int

    @cached_property
    def identity(self) -> Identity:
        return Identity.of(self.person)

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """Affiliations that are ongoing or ended recently; e-mail domains only where none is ongoing."""
        counted = [item for item in self.person.affiliations if not self._ignored(item)]
        found = [
            Standing(domains.host_of(item.domain), domains.organisation(item.domain), item.start, item.end)
            for item in counted
            if self._recent(item.end) and not domains.is_independent(item.name)
        ]
        if not any(self._ongoing(item) and _says_where(item) for item in counted):
            found += self._by_email()
        return tuple(item for item in found if item.organisation)

    @cached_property
    def organisations(self) -> frozenset[str]:
        return frozenset(item.organisation for item in self.standings)

    @cached_property
    def places(self) -> dict[str, Affiliation]:
        """Standing affiliations by the folded words of their names."""
        standing = [
            item for item in self.person.affiliations if self._recent(item.end) and not self._ignored(item)
        ]
        named = [
            (" ".join(names.fold(item.name)), item)
            for item in standing
            if not domains.is_independent(item.name)
        ]
        return {name: item for name, item in named if name}

    @cached_property
    def records(self) -> tuple[Record, ...]:
        """Publications inside the co-author window."""
        return tuple(
            Record(item, tuple(map(Identity.of, item.authors)))
            for item in self.person.publications
            if item.year is not None and item.year > self.year - self.policy.coauthor_years
        )

    @cached_property
    def related(self) -> tuple[Identity, ...]:
        return tuple(Identity.of(item.person) for item in self.person.relations)

    @cached_property
    def declared(self) -> tuple[Identity, ...]:
        return tuple(Identity.of(item.person or PersonRef()) for item in self.person.declared_conflicts)

    @cached_property
    def own_keys(self) -> frozenset[str]:
        """What this person is found by: addresses, names, organisations."""
        places = {f"place {name}" for name in self.places}
        return self.identity.keys | {f"at {name}" for name in self.organisations} | places

    @cached_property
    def pointing_keys(self) -> frozenset[str]:
        """The own keys of everyone whom this person's record names; two people without a tie share none of
        either.
        """
        named = [*self.related, *self.declared, *(who for record in self.records for who in record.authors)]
        return frozenset(institution_keys(self.person.declared_conflicts).union(*(who.keys for who in named)))

    def _by_email(self) -> list[Standing]:
        ignored = {
            domains.organisation(item.domain) for item in self.person.affiliations if self._ignored(item)
        }
        hosts = dict.fromkeys(map(domains.host_of, self.person.emails))
        found = [Standing(host, domains.organisation(host), None, None, by_email=True) for host in hosts]
        return [item for item in found if item.organisation not in ignored]

    def _recent(self, end: int | None) -> bool:
        return end is None or end > self.year - self.policy.affiliation_years

    def _ongoing(self, item: Affiliation) -> bool:
        return item.end is None or item.end > self.year

    def _ignored(self, item: Affiliation) -> bool:
        return self.policy.ignore_internships and bool(_INTERNSHIP.search(item.position))


def institution_keys(declared: Iterable[DeclaredConflict]) -> set[str]:
    """What the institutions that someone declared are found by: a domain's organisation, else the words of a
    name.
    """
    stated = [item.institution for item in declared]
    hosts = {f"at {domains.organisation(text)}" for text in stated if domains.organisation(text)}
    return hosts | {f"place {' '.join(names.fold(text))}" for text in stated if names.fold(text)}


def _says_where(item: Affiliation) -> bool:
    """Whether an affiliation settles where someone works: an organisation, or nowhere for the independent."""
    return domains.is_independent(item.name) or domains.stands_for_nobody(item.domain) in {"", "independent"}
