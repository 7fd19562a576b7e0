"""Doing what a previewed import said, in one transaction, with the history and mails of doing it by hand."""

from __future__ import annotations

from django.db import transaction

from conference.models import User, Workshop
from reviews.selectors.import_plan import ADD, ImportPlan
from reviews.services.assignment import assign_many, take_back
from reviews.services.decisions import clear_decision, draft_decision
from reviews.services.pair_rules import remove_pair_rule, set_pair_rule
from reviews.services.tags import set_tags


@transaction.atomic
def apply_import(*, workshop: Workshop, plan: ImportPlan, by: User) -> int:
    """Do everything of a plan or nothing; returns how many changes."""
    act = {"tags": _tags, "assignments": _assignments, "decisions": _decisions, "pairs": _pairs}[plan.kind]
    act(workshop, plan, by)
    return len(plan.changes)


def _tags(workshop: Workshop, plan: ImportPlan, by: User) -> None:
    for change in plan.changes:
        names = change.names
        put = names if change.how == ADD else ()
        set_tags(submission=change.paper, add=put, remove=() if put else names, by=by)


def _assignments(workshop: Workshop, plan: ImportPlan, by: User) -> None:
    for change in plan.changes:
        if change.assignment is not None:
            take_back(assignment=change.assignment, by=by)
    pairs = [(change.paper, change.user, change.part) for change in plan.changes if change.user is not None]
    assign_many(workshop=workshop, pairs=pairs, by=by)


def _decisions(workshop: Workshop, plan: ImportPlan, by: User) -> None:
    for change in plan.changes:
        if not change.outcome:
            clear_decision(submission=change.paper, by=by, expected=change.version)
            continue
        draft_decision(
            submission=change.paper,
            by=by,
            outcome=change.outcome,
            text=change.text,
            expected=change.version,
        )


def _pairs(workshop: Workshop, plan: ImportPlan, by: User) -> None:
    for change in plan.changes:
        if change.rule is not None:
            remove_pair_rule(rule=change.rule, by=by)
        elif change.user is not None:
            note = change.text or ""
            set_pair_rule(submission=change.paper, user=change.user, kind=change.part, note=note, by=by)
