"""Steps of the making of the day: each change is kept with what it touched, so that it can be taken back after a reload."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from conference import audit
from conference.errors import Invalid, Stale
from conference.models import User, Workshop
from program.models import ScheduleStep, Session, SessionSpeaker, Slot, Speaker
from program.selectors.drafts import PLAIN, State, draft_states, last_step, next_step, state_of
from submissions.models import Submission

MOST_KEPT = 200


@dataclass
class Step:
    """The change that is being made; its words may be set once it is known what was changed."""

    text: str


@contextmanager
def recorded(*, workshop: Workshop, actor: User, text: str, only: Collection[Session] = ()) -> Iterator[Step]:
    """Make changes of the draft in one transaction and keep them as one step; nothing is kept where nothing changed.

    ``only`` names the sessions that can change, where that is known: the others are not read.
    """
    keys = [session.pk for session in only]
    with transaction.atomic():
        Workshop.objects.select_for_update().get(pk=workshop.pk)
        before = draft_states(workshop, only=keys)
        step = Step(text)
        yield step
        after = draft_states(workshop, only=keys)
        touched = [key for key in before | after if before.get(key) != after.get(key)]
        if not touched:
            return
        ScheduleStep.objects.filter(workshop=workshop, is_undone=True).delete()
        ScheduleStep.objects.create(
            workshop=workshop,
            actor=actor,
            text=step.text[:300],
            before={key: before.get(key) for key in touched},
            after={key: after.get(key) for key in touched},
        )
        _forget_old(workshop)


@transaction.atomic
def undo(*, workshop: Workshop, actor: User) -> str:
    """Take the last change back, whoever made it; return its words. Stale where what it touched was changed since."""
    step = last_step(workshop)
    if step is None:
        raise Invalid("There is nothing to undo.")
    _go(workshop, expected=step.after, wanted=step.before)
    _mark(step, actor, is_undone=True)
    return step.text


@transaction.atomic
def redo(*, workshop: Workshop, actor: User) -> str:
    """Make the change again that was taken back last; return its words."""
    step = next_step(workshop)
    if step is None:
        raise Invalid("There is nothing to do again.")
    _go(workshop, expected=step.before, wanted=step.after)
    _mark(step, actor, is_undone=False)
    return step.text


def put_back(workshop: Workshop, key: str, wanted: State | None) -> None:
    """Make a session of the draft what a state says: changed, made anew under its old address, or gone."""
    session = Session.objects.filter(workshop=workshop, public_id=key).first()
    if wanted is None:
        if session:
            session.delete()
        return
    session = session or Session(workshop=workshop, public_id=key, version=0)
    for name in PLAIN:
        setattr(session, name, wanted[name])
    session.start, session.end = (datetime.fromisoformat(wanted[name]) for name in ("start", "end"))
    session.version += 1
    session.save()
    _put_people(session, wanted)
    put_papers(session, wanted["slots"])


def put_papers(session: Session, slots: list[State]) -> None:
    """Make the papers of a session those given, in their order; papers that are no more are left out."""
    session.slots.all().delete()
    there = set(
        Submission.objects.filter(
            workshop_id=session.workshop_id, pk__in=[slot["submission_id"] for slot in slots]
        ).values_list("pk", flat=True)
    )
    Slot.objects.bulk_create(
        Slot(session=session, position=position, **slot)
        for position, slot in enumerate(slots, start=1)
        if slot["submission_id"] in there
    )


def _put_people(session: Session, wanted: State) -> None:
    session.speakers.all().delete()
    there = set(
        Speaker.objects.filter(
            workshop_id=session.workshop_id, pk__in=[pk for pk, _part in wanted["people"]]
        ).values_list("pk", flat=True)
    )
    SessionSpeaker.objects.bulk_create(
        SessionSpeaker(session=session, speaker_id=pk, part=part, position=position)
        for position, (pk, part) in enumerate(wanted["people"])
        if pk in there
    )


def _go(
    workshop: Workshop, *, expected: Mapping[str, State | None], wanted: Mapping[str, State | None]
) -> None:
    Workshop.objects.select_for_update().get(pk=workshop.pk)
    found = Session.objects.filter(workshop=workshop, public_id__in=list(expected)).prefetch_related(
        "speakers", "slots"
    )
    now = {str(session.public_id): state_of(session) for session in found}
    if any(now.get(key) != state for key, state in expected.items()):
        raise Stale("What this step changed has been changed since in another way. Nothing was taken back.")
    for key, state in wanted.items():
        put_back(workshop, key, state)


def _mark(step: ScheduleStep, actor: User, *, is_undone: bool) -> None:
    step.is_undone = is_undone
    step.save(update_fields=["is_undone"])
    word = "Took back" if is_undone else "Made again"
    audit.record(
        workshop=step.workshop,
        actor=actor,
        part="chair",
        action="schedule_undone" if is_undone else "schedule_redone",
        about=f"workshop:{step.workshop_id}",
        text=f"{word}: {step.text}",
    )


def _forget_old(workshop: Workshop) -> None:
    steps = ScheduleStep.objects.filter(workshop=workshop).order_by("-pk")
    oldest = list(steps.values_list("pk", flat=True)[MOST_KEPT : MOST_KEPT + 1])
    if oldest:
        steps.filter(pk__lte=oldest[0]).delete()
