"""Two worlds that differ only in what a person may not know look the same to her, on every page and in every count."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import time_machine
from django.core.cache import cache
from django.utils import timezone

from conference.models import AuditEntry, Job, Mail
from reviews.models import (
    Assignment,
    Bid,
    Comment,
    Conflict,
    Decision,
    MetaReview,
    ProposedAssignment,
    Rebuttal,
    Review,
    ReviewAnswer,
)
from reviews.sight import Info
from submissions.models import PaperFile
from tests.access.phases import EVERYBODY, NUMBER, PHASES
from tests.access.rule import ALL, AUTHORS, CHAIRS_OF_PAPERS, REVIEWING
from tests.access.scene import Scene, make_scene
from tests.access.walking import Answer, Door, doors, get, taken_back
from tests.cast import one_on_servers

pytestmark = pytest.mark.django_db
Change = Callable[[Scene], None]


def never_written(scene: Scene) -> None:
    """The paper and everything that tells of it is gone."""
    AuditEntry.objects.filter(about=scene.paper.ref).delete()
    Mail.objects.filter(subject_ref=scene.paper.ref).delete()
    Job.objects.filter(kind="check_pdf", title__contains=str(NUMBER)).delete()
    type(scene.paper).objects.filter(pk=scene.paper.pk).delete()


def decided_otherwise(scene: Scene) -> None:
    Decision.objects.filter(submission=scene.paper).update(outcome="accept_oral", text="Something else")


def reviewed_otherwise(scene: Scene) -> None:
    """The second reviewer is someone else, and her review another one that is not in."""
    second = Assignment.objects.filter(submission=scene.paper, mark="B")
    second.update(user=scene.cast.people["spare"])
    Review.objects.filter(assignment__in=second).update(overall=2, confidence=1, state="draft")
    ReviewAnswer.objects.filter(review__assignment__in=second).update(text="Another opinion")


def proposed_otherwise(scene: Scene) -> None:
    ProposedAssignment.objects.filter(submission=scene.paper).update(
        user=scene.cast.people["reviewer_unassigned"], score=0.9, parts={"text": 0.9, "topics": 0.9}
    )


def bid_otherwise(scene: Scene) -> None:
    """Somebody else bids on the paper."""
    Bid.objects.create(submission=scene.paper, user=scene.cast.people["spare"], value="eager")


def conflicting_otherwise(scene: Scene) -> None:
    Conflict.objects.filter(submission=scene.paper).update(kind="coauthor", evidence="Another reason")


def found_otherwise(scene: Scene) -> None:
    for file in PaperFile.objects.filter(submission=scene.paper, kind="paper"):
        file.report = {**file.report, "anonymous": True, "leaks": []}
        file.save()


def opted_otherwise(scene: Scene) -> None:
    scene.paper.opt_ins.clear()
    type(scene.paper).objects.filter(pk=scene.paper.pk).update(published_elsewhere="")


def discussed_otherwise(scene: Scene) -> None:
    """The comments say something else, one is missing."""
    comments = Comment.objects.filter(submission=scene.paper)
    comments.update(text="Something else was said")
    comments.filter(audience="chairs").delete()


def answered_otherwise(scene: Scene) -> None:
    Rebuttal.objects.filter(submission=scene.paper).update(text="Another answer")


def recommended_otherwise(scene: Scene) -> None:
    MetaReview.objects.filter(assignment__submission=scene.paper).update(
        recommendation="reject", text="Another text", for_chairs="Another remark"
    )


REVIEWS = (Info.REVIEWS_FOR_AUTHORS, Info.REVIEWS_FOR_CHAIRS, Info.REVIEWER_IDENTITIES)
PAPER, TALK = "reviews:chair_paper", "reviews:discuss"
# What a change tells of, and a page at which a chair who may know it notices.
CHANGES: tuple[tuple[Change, tuple[Info, ...], str], ...] = (
    (decided_otherwise, (Info.DECISION,), PAPER),
    (reviewed_otherwise, REVIEWS, PAPER),
    (discussed_otherwise, (Info.DISCUSSION,), TALK),
    (answered_otherwise, (Info.DISCUSSION, Info.AUTHOR_EMAILS), TALK),
    (recommended_otherwise, (Info.META_REVIEW,), TALK),
    (proposed_otherwise, (Info.BIDS_AND_AFFINITY,), "reviews:run"),
    (bid_otherwise, (Info.BIDS_AND_AFFINITY,), "reviews:chair_bids"),
    (conflicting_otherwise, (Info.DECLARED_CONFLICTS,), PAPER),
    (found_otherwise, (Info.ANONYMITY_FINDINGS,), PAPER),
    (opted_otherwise, (Info.OPT_INS_AND_DECLARATIONS,), PAPER),
)
FOR_PROGRAMS = "api:chair_paper"


def hidden_changes(scene: Scene, actor: str) -> list[Change]:
    """Return what can change without that person being allowed to notice."""
    if not any(scene.sees(info, actor) for info in Info):
        return [never_written]
    return [change for change, infos, _ in CHANGES if not any(scene.sees(info, actor) for info in infos)]


def opened(scene: Scene, actor: str, every: list[Door]) -> list[Door]:
    """Return the pages that tell of papers and are open to someone; the public site is the same for all.

    Programs look too where nothing is to be known and where most is drafted: they ask for sight where the pages do.
    """
    return [
        door
        for door in every
        if door.rule.get
        and door.rule.depends
        and not door.rule.costly
        and (not door.is_for_programs or scene.phase in PROGRAMS_IN)
        and (actor == "visitor" or door.rule.who != ALL)
        and door.rule.opens(scene, actor)
    ]


def pages(scene: Scene, actor: str, open_doors: list[Door]) -> dict[str, Answer]:
    cache.clear()
    return {door.path: get(scene.client(actor, door.name), door.path) for door in open_doors}


PROGRAMS_IN = {"draft", "decided"}
# Where each has most to guess: chairs while a paper is a draft, reviewers before they may read one another, everyone
# while decisions are drafted, those without an office once they are out.
LOOKING = {
    "draft": ("visitor", "site_editor", *sorted(CHAIRS_OF_PAPERS)),
    "reviewing": ("visitor", *sorted(REVIEWING)),
    "decided": EVERYBODY,
    "released_rejected": ("visitor", *sorted(AUTHORS | REVIEWING), "other_author", "site_admin"),
}


@pytest.mark.parametrize("phase", one_on_servers(LOOKING, "reviewing"))
def test_worlds_that_differ_in_secrets_look_alike(phase):
    scene = _without_slot(phase)
    every, faults = [*doors(scene)], []
    with time_machine.travel(timezone.now(), tick=False):
        for actor in LOOKING[phase]:
            changes = hidden_changes(scene, actor)
            faults += _differences(scene, actor, opened(scene, actor, every), changes) if changes else []
    assert not faults, "\n".join(faults)


def _without_slot(phase: str) -> Scene:
    """Return the cast in which no session holds the paper: who made the day knows what was put in it."""
    scene = make_scene(phase)
    scene.paper.slots.all().delete()
    return scene


def _differences(scene: Scene, actor: str, open_doors: list[Door], changes: list[Change]) -> list[str]:
    before = pages(scene, actor, open_doors)
    with taken_back():
        for change in changes:
            change(scene)
        after = pages(scene, actor, open_doors)
    made = ", ".join(change.__name__ for change in changes)
    return [
        f"{scene.phase}: {actor} can tell at {path} ({made}): {_first_line(before[path], after[path])}"
        for path in before
        if before[path] != after[path]
    ]


def _first_line(one: Answer, other: Answer) -> str:
    pairs = zip(one.text.splitlines(), other.text.splitlines(), strict=False)
    return next((f"{a.strip()!r} or {b.strip()!r}" for a, b in pairs if a != b), "in its length")


@pytest.mark.enumeration
@time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False)
def test_those_who_may_know_do_notice():
    scene = _without_slot("decided")
    named = {FOR_PROGRAMS, *(where for _, _, where in CHANGES)}
    looked_at = {
        door.name: door for door in opened(scene, "program_chair", [*doors(scene)]) if door.name in named
    }
    before = pages(scene, "program_chair", [*looked_at.values()])
    assert {answer.status for answer in before.values()} == {200}
    assert pages(scene, "program_chair", [*looked_at.values()]) == before
    unnoticed = []
    for change, _, where in (*CHANGES, (decided_otherwise, (), FOR_PROGRAMS)):
        with taken_back():
            change(scene)
            after = pages(scene, "program_chair", [looked_at[where]])
            if after.items() <= before.items():
                unnoticed.append(f"{change.__name__} at {where}")
    assert unnoticed == [], "a change that nobody could see would prove nothing"


def test_every_phase_that_is_named_exists():
    assert set(LOOKING) < set(PHASES)
