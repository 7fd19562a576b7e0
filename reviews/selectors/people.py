"""People and papers as the rules of conflicts read them, loaded for a whole workshop in a fixed number of queries."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from conference.domains import host_of
from conference.models import Role, User, Workshop
from conference.models.people import RoleKind
from reviews.conflict_index import Paper
from reviews.conflict_types import (
    Affiliation,
    DeclaredConflict,
    Kind,
    Person,
    PersonRef,
    Policy,
    Publication,
    Relation,
    RelationKind,
)
from reviews.models import DeclaredConflict as DeclaredRow
from submissions.models import Author, Submission, SubmissionState

REMARK = re.compile(r"\s*\([^()@]*\)$")
ADDRESS_ENDS = re.compile(r"[<>(),;\s]+")


def policy_of(workshop: Workshop) -> Policy:
    """Return the workshop's rules on conflicts."""
    return Policy(
        affiliation_years=workshop.affiliation_years,
        coauthor_years=workshop.coauthor_years,
        ignore_internships=workshop.ignore_internships,
        kinds=frozenset(map(Kind, workshop.conflict_kinds)),
    )


def committee(workshop: Workshop, person: User | None = None) -> dict[int, User]:
    """Return everyone with a part in reviewing, or one of them, by id, with what conflicts are told from."""
    users = committee_members(workshop).prefetch_related(*_profile(), _declared(workshop))
    return {user.pk: user for user in (users.filter(pk=person.pk) if person else users)}


def committee_members(workshop: Workshop) -> QuerySet[User]:
    """Return everyone with a part in reviewing: a site editor has none by that part alone."""
    reviewing = Role.objects.filter(workshop=workshop, user=OuterRef("pk")).exclude(kind=RoleKind.SITE_EDITOR)
    return User.objects.filter(Exists(reviewing)).order_by("name", "pk")


def stranger(name: str, email: str) -> Person:
    """Return somebody of whom a name and an address are all that is known."""
    return Person(name=name, emails=(email.lower(),))


def committee_person(user: User) -> Person:
    """Return a member of the committee with what she declared."""
    return _person(user, [_declared_conflict(row) for row in user.declared_conflicts.all()])


def papers_for_conflicts(workshop: Workshop) -> list[Paper]:
    """Return the papers whose conflicts count, with their authors' profiles: drafts and withdrawn ones have none."""
    submissions = Submission.objects.filter(
        workshop=workshop, state=SubmissionState.SUBMITTED
    ).prefetch_related(
        Prefetch(
            "authors", queryset=Author.objects.select_related("user").prefetch_related(*_profile("user__"))
        )
    )
    return [
        Paper(
            number=paper.number,
            authors=tuple(_author(author) for author in paper.authors.all()),
            declared_by_authors=tuple(declared_lines(paper.declared_conflicts)),
        )
        for paper in submissions
    ]


def declared_lines(text: str) -> Iterable[DeclaredConflict]:
    """Read what authors declared, a line each: an address, a domain, or a name, of a person or of an institution."""
    for line in text.splitlines():
        entry = REMARK.sub("", line.strip().strip(",;"))
        address = next((part for part in ADDRESS_ENDS.split(entry) if "@" in part[1:]), "")
        if address:
            name = entry.split("<")[0].strip() if "<" in entry else ""
            yield DeclaredConflict(person=PersonRef(name=name, emails=(address,)))
        elif entry and len(entry.split()) == 1 and host_of(entry):
            yield DeclaredConflict(institution=entry)
        elif entry:
            yield DeclaredConflict(person=PersonRef(name=entry), institution=entry)
            before, comma, _after = entry.partition(",")
            if comma and len(before.split()) > 1:
                yield DeclaredConflict(person=PersonRef(name=before))


def _profile(prefix: str = "") -> list[str]:
    return [f"{prefix}{name}" for name in ("affiliations", "relations", "publications", "emailaddress_set")]


def _declared(workshop: Workshop) -> Prefetch[str, QuerySet[DeclaredRow], str]:
    return Prefetch("declared_conflicts", queryset=DeclaredRow.objects.filter(workshop=workshop))


def _person(user: User, declared: Iterable[DeclaredConflict] = ()) -> Person:
    addresses = {user.email, *(row.email for row in user.emailaddress_set.all() if row.verified)}  # type: ignore[attr-defined]
    return Person(
        name=user.name,
        emails=tuple(sorted(addresses)),
        orcid=user.orcid,
        affiliations=tuple(
            Affiliation(row.domain, row.institution, row.start_year, row.end_year, row.position)
            for row in user.affiliations.all()
        ),
        relations=tuple(
            Relation(RelationKind(row.kind), _ref(row.name, row.email), row.start_year, row.end_year)
            for row in user.relations.all()
        ),
        publications=tuple(
            Publication(row.title, row.year, tuple(PersonRef(name=name) for name in row.authors))
            for row in user.publications.all()
        ),
        declared_conflicts=tuple(declared),
    )


def _author(author: Author) -> Person:
    """Return an author: the account's profile where there is one, with what the paper itself gives."""
    place = (Affiliation(name=author.affiliation),) if author.affiliation else ()
    if author.user is None:
        ref = _ref(author.name, author.email)
        return Person(name=ref.name, emails=ref.emails, orcid=author.orcid, affiliations=place)
    profile = _person(author.user)
    emails = {*profile.emails, *([author.email.lower()] if author.email else [])}
    return Person(
        name=author.name,
        emails=tuple(sorted(emails)),
        orcid=author.orcid or profile.orcid,
        affiliations=profile.affiliations or place,
        relations=profile.relations,
        publications=profile.publications,
    )


def _ref(name: str, email: str) -> PersonRef:
    return PersonRef(name=name, emails=(email.lower(),) if email else ())


def _declared_conflict(row: DeclaredRow) -> DeclaredConflict:
    if row.kind == DeclaredRow.Kind.INSTITUTION:
        return DeclaredConflict(institution=row.domain)
    return DeclaredConflict(person=_ref(row.name, row.email))
