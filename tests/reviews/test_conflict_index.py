"""The whole committee at once: the same answers as one by one, in a time that grows with the pairs that share something."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import count

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


def compared(size: int, monkeypatch: object) -> int:
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


def test_twice_the_workshop_is_twice_and_not_four_times_the_work(monkeypatch: object) -> None:
    small, large = compared(50, monkeypatch), compared(100, monkeypatch)
    assert small >= 50
    assert large <= 2.1 * small
