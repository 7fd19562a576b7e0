"""Conflicts of interest, each rule both ways. All people are invented."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    Source,
    Submission,
    find_conflicts,
    paper_conflicts,
)
from reviews.selectors.people import declared_lines

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


def test_strangers_are_free() -> None:
    assert check(RUNA, ABEL) == FREE


class TestSelf:
    def test_the_same_address_in_other_letters(self) -> None:
        twin = replace(ABEL, emails=("other@cedar.example", " Runa@BIRCH.example"))
        assert check(RUNA, twin) == blocked("self")

    def test_the_same_address_at_a_public_provider(self) -> None:
        one = Person("Ina Sol", ("ina.sol@gmail.com",))
        assert check(one, Person("I. Sol", ("Ina.Sol@Gmail.com",))) == blocked("self")
        assert check(one, Person("Bo Lund", ("bo.lund@gmail.com",))) == FREE

    @pytest.mark.parametrize(
        "written",
        ["https://orcid.org/0000-0001-0000-009x", "000000010000009X", "orcid.org/0000-0001-0000-009X/"],
    )
    def test_the_same_orcid_however_written(self, written: str) -> None:
        one, other = replace(RUNA, orcid="0000-0001-0000-009X"), replace(ABEL, orcid=written)
        assert check(one, other) == blocked("self")
        assert check(one, replace(other, orcid="0000-0001-0000-0081")) == FREE

    @pytest.mark.parametrize("orcid", ["", "none", "0000"])
    def test_nothing_in_both_fields_is_not_the_same_orcid(self, orcid: str) -> None:
        assert check(replace(RUNA, orcid=orcid), replace(ABEL, orcid=orcid)) == FREE
        assert check(replace(RUNA, emails=("",)), replace(ABEL, emails=("",))) == FREE

    @pytest.mark.parametrize("name", ["Runa Holm", "Holm, Rúna", "RUNA K. HOLM", "Holm Runa"])
    def test_a_shared_name_is_for_the_chair_to_decide(self, name: str) -> None:
        assert check(RUNA, replace(ABEL, name=name)) == ASK

    @pytest.mark.parametrize("name", ["R. Holm", "Runa Holm Berg", "Rune Holm", ""])
    def test_a_name_that_is_only_near_says_nothing(self, name: str) -> None:
        assert check(RUNA, replace(ABEL, name=name)) == FREE

    def test_one_who_is_certainly_the_author_leaves_nothing_to_decide(self) -> None:
        assert check(RUNA, RUNA) == blocked("self", "institution")


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


class TestRelation:
    @pytest.mark.parametrize("kind", [RelationKind.ADVISOR, RelationKind.ADVISEE, RelationKind.FAMILY])
    def test_some_hold_for_good_from_either_side(self, kind: RelationKind) -> None:
        assert check(
            replace(RUNA, relations=(Relation(kind, ref("Abel Moreau", "abel@cedar.example"), 1990, 1995),)),
            ABEL,
        ) == blocked("relation")
        assert check(
            RUNA, replace(ABEL, relations=(Relation(kind, ref("Runa Holm"), 1990, 1995),))
        ) == blocked("relation")

    @pytest.mark.parametrize(
        ("end", "expected"), [(None, blocked("relation")), (2024, blocked("relation")), (2023, FREE)]
    )
    def test_collaborators_while_it_is_recent(self, end: int | None, expected: tuple[set[str], bool]) -> None:
        link = Relation(RelationKind.COLLABORATOR, ref("Abel Moreau", "abel@cedar.example"), 2015, end)
        assert check(replace(RUNA, relations=(link,)), ABEL) == expected

    def test_a_shared_adviser_ties_nobody(self) -> None:
        adviser = (Relation(RelationKind.ADVISOR, ref("Ruth Lind", "ruth@elm.example"), 2001, 2006),)
        assert check(replace(RUNA, relations=adviser), replace(ABEL, relations=adviser)) == FREE

    def test_a_relation_to_a_namesake_is_a_question(self) -> None:
        link = Relation(RelationKind.ADVISOR, ref("Abel Moreau", "abel@oak.example"))
        assert check(replace(RUNA, relations=(link,)), ABEL) == ASK

    def test_the_evidence_says_who_advised_whom(self) -> None:
        told = Relation(RelationKind.ADVISEE, ref("Abel Moreau"), 2001, 2006)
        (reason,) = find_conflicts(replace(RUNA, relations=(told,)), ABEL, Policy(), TODAY)
        assert reason.evidence == "Runa Holm advised Abel Moreau (2001–2006)"
        assert (reason.since, reason.until, reason.author) == (2001, 2006, "Abel Moreau")


class TestDeclared:
    def test_a_person_by_the_reviewer_or_an_author(self) -> None:
        assert check(
            replace(RUNA, declared_conflicts=(DeclaredConflict(ref("Abel Moreau", "abel@cedar.example")),)),
            ABEL,
        ) == blocked("declared")
        assert check(
            RUNA, replace(ABEL, declared_conflicts=(DeclaredConflict(ref("Holm, Runa")),))
        ) == blocked("declared")
        assert check(replace(RUNA, declared_conflicts=(DeclaredConflict(ref("Bo Lund")),)), ABEL) == FREE
        assert check(replace(RUNA, declared_conflicts=(DeclaredConflict(ref("A. Moreau")),)), ABEL) == FREE
        assert (
            check(
                replace(RUNA, declared_conflicts=(DeclaredConflict(ref("Abel Moreau", "abel@oak.example")),)),
                ABEL,
            )
            == ASK
        )

    @pytest.mark.parametrize(
        ("declared", "expected"),
        [
            ("cedar.example", blocked("declared")),
            ("CEDAR.example.", blocked("declared")),
            ("lab.cedar.example", blocked("declared")),
            ("vision.lab.cedar.example", FREE),
            ("other.cedar.example", FREE),
            ("dar.example", FREE),
            ("gmail.com", FREE),
        ],
    )
    def test_an_institution_and_its_subdomains(self, declared: str, expected: tuple[set[str], bool]) -> None:
        author = replace(ABEL, affiliations=(at("lab.cedar.example"),), emails=("abel@gmail.com",))
        stated = (DeclaredConflict(institution=declared),)
        assert check(replace(RUNA, declared_conflicts=stated), author) == expected
        assert check(author, replace(RUNA, declared_conflicts=stated)) == expected
        assert answers(paper_conflicts(author, [RUNA], stated, (), Policy(), TODAY)) == expected

    def test_an_institution_that_the_author_left_long_ago_is_not_meant(self) -> None:
        one = replace(RUNA, declared_conflicts=(DeclaredConflict(institution="elm.example"),))
        assert check(one, replace(ABEL, affiliations=(at("cedar.example"), at("elm.example", 2023)))) == FREE
        assert check(
            one, replace(ABEL, affiliations=(at("cedar.example"), at("elm.example", 2024)))
        ) == blocked("declared")

    def test_an_institution_by_name(self) -> None:
        one = replace(RUNA, declared_conflicts=(DeclaredConflict(institution="Cédar Institute"),))
        assert check(
            one, replace(ABEL, affiliations=(at("cedar.example", name="Cedar Institute"),))
        ) == blocked("declared")

    def test_a_mail_provider_is_no_institution_under_its_name_either(self) -> None:
        one = replace(RUNA, declared_conflicts=(DeclaredConflict(institution="gmail.com"),))
        assert check(one, replace(ABEL, affiliations=(at("gmail.com", name="gmail.com"),))) == FREE

    @pytest.mark.parametrize(
        ("line", "expected"),
        [
            ("Runa Holm", blocked("declared")),
            ("Holm, Runa", blocked("declared")),
            ("Runa Holm, Birch Institute", blocked("declared")),
            ("Runa Holm (my old room-mate)", blocked("declared")),
            ("Runa Holm <runa@birch.example>;", blocked("declared")),
            ("Somebody, runa@BIRCH.example", blocked("declared")),
            ("Runa Holm <runa@oak.example>", ASK),
            ("Holm Runa", ASK),
            ("@birch.example", blocked("declared")),
            ("https://www.birch.example/", blocked("declared")),
            ("Birch Institute", blocked("declared")),
            ("R. Holm", FREE),
            ("Oak Institute", FREE),
            ("lab.birch.example", FREE),
            (" ; ", FREE),
        ],
    )
    def test_a_line_that_authors_typed(self, line: str, expected: tuple[set[str], bool]) -> None:
        reviewer = replace(RUNA, affiliations=(at("birch.example", name="Birch Institute"),))
        declared = list(declared_lines(f"\n{line}\n"))
        assert answers(paper_conflicts(reviewer, [ABEL], declared, (), Policy(), TODAY)) == expected

    def test_with_the_paper(self) -> None:
        named = (DeclaredConflict(ref("Runa Holm", "runa@birch.example")),)
        (reason,) = paper_conflicts(RUNA, [ABEL], named, (), Policy(), TODAY)
        assert (reason.kind, reason.source, reason.position, reason.author) == (
            Kind.DECLARED,
            Source.PAPER,
            None,
            "",
        )
        assert (
            paper_conflicts(
                replace(RUNA, name="Bo Lund", emails=("bo@birch.example",)),
                [ABEL],
                named,
                (),
                Policy(),
                TODAY,
            )
            == []
        )


class TestPaper:
    def test_every_author_counts_and_is_named(self) -> None:
        colleague = Person("Bo Lund", ("bo@birch.example",))
        reasons = paper_conflicts(RUNA, [ABEL, colleague], (), (), Policy(), TODAY)
        assert [(reason.kind, reason.author, reason.position) for reason in reasons] == [
            (Kind.INSTITUTION, "Bo Lund", 1)
        ]
        assert (
            reasons[0].evidence
            == "Both at birch.example: Runa Holm (birch.example since 2015), Bo Lund (e-mail at birch.example)"
        )

    def test_without_authors_nobody_is_in_conflict(self) -> None:
        assert paper_conflicts(RUNA, [], (), (), Policy(), TODAY) == []

    def test_a_hint_about_one_author_stays_beside_a_tie_with_another(self) -> None:
        namesake = replace(ABEL, name="Runa Holm")
        colleague = Person("Bo Lund", ("bo@birch.example",))
        assert answers(paper_conflicts(RUNA, [namesake, colleague], (), (), Policy(), TODAY)) == (
            {"institution"},
            True,
        )

    @pytest.mark.parametrize("kind", [Kind.INSTITUTION, Kind.COAUTHOR, Kind.RELATION, Kind.DECLARED])
    def test_a_policy_may_leave_out_any_kind_but_self(self, kind: Kind) -> None:
        author = replace(
            ABEL,
            affiliations=(at("birch.example"),),
            publications=(paper(2025, ref("Runa Holm"), ref("Abel Moreau")),),
            relations=(Relation(RelationKind.FAMILY, ref("Runa Holm")),),
        )
        declared = (DeclaredConflict(ref("Runa Holm")),)
        joint = (Submission(12, (RUNA.ref(), author.ref())),)
        everything = {"institution", "coauthor", "relation", "declared"}
        assert answers(paper_conflicts(RUNA, [author], declared, joint, Policy(), TODAY))[0] == everything
        without = Policy(kinds=frozenset(Kind) - {kind})
        assert answers(paper_conflicts(RUNA, [author], declared, joint, without, TODAY))[0] == everything - {
            kind
        }
        assert check(RUNA, RUNA, Policy(kinds=frozenset())) == blocked("self")
