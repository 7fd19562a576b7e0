"""The chairs' word on single pairs: always together or never, in every proposal of reviewers."""

from __future__ import annotations

from django.db import transaction

from conference import audit
from conference.errors import Invalid
from conference.models import User
from conference.models.people import RoleKind
from reviews.models import PairRule
from reviews.services.conflicts import refuse_conflict
from submissions.models import Submission


@transaction.atomic
def set_pair_rule(*, submission: Submission, user: User, kind: str, note: str, by: User) -> PairRule:
    """Keep a pair together or apart; the last word counts. One with a conflict can't be kept together."""
    workshop = submission.workshop
    if not workshop.roles.filter(user=user, kind=RoleKind.REVIEWER).exists():
        raise Invalid(f"{user.name} does not review here.")
    if kind == PairRule.Kind.FIXED:
        refuse_conflict(submission, user)
    rule, _ = PairRule.objects.update_or_create(
        submission=submission,
        user=user,
        defaults={"workshop": workshop, "kind": kind, "note": note[:200], "created_by": by},
    )
    _record(
        rule, by, "pair_rule_set", f"{user.name} and #{submission.number}: {rule.get_kind_display().lower()}"
    )
    return rule


@transaction.atomic
def remove_pair_rule(*, rule: PairRule, by: User) -> None:
    """Leave a pair to the solver again."""
    text = f"{rule.user.name} and #{rule.submission.number}: left to the solver again"
    _record(rule, by, "pair_rule_removed", text)
    rule.delete()


def _record(rule: PairRule, by: User, action: str, text: str) -> None:
    audit.record(
        workshop=rule.workshop, actor=by, part="chair", action=action, about=rule.submission.ref, text=text
    )
