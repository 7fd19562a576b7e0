"""Conflicts of interest by joint publications, the rule both ways. All people are invented."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reviews.conflicts import Kind, PersonRef, Policy, Source, Submission, find_conflicts, paper_conflicts
from tests.reviews.ties import ABEL, ASK, FREE, RUNA, TODAY, answers, blocked, check, paper, ref


class TestCoauthor:
    @pytest.mark.parametrize(
        ("year", "expected"),
        [(2023, FREE), (2024, blocked("coauthor")), (2027, blocked("coauthor")), (None, FREE)],
    )
    def test_a_recent_publication_on_either_side(
        self, year: int | None, expected: tuple[set[str], bool]
    ) -> None:
        joint = paper(year, ref("Runa Holm"), ref("Abel Moreau"))
        assert check(replace(RUNA, publications=(joint,)), ABEL) == expected
        assert check(RUNA, replace(ABEL, publications=(joint,))) == expected

    def test_the_window_is_the_workshops(self) -> None:
        one = replace(RUNA, publications=(paper(2022, ref("Runa Holm"), ref("Abel Moreau")),))
        assert check(one, ABEL, Policy(coauthor_years=5)) == blocked("coauthor")
        assert check(one, ABEL, Policy(affiliation_years=9)) == FREE

    @pytest.mark.parametrize(
        ("entry", "expected"),
        [
            (ref("Moreau, Abel"), blocked("coauthor")),
            (ref("ABEL K. MOREAU"), blocked("coauthor")),
            (ref("Ábel Moreau", "ABEL@cedar.example"), blocked("coauthor")),
            (ref("A. Moreau"), FREE),
            (ref("A. Moreau", "abel@cedar.example"), blocked("coauthor")),
            (ref("A. Moreau", orcid="0000-0001-0000-009X"), blocked("coauthor")),
            (ref("Abel Moreau", "abel@oak.example"), ASK),
            (ref("Abel Moreau", orcid="0000-0001-0000-0081"), ASK),
            (
                ref("Abel Moreau", "abel@oak.example", "https://orcid.org/0000-0001-0000-009X"),
                blocked("coauthor"),
            ),
            (ref("Abel Moreau-Diaz"), FREE),
            (ref("MOREAU Abel"), blocked("coauthor")),
            (ref("Moreau Abel"), ASK),
            (ref("Moreau Abel", "abel@oak.example"), FREE),
            (ref("Moreau Abel", "ABEL@cedar.example"), blocked("coauthor")),
            (ref("", "abel@cedar.example"), blocked("coauthor")),
        ],
    )
    def test_how_an_entry_names_someone(self, entry: PersonRef, expected: tuple[set[str], bool]) -> None:
        author = replace(ABEL, orcid="0000-0001-0000-009X")
        assert check(replace(RUNA, publications=(paper(2025, ref("Runa Holm"), entry),)), author) == expected

    def test_a_namesakes_own_entry_is_not_the_author(self) -> None:
        one = replace(RUNA, name="Wei Lin", publications=(paper(2025, ref("Wei Lin"), ref("Bo Lund")),))
        other = replace(ABEL, name="Wei Lin")
        assert check(one, other) == ASK
        kin = replace(one, publications=(paper(2025, ref("Wei Lin"), ref("Bo Lin")),))
        assert check(kin, other) == ASK
        both = replace(one, publications=(paper(2025, ref("Wei Lin"), ref("Wei Lin")),))
        assert check(both, other) == blocked("coauthor")

    def test_ones_own_paper_is_found_under_an_initial_or_an_earlier_name(self) -> None:
        for me in ("R. Holm", "Runa Holm-Lie", "Runa Lie"):
            assert check(
                replace(RUNA, publications=(paper(2025, ref(me), ref("Abel Moreau")),)), ABEL
            ) == blocked("coauthor")

    def test_a_paper_of_others_ties_nobody(self) -> None:
        stray = paper(2025, ref("Bo Lund"), ref("Abel Moreau"))
        assert check(replace(RUNA, publications=(stray,)), ABEL) == FREE

    def test_the_same_paper_in_both_records_is_told_once(self) -> None:
        joint = paper(2025, ref("Runa Holm"), ref("Abel Moreau"))
        reasons = find_conflicts(
            replace(RUNA, publications=(joint,)), replace(ABEL, publications=(joint,)), Policy(), TODAY
        )
        assert [(reason.kind, reason.since, reason.source) for reason in reasons] == [
            (Kind.COAUTHOR, 2025, Source.REVIEWER)
        ]

    @pytest.mark.parametrize(
        ("authors", "expected"),
        [
            (
                (ref("Runa Holm", "runa@birch.example"), ref("Abel Moreau", "abel@cedar.example")),
                blocked("coauthor"),
            ),
            ((ref("Runa Holm"), ref("Abel Moreau")), blocked("coauthor")),
            ((ref("Runa Holm", "runa@birch.example"), ref("Abel Moreau", "abel@oak.example")), ASK),
            ((ref("Runa Holm", "runa@birch.example"), ref("Bo Lund")), FREE),
            ((ref("R. Holm"), ref("Abel Moreau")), FREE),
        ],
    )
    def test_another_submission_to_the_workshop(
        self, authors: tuple[PersonRef, ...], expected: tuple[set[str], bool]
    ) -> None:
        reasons = paper_conflicts(
            RUNA, [ABEL], (), [Submission(12, authors)], Policy(coauthor_years=0), TODAY
        )
        assert answers(reasons) == expected
        assert all("12" in reason.evidence and reason.source is Source.WORKSHOP for reason in reasons)
