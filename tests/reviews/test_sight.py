"""The whole matrix, three times: the pure rule, the rights of a loaded paper, and their queryset twin."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conference.errors import Invalid
from conference.models import Mail
from conference.visibility import NOBODY, viewer_of
from reviews.services.assignment import assign_by_hand
from reviews.services.decisions import release_decisions
from reviews.sight import Actor, Info, Phase, Policy, Sight, Standing, actors, sight
from reviews.visibility import papers_visible_to, rights, with_facts
from submissions.models import Submission
from tests.cast import ACTORS, make_cast, one_on_servers, retract_review
from tests.factories import AuthorFactory, ConflictFactory, RoleFactory, SubmissionFactory

MATRIX = json.loads((Path(__file__).parent.parent / "data" / "visibility.json").read_text())
PHASES = MATRIX["phases"]
LETTER = {Sight.VISIBLE: "A", Sight.IF_FORCED: "F", Sight.HIDDEN: "."}
STANDING = {
    "visitor": Standing(),
    "author": Standing(is_author=True),
    "other_author": Standing(is_author_elsewhere=True),
    "reviewer_assigned": Standing(roles=frozenset({"reviewer"}), reviews_it=True, own_review_in=True),
    "reviewer_unassigned": Standing(roles=frozenset({"reviewer"})),
    "reviewer_conflicted": Standing(roles=frozenset({"reviewer"}), has_conflict=True),
    "area_chair_assigned": Standing(roles=frozenset({"area_chair"}), handles_it=True),
    "area_chair_unassigned": Standing(roles=frozenset({"area_chair"})),
    "program_chair": Standing(roles=frozenset({"program_chair"})),
    "program_chair_conflicted": Standing(roles=frozenset({"program_chair"}), has_conflict=True),
    "site_editor": Standing(roles=frozenset({"site_editor"})),
    "site_admin": Standing(is_site_admin=True),
}
OPEN = Policy(bidding_open=True)


def test_matrix_names_every_actor_phase_and_information():
    assert set(MATRIX["rules"]) == set(Info)
    assert [str(phase) for phase in Phase] == PHASES
    assert all(set(row) == set(ACTORS) == set(Actor) for row in MATRIX["rules"].values())


@pytest.mark.parametrize("info", Info)
def test_rule_answers_every_cell(info):
    answered = {
        actor: "".join(LETTER[sight(info, STANDING[actor], phase, OPEN)] for phase in Phase)
        for actor in ACTORS
    }
    assert answered == MATRIX["rules"][info]


@pytest.mark.django_db
@pytest.mark.parametrize("phase", one_on_servers(PHASES, "reviewing", "published_rejected"))
def test_rights_and_queryset_answer_every_cell_from_the_database(phase):
    cast = make_cast(phase)
    place = PHASES.index(phase)
    for actor in ACTORS:
        viewer = cast.viewer(actor)
        seen = with_facts(Submission.objects.filter(pk=cast.paper.pk), viewer, cast.workshop).get()
        found = rights(seen, viewer, cast.workshop)
        # An assignment is what makes the phase "reviewing": before it the reviewer to be is one without the paper.
        part = "reviewer_unassigned" if actor == "reviewer_assigned" and phase == "submitted" else actor
        for info in Info:
            expected = MATRIX["rules"][info][part][place]
            assert LETTER[found.sight(info)] == expected, (actor, info)
            listed = papers_visible_to(viewer, cast.workshop, info).filter(pk=cast.paper.pk).exists()
            assert listed == (expected == "A"), (actor, info)


DENIED = {
    "author": "reviewer_conflicted",
    "program_chair": "program_chair_conflicted",
    "reviewer_assigned": "reviewer_conflicted",
}
"""As whom somebody sees a paper of which she is named an author and says that this is a mistake."""


@pytest.mark.django_db
@pytest.mark.parametrize("phase", one_on_servers(["discussion", "released_rejected"], "discussion"))
def test_who_says_not_to_be_an_author_sees_the_paper_as_somebody_with_a_conflict(phase):
    cast = make_cast(phase)
    for actor, part in DENIED.items():
        author = cast.paper.authors.filter(user=cast.people[actor]).first()
        author = author or AuthorFactory(submission=cast.paper, user=cast.people[actor], position=5)
        for standing, seen_as in (("waiting", "author"), ("denied", part)):
            author.standing = standing
            author.save()
            viewer = cast.viewer(actor)
            seen = with_facts(Submission.objects.filter(pk=cast.paper.pk), viewer, cast.workshop).get()
            for info in Info:
                expected = MATRIX["rules"][info][seen_as][PHASES.index(phase)]
                listed = papers_visible_to(viewer, cast.workshop, info).filter(pk=cast.paper.pk).exists()
                found = rights(seen, viewer, cast.workshop).sight(info)
                assert (LETTER[found], listed) == (expected, expected == "A"), (actor, standing, info)


@pytest.mark.enumeration
@pytest.mark.django_db
def test_who_is_named_as_an_author_never_reviews_the_paper_and_is_told_nothing_of_it():
    cast = make_cast("decided")
    named = AuthorFactory(submission=cast.paper, user=cast.people["reviewer_unassigned"], position=5)
    for standing in ("waiting", "denied"):
        named.standing = standing
        named.save()
        with pytest.raises(Invalid, match="has a conflict"):
            assign_by_hand(submission=cast.paper, user=named.user, by=cast.people["program_chair"])

    decision = cast.paper.decision
    release_decisions(
        workshop=cast.workshop, by=cast.people["program_chair"], seen={cast.paper.pk: decision.version}
    )
    told = set(Mail.objects.filter(template="decision_accept").values_list("email", flat=True))
    assert cast.people["author"].email in told
    assert named.email not in told


@given(
    roles=st.frozensets(st.sampled_from(["reviewer", "area_chair", "program_chair", "site_editor"])),
    phase=st.sampled_from(list(Phase)),
    info=st.sampled_from(list(Info)),
)
def test_author_gains_nothing_from_other_parts(roles, phase, info):
    plain = sight(info, Standing(is_author=True), phase, OPEN)
    assert sight(info, Standing(roles=roles, is_author=True, has_conflict=True), phase, OPEN) == plain


@given(
    roles=st.frozensets(st.sampled_from(["reviewer", "area_chair", "site_editor"])),
    phase=st.sampled_from(list(Phase)),
    info=st.sampled_from(list(Info)),
)
def test_conflict_never_widens_sight(roles, phase, info):
    order = [Sight.HIDDEN, Sight.IF_FORCED, Sight.VISIBLE]
    free = sight(info, Standing(roles=roles), phase, OPEN)
    assert order.index(sight(info, Standing(roles=roles, has_conflict=True), phase, OPEN)) <= order.index(
        free
    )


def test_closed_bidding_hides_submitted_papers_from_the_unassigned():
    reviewer = STANDING["reviewer_unassigned"]
    assert sight(Info.TITLE_ABSTRACT, reviewer, Phase.SUBMITTED, OPEN) is Sight.VISIBLE
    assert sight(Info.TITLE_ABSTRACT, reviewer, Phase.SUBMITTED, Policy()) is Sight.HIDDEN


def test_settings_widen_what_they_name_and_nothing_else():
    widened = Policy(bidding_open=True, authors_shown_after_release=True, reviewers_see_one_another=True)
    changed = {
        (info, actor, phase)
        for info in Info
        for actor in ACTORS
        for phase in Phase
        if sight(info, STANDING[actor], phase, OPEN) != sight(info, STANDING[actor], phase, widened)
    }
    released = (Phase.RELEASED_ACCEPTED, Phase.RELEASED_REJECTED, Phase.PUBLISHED_REJECTED)
    authors = {
        (Info.AUTHOR_IDENTITIES, actor, phase)
        for actor in ("reviewer_assigned", "area_chair_assigned")
        for phase in released
    }
    late = (Phase.DISCUSSION, Phase.DECIDED, *released, Phase.PUBLISHED_ACCEPTED)
    assert changed == authors | {(Info.REVIEWER_IDENTITIES, "reviewer_assigned", phase) for phase in late}


def test_reviewer_sees_others_only_once_her_own_review_is_in():
    waiting = Standing(roles=frozenset({"reviewer"}), reviews_it=True)
    for info in (Info.REVIEWS_FOR_AUTHORS, Info.DISCUSSION):
        assert sight(info, STANDING["reviewer_assigned"], Phase.DISCUSSION, OPEN) is Sight.VISIBLE
        assert sight(info, waiting, Phase.DISCUSSION, OPEN) is Sight.HIDDEN


@pytest.mark.django_db
def test_reviewer_without_own_review_sees_no_other_in_the_database_either():
    cast = make_cast("discussion")
    viewer = cast.viewer("reviewer_assigned")
    assert papers_visible_to(viewer, cast.workshop, Info.REVIEWS_FOR_AUTHORS).exists()

    retract_review(cast.paper.assignments.get(mark="A").review)

    assert not papers_visible_to(viewer, cast.workshop, Info.REVIEWS_FOR_AUTHORS).exists()


@pytest.mark.django_db
def test_nobody_is_no_author_of_a_paper_whose_authors_have_no_account():
    paper = SubmissionFactory()
    AuthorFactory(submission=paper, user=None, name="Ada Unregistered")

    seen = with_facts(Submission.objects.all(), NOBODY, paper.workshop).get()

    assert not rights(seen, NOBODY, paper.workshop).sees(Info.PAPER_EXISTENCE)
    assert list(papers_visible_to(NOBODY, paper.workshop)) == []


@pytest.mark.django_db
def test_hint_is_no_conflict():
    paper = SubmissionFactory()
    chair = RoleFactory(workshop=paper.workshop).user
    conflict = ConflictFactory(submission=paper, user=chair)
    viewer = viewer_of(chair)
    assert not papers_visible_to(viewer, paper.workshop, Info.PAPER_FILE).exists()

    conflict.state = "hint"
    conflict.save()

    assert papers_visible_to(viewer, paper.workshop, Info.PAPER_FILE).exists()


def test_chair_who_is_author_is_an_author_and_nothing_more():
    assert actors(Standing(roles=frozenset({"program_chair"}), is_author=True)) == {Actor.AUTHOR}
