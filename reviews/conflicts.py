"""Conflicts of interest between a reviewer or organiser and the authors of a paper, each with its evidence.

``find_conflicts`` compares two people, ``paper_conflicts`` adds what only the paper and the workshop know:
what the authors declared, and other submissions with a joint author. ``reviews.conflict_index`` does the same
for a committee.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from conference import domains, names
from reviews.conflict_facts import Facts, Identity, Match
from reviews.conflict_types import (
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
    Source,
    Submission,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

__all__ = [
    "Affiliation",
    "DeclaredConflict",
    "Kind",
    "Person",
    "PersonRef",
    "Policy",
    "Publication",
    "Reason",
    "Relation",
    "RelationKind",
    "Source",
    "Submission",
    "find_conflicts",
    "paper_conflicts",
]


def find_conflicts(person: Person, other: Person, policy: Policy, on_date: dt.date) -> list[Reason]:
    """Every tie between ``person``, who would judge, and ``other``, an author. Hints are left out beside a
    real tie.
    """
    return pair_conflicts(Facts(person, policy, on_date.year), Facts(other, policy, on_date.year), None)


def paper_conflicts(
    reviewer: Person,
    paper_authors: Sequence[Person],
    declared_by_authors: Iterable[DeclaredConflict],
    other_submissions: Iterable[Submission],
    policy: Policy,
    on_date: dt.date,
) -> list[Reason]:
    """Every tie between a reviewer or organiser and a paper, author by author, then what the authors
    declared.
    """
    judge = Facts(reviewer, policy, on_date.year)
    authors = [Facts(author, policy, on_date.year) for author in paper_authors]
    others = [(item.number, tuple(map(Identity.of, item.authors))) for item in other_submissions]
    reasons: list[Reason] = []
    for position, author in enumerate(authors):
        joint = joint_submissions(judge, author, others, position)
        reasons += settled([*pair_conflicts(judge, author, position), *joint])
    return reasons + declared_conflicts(judge, declared_by_authors)


def pair_conflicts(judge: Facts, author: Facts, position: int | None) -> list[Reason]:
    """Every tie between two people whose facts are read already; ``position`` is the author's place on the paper."""
    found = [
        *_self(judge, author, position),
        *_institution(judge, author, position),
        *_publications(judge, author, position),
        *_relations(judge, author, position),
        *_declared(judge, author, position),
    ]
    return settled([reason for reason in found if judge.policy.counts(reason.kind)])


def settled(reasons: list[Reason]) -> list[Reason]:
    """Without hints where a tie is certain: a chair has nothing left to decide about that author."""
    certain = [reason for reason in reasons if not reason.hint]
    return certain or reasons


def joint_submissions(
    judge: Facts, author: Facts, others: Iterable[tuple[int, tuple[Identity, ...]]], position: int | None
) -> list[Reason]:
    """Other papers of the workshop that name both, each given by its number and its authors."""
    if not judge.policy.counts(Kind.COAUTHOR):
        return []
    return [
        Reason(
            Kind.COAUTHOR,
            f"{judge.person.name} and {author.person.name} both wrote submission {number} to this workshop"
            + _doubt(match, author),
            Source.WORKSHOP,
            match.is_doubtful,
            author.person.name,
            position,
            judge.year,
        )
        for number, entries in others
        if (match := _names_both(entries, judge.identity, author.identity))
    ]


def declared_conflicts(judge: Facts, declared: Iterable[DeclaredConflict]) -> list[Reason]:
    """What the authors of a paper declared about the reviewer."""
    if not judge.policy.counts(Kind.DECLARED):
        return []
    who = [(item, Identity.of(item.person or PersonRef())) for item in declared]
    return settled(
        [
            Reason(Kind.DECLARED, f"The authors declared {what}", Source.PAPER, match.is_doubtful)
            for item, identity in who
            for match, what in _declared_matches(item, identity, judge)
        ]
    )


def _self(judge: Facts, author: Facts, position: int | None) -> Iterator[Reason]:
    mine, theirs = judge.identity, author.identity
    if mine.is_surely(theirs):
        shared = sorted(mine.emails & theirs.emails)
        evidence = (
            f"The same e-mail address, {shared[0]}" if shared else f"The same ORCID, {author.person.orcid}"
        )
        yield Reason(Kind.SELF, evidence, Source.BOTH, author=author.person.name, position=position)
    elif names.same_forms(mine.forms, theirs.forms) or names.turned_forms(mine.forms, theirs.forms):
        both = f"{judge.person.name} and {author.person.name}"
        evidence = f"{both} share a name; nothing else shows that they are one person"
        yield Reason(
            Kind.SELF, evidence, Source.BOTH, hint=True, author=author.person.name, position=position
        )


def _institution(judge: Facts, author: Facts, position: int | None) -> Iterator[Reason]:
    for shared in sorted(judge.organisations & author.organisations):
        sides = [[item for item in who.standings if item.organisation == shared] for who in (judge, author)]
        mine, theirs = (max(side, key=lambda item: item.until or judge.year + 1) for side in sides)
        evidence = (
            f"Both at {shared}: {judge.person.name} ({_where(mine.host, mine.since, mine.until, mine.by_email)}), "
            f"{author.person.name} ({_where(theirs.host, theirs.since, theirs.until, theirs.by_email)})"
        )
        since = max((item.since for item in (mine, theirs) if item.since), default=None)
        until = min((item.until for item in (mine, theirs) if item.until), default=None)
        yield Reason(
            Kind.INSTITUTION, evidence, Source.BOTH, False, author.person.name, position, since, until
        )
    for name in sorted(judge.places.keys() & author.places.keys()):
        own, other = judge.places[name], author.places[name]
        if not (domains.host_of(own.domain) and domains.host_of(other.domain)):
            evidence = f"Both name “{own.name.strip()}” as their affiliation; a domain is missing"
            yield Reason(Kind.INSTITUTION, evidence, Source.BOTH, True, author.person.name, position)


def _publications(judge: Facts, author: Facts, position: int | None) -> Iterator[Reason]:
    told = set()
    for owner, other, source in ((judge, author, Source.REVIEWER), (author, judge, Source.AUTHOR)):
        for record in owner.records:
            match = _names_both(record.authors, owner.identity, other.identity, owned=True)
            title, year = record.publication.title, record.publication.year
            if match and (match, names.fold(title), year) not in told:
                told.add((match, names.fold(title), year))
                evidence = (
                    f"“{title}” ({year}), from the publications of {owner.person.name}, names {other.person.name}"
                    + _doubt(match, other)
                )
                hint = match.is_doubtful
                yield Reason(Kind.COAUTHOR, evidence, source, hint, author.person.name, position, year, year)


def _names_both(
    entries: Sequence[Identity], first: Identity, second: Identity, *, owned: bool = False
) -> Match:
    """How surely a list of authors names both people. One entry names one person, so namesakes need two.

    ``owned`` is the list of a paper from the first one's own profile: there an initial or an earlier name
    that shares a word with today's is enough to find the first.
    """
    best = Match.NO
    for index, entry in enumerate(entries):
        match = entry.match(second)
        if not match:
            continue
        beside = [item for at, item in enumerate(entries) if at != index]
        company = max((item.match(first) for item in beside), default=Match.NO)
        if owned and (company or (not entry.match(first) and any(_may_be(item, first) for item in beside))):
            company = Match.YES
        if company and Match.YES in {match, company}:
            best = max(best, min(match, company))
    return best


def _may_be(entry: Identity, owner: Identity) -> bool:
    return not entry.forms.words.isdisjoint(owner.forms.words)


def _relations(judge: Facts, author: Facts, position: int | None) -> Iterator[Reason]:
    for owner, other, source in ((judge, author, Source.REVIEWER), (author, judge, Source.AUTHOR)):
        for relation, identity in zip(owner.person.relations, owner.related, strict=True):
            match = identity.match(other.identity)
            if match and _lasts(relation, owner):
                evidence = _relation_text(relation, owner.person.name, other.person.name) + _doubt(
                    match, other
                )
                hint = match.is_doubtful
                years = relation.start, relation.end
                yield Reason(Kind.RELATION, evidence, source, hint, author.person.name, position, *years)


def _lasts(relation: Relation, owner: Facts) -> bool:
    """Advisers, advisees and family stay in conflict for good, collaborators while the window lasts."""
    if relation.kind is not RelationKind.COLLABORATOR or relation.end is None:
        return True
    return relation.end > owner.year - owner.policy.coauthor_years


def _declared(judge: Facts, author: Facts, position: int | None) -> Iterator[Reason]:
    for owner, other, source in ((judge, author, Source.REVIEWER), (author, judge, Source.AUTHOR)):
        for item, identity in zip(owner.person.declared_conflicts, owner.declared, strict=True):
            for match, what in _declared_matches(item, identity, other):
                evidence, hint = f"{owner.person.name} declared {what}", match.is_doubtful
                yield Reason(Kind.DECLARED, evidence, source, hint, author.person.name, position)


def _declared_matches(
    item: DeclaredConflict, identity: Identity, about: Facts
) -> Iterator[tuple[Match, str]]:
    match = identity.match(about.identity)
    if match:
        yield match, f"a conflict with {about.person.name}{_doubt(match, about)}"
    if not item.institution:
        return
    place = " ".join(names.fold(item.institution))
    covered = any(domains.covers(item.institution, standing.host) for standing in about.standings)
    if covered or (place and place in about.places and not domains.host_of(item.institution)):
        yield Match.YES, f"a conflict with {item.institution}, where {about.person.name} is or was recently"


def _where(host: str, since: int | None, until: int | None, by_email: bool) -> str:
    if by_email:
        return f"e-mail at {host}"
    return f"{host}{_years(since, until)}"


def _years(since: int | None, until: int | None) -> str:
    if since is None and until is None:
        return ""
    if until is None:
        return f" since {since}"
    if since == until:
        return f" in {since}"
    return f" until {until}" if since is None else f" {since}–{until}"


def _relation_text(relation: Relation, owner: str, other: str) -> str:
    text = {
        RelationKind.ADVISOR: f"{other} advised {owner}",
        RelationKind.ADVISEE: f"{owner} advised {other}",
        RelationKind.FAMILY: f"{owner} and {other} are family",
        RelationKind.COLLABORATOR: f"{owner} and {other} are collaborators",
    }[relation.kind]
    years = _years(relation.start, relation.end).strip()
    return f"{text} ({years})" if years else text


def _doubt(match: Match, who: Facts) -> str:
    return {
        Match.NAME_ONLY: f"; the address on record is not one of {who.person.name}'s, only the name is the same",
        Match.TURNED: "; that is the same name only if one of the two has the family name in front",
    }.get(match, "")
