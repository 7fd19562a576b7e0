"""The whole committee at once: the same answers as one by one, in a time that grows with the pairs that share
something.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews import conflict_index
from reviews.conflict_facts import Facts
from reviews.conflict_index import ConflictIndex, Paper
from reviews.conflicts import (
    Affiliation,
    DeclaredConflict,
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

TODAY = dt.date(2026, 6, 1)

names = st.sampled_from(
    ["Wei Lin", "Lin Wei", "Lin, Wei", "W. Lin", "Jürgen Groß", "Juergen Gross", "Jurgen K. Gross", "Ada Obi"]
)
hosts = st.sampled_from(
    ["oak.example", "cs.oak.example", "elm.example", "google.de", "deepmind.com", "gmail.com"]
)
emails = st.builds("{}@{}".format, st.sampled_from(["a", "b"]), hosts)
orcids = st.sampled_from(["", "", "0000-0001-0000-009X", "0000-0001-0000-0081"])
years = st.sampled_from([None, 2022, 2025])
refs = st.builds(PersonRef, names, st.lists(emails, max_size=1).map(tuple), orcids)
institutions = st.sampled_from(["", "oak.example", "cs.oak.example", "google.com", "Elm Institute"])
declarations = st.builds(DeclaredConflict, st.none() | refs, institutions)


def few(items: st.SearchStrategy[object], most: int = 2) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(items, max_size=most).map(tuple)


people = st.builds(
    Person,
    names,
    few(emails),
    orcids,
    few(
        st.builds(
            Affiliation, hosts | st.just(""), st.sampled_from(["", "Elm Institute"]), st.just(2010), years
        )
    ),
    few(st.builds(Relation, st.sampled_from(RelationKind), refs, st.none(), years), 1),
    few(st.builds(Publication, st.sampled_from(["Tides", "Reefs"]), years, few(refs, 3)), 1),
    few(declarations, 1),
)


def one_by_one(reviewer: Person, papers: list[Paper], policy: Policy) -> dict[int, list[Reason]]:
    found = {}
    for paper in papers:
        others = [
            Submission(other.number, tuple(author.ref() for author in other.authors))
            for other in papers
            if other.number != paper.number
        ]
        reasons = paper_conflicts(reviewer, paper.authors, paper.declared_by_authors, others, policy, TODAY)
        if reasons:
            found[paper.number] = reasons
    return found


RUNA = Person("Runa Holm", ("runa@birch.example",))
ABEL = Person("Abel Moreau", ("abel@cedar.example",))
TO_ABEL = PersonRef("A. Moreau", ("abel@cedar.example",))
TO_RUNA = PersonRef("Holm, Runa")
JOINT = (Publication("Tides", 2025, (TO_RUNA, TO_ABEL)),)


@pytest.mark.parametrize(
    ("reviewer", "author"),
    [
        (RUNA, replace(ABEL, name="Holm Runa")),
        (RUNA, replace(ABEL, emails=("abel@cs.birch.example",))),
        (replace(RUNA, publications=JOINT), ABEL),
        (RUNA, replace(ABEL, publications=JOINT)),
        (replace(RUNA, relations=(Relation(RelationKind.FAMILY, TO_ABEL),)), ABEL),
        (RUNA, replace(ABEL, relations=(Relation(RelationKind.ADVISOR, TO_RUNA),))),
        (replace(RUNA, declared_conflicts=(DeclaredConflict(TO_ABEL),)), ABEL),
        (RUNA, replace(ABEL, declared_conflicts=(DeclaredConflict(TO_RUNA),))),
        (replace(RUNA, declared_conflicts=(DeclaredConflict(institution="cedar.example"),)), ABEL),
        (RUNA, replace(ABEL, declared_conflicts=(DeclaredConflict(institution="birch.example"),))),
    ],
)
def test_each_sort_of_tie_is_found_between_people_who_share_nothing_else(
    reviewer: Person, author: Person
) -> None:
    papers = [Paper(7, (Person("Bo Lund", ("bo@elm.example",)), author))]
    found = ConflictIndex(papers, Policy(), TODAY).conflicts_of(reviewer)
    assert [reason.position for reason in found[7]] == [1]
    assert found == one_by_one(reviewer, papers, Policy())


def test_joint_submissions_and_the_authors_declarations_are_found() -> None:
    other = Paper(8, (ABEL, replace(RUNA, affiliations=(Affiliation("elm.example"),))))
    declaring = Paper(9, (Person("Bo Lund", ("bo@oak.example",)),), (DeclaredConflict(TO_RUNA),))
    papers = [Paper(7, (ABEL,)), other, declaring]
    found = ConflictIndex(papers, Policy(), TODAY).conflicts_of(RUNA)
    assert [reason.kind for reason in found[7]] == ["coauthor"]
    assert [reason.kind for reason in found[8]] == ["self"]
    assert [reason.kind for reason in found[9]] == ["declared"]
    assert found == one_by_one(RUNA, papers, Policy())


@given(people, st.lists(st.tuples(few(people), few(declarations, 1)), max_size=4), st.booleans())
def test_the_index_gives_the_reasons_that_the_rules_give(
    reviewer: Person, written: list[tuple[tuple[Person, ...], tuple[DeclaredConflict, ...]]], lenient: bool
) -> None:
    policy = Policy(ignore_internships=lenient)
    papers = [Paper(number, authors, declared) for number, (authors, declared) in enumerate(written, 1)]
    assert ConflictIndex(papers, policy, TODAY).conflicts_of(reviewer) == one_by_one(reviewer, papers, policy)


def committee(size: int) -> tuple[list[Person], list[Paper]]:
    """As many reviewers as papers; the share of pairs with a tie stays the same small number per person."""
    serial = count()

    def person(home: int) -> Person:
        me = next(serial)
        return Person(
            f"Given{me:x} Family{me:x}",
            (f"p{me}@u{home}.example",),
            affiliations=(Affiliation(f"u{home}.example", start=2010),),
        )

    reviewers = [person(at) for at in range(size)]
    papers = [Paper(at, (person(at), replace(person(at + 1), emails=()))) for at in range(size)]
    return reviewers, papers


def compared(size: int, monkeypatch: pytest.MonkeyPatch) -> int:
    calls = 0
    original = conflict_index.pair_conflicts

    def counting(judge: Facts, author: Facts, position: int | None) -> list[Reason]:
        nonlocal calls
        calls += 1
        return original(judge, author, position)

    monkeypatch.setattr(conflict_index, "pair_conflicts", counting)
    reviewers, papers = committee(size)
    index = ConflictIndex(papers, Policy(), TODAY)
    assert all(index.conflicts_of(reviewer) for reviewer in reviewers)
    monkeypatch.setattr(conflict_index, "pair_conflicts", original)
    return calls


def test_twice_the_workshop_is_twice_and_not_four_times_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    small, large = compared(50, monkeypatch), compared(100, monkeypatch)
    assert small >= 50
    assert large <= 2.1 * small
