"""Conflicts of interest by institution, the rule both ways. All people are invented."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.conflicts import Person, Policy, find_conflicts
from tests.reviews.ties import ABEL, ASK, FREE, RUNA, TODAY, at, blocked, check


class TestInstitution:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("cs.maple.example", "maple.example"),
            ("eng.cam.ac.uk", "cl.cam.ac.uk"),
            ("student.itu.edu.tr", "ITU.EDU.TR."),
            ("deepmind.com", "google.com"),
            ("amazon.com.br", "amazon.co.jp"),
            ("fb.com", "meta.com"),
        ],
    )
    def test_one_organisation(self, one: str, other: str) -> None:
        assert check(
            replace(RUNA, affiliations=(at(one),)), replace(ABEL, affiliations=(at(other),))
        ) == blocked("institution")

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("cam.ac.uk", "ucl.ac.uk"),
            ("itu.edu.tr", "metu.edu.tr"),
            ("um.com.br", "dois.com.br"),
            ("gmail.com", "gmail.com"),
            ("ieee.org", "ieee.org"),
            ("independent-researcher.org", "independent-researcher.org"),
            ("ac.uk", "ac.uk"),
            ("", ""),
        ],
    )
    def test_two_organisations_or_none(self, one: str, other: str) -> None:
        assert check(replace(RUNA, affiliations=(at(one),)), replace(ABEL, affiliations=(at(other),))) == FREE

    @pytest.mark.parametrize(
        ("end", "expected"), [(2023, FREE), (2024, blocked("institution")), (2027, blocked("institution"))]
    )
    def test_an_ended_affiliation_counts_inside_the_window(
        self, end: int, expected: tuple[set[str], bool]
    ) -> None:
        moved = replace(RUNA, affiliations=(at("birch.example"), at("cedar.example", end)))
        assert check(moved, ABEL) == expected
        assert check(ABEL, moved) == expected

    def test_the_window_is_the_workshops(self) -> None:
        moved = replace(RUNA, affiliations=(at("birch.example"), at("cedar.example", 2022)))
        assert check(moved, ABEL, Policy(affiliation_years=4)) == FREE
        assert check(moved, ABEL, Policy(affiliation_years=5)) == blocked("institution")
        assert check(moved, ABEL, Policy(coauthor_years=9)) == FREE

    def test_an_address_speaks_only_where_no_affiliation_is_ongoing(self) -> None:
        stale = replace(RUNA, emails=("runa@cedar.example",))
        assert check(stale, ABEL) == FREE
        assert check(replace(stale, affiliations=()), ABEL) == blocked("institution")
        assert check(replace(stale, affiliations=(at("birch.example", 2016),)), ABEL) == blocked(
            "institution"
        )
        assert check(ABEL, replace(stale, affiliations=())) == blocked("institution")

    def test_an_affiliation_that_ended_last_year_does_not_silence_it(self) -> None:
        left = replace(RUNA, emails=("runa@cedar.example",), affiliations=(at("birch.example", 2025),))
        assert check(left, ABEL) == blocked("institution")

    def test_every_address_speaks_then(self) -> None:
        one = replace(RUNA, affiliations=(), emails=("runa@gmail.com", "runa@lab.cedar.example"))
        assert check(one, ABEL) == blocked("institution")

    @pytest.mark.parametrize("domain", ["alumni.cedar.example", "alum.cedar.example"])
    def test_forwarding_addresses_do_not(self, domain: str) -> None:
        assert check(replace(RUNA, affiliations=(), emails=(f"runa@{domain}",)), ABEL) == FREE

    def test_the_independent_are_at_no_institution(self) -> None:
        free = at("", name="Independent researcher")
        one, other = replace(RUNA, affiliations=(free,)), replace(ABEL, affiliations=(free,))
        assert check(one, other) == FREE
        assert check(replace(one, emails=("runa@cedar.example",)), ABEL) == FREE

    def test_a_mail_provider_as_affiliation_does_not_silence_the_address(self) -> None:
        one = replace(RUNA, affiliations=(at("gmail.com"),), emails=("runa@cedar.example",))
        assert check(one, ABEL) == blocked("institution")

    @pytest.mark.parametrize("position", ["Research Intern", "internship", "Intern (summer)", "Praktikantin"])
    def test_internships_count_unless_the_workshop_ignores_them(self, position: str) -> None:
        intern = replace(RUNA, affiliations=(at("birch.example"), at("cedar.example", 2025, position)))
        assert check(intern, ABEL) == blocked("institution")
        assert check(intern, ABEL, Policy(ignore_internships=True)) == FREE
        assert check(ABEL, intern, Policy(ignore_internships=True)) == FREE

    @pytest.mark.parametrize("position", ["Internal Medicine", "International Chair", "Postdoc"])
    def test_other_positions_count_all_the_same(self, position: str) -> None:
        other = replace(RUNA, affiliations=(at("birch.example"), at("cedar.example", 2025, position)))
        assert check(other, ABEL, Policy(ignore_internships=True)) == blocked("institution")

    def test_an_ignored_internship_neither_speaks_by_mail_nor_silences_it(self) -> None:
        intern = Person(
            "Ina Sol",
            ("ina@cedar.example", "ina@birch.example"),
            affiliations=(at("cedar.example", None, "Intern"),),
        )
        lenient = Policy(ignore_internships=True)
        assert check(intern, ABEL, lenient) == FREE
        assert check(intern, RUNA, lenient) == blocked("institution")

    def test_the_same_name_without_a_domain_is_a_question(self) -> None:
        named, placed = at("", name="Université du Cèdre"), at("cedar.example", name="Universite du Cedre")
        one, other = replace(RUNA, emails=(), affiliations=(named,)), replace(ABEL, affiliations=(placed,))
        assert check(one, other) == ASK
        (reason,) = find_conflicts(one, other, Policy(), TODAY)
        assert reason.evidence == "Both name “Université du Cèdre” as their affiliation; a domain is missing"
        assert (
            check(one, replace(ABEL, affiliations=(at("cedar.example", name="Universite du Chene"),))) == FREE
        )

    @given(
        st.lists(
            st.sampled_from(
                [
                    "cs.oak.example",
                    "oak.example",
                    "elm.example",
                    "google.com",
                    "deepmind.com",
                    "gmail.com",
                    "ac.uk",
                    "",
                ]
            ),
            max_size=3,
        ),
        st.lists(
            st.sampled_from(
                ["law.oak.example", "elm.example", "a.elm.example", "google.de", "gmx.de", "ac.uk"]
            ),
            max_size=3,
        ),
        st.sampled_from([None, 2023, 2024]),
        st.sampled_from([None, 2023, 2024]),
    )
    def test_who_asks_makes_no_difference(
        self, mine: list[str], theirs: list[str], end: int | None, until: int | None
    ) -> None:
        one = Person("Ina Sol", ("ina@elm.example",), affiliations=tuple(at(domain, end) for domain in mine))
        other = Person(
            "Bo Lund", ("bo@oak.example",), affiliations=tuple(at(domain, until) for domain in theirs)
        )
        assert check(one, other) == check(other, one)
