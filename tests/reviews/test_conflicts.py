"""Conflicts of interest: the same person, relations, what is declared, all authors of a paper. All people are invented."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reviews.conflicts import (
    DeclaredConflict,
    Kind,
    Person,
    Policy,
    Relation,
    RelationKind,
    Source,
    Submission,
    find_conflicts,
    paper_conflicts,
)
from reviews.selectors.people import declared_lines
from tests.reviews.ties import ABEL, ASK, FREE, RUNA, TODAY, answers, at, blocked, check, paper, ref


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
