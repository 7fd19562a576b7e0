"""The chairs' pages of reminders: who owes what, the mail before it goes, and when it goes by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from conference import reminders
from conference.doors import for_chairs
from conference.errors import Invalid, NotFound
from conference.forms.reminders import RuleForm, rule_initial
from conference.http import SignedInRequest
from conference.models import ReminderRule, Workshop
from conference.reminders import Kind, Owed
from conference.services import reminders as services

NAMED = 6


@dataclass(frozen=True)
class KindRow:
    """A kind of reminder in the list: how many it would go to now, and when it goes by itself."""

    kind: Kind
    owed: tuple[Owed, ...]
    reminded: int
    days: str
    last: datetime | None

    @property
    def names(self) -> str:
        shown = [one.name or one.email for one in self.owed[:NAMED]]
        more = len(self.owed) - len(shown)
        return ", ".join(shown) + (f" and {more} more" if more else "")


@require_GET
@for_chairs
def overview(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Show all kinds of reminders with who owes now."""
    now = timezone.now()
    rules = {rule.kind: rule for rule in workshop.reminder_rules.all()}
    rows = [_row(request, workshop, kind, rules.get(kind.key), now) for kind in reminders.kinds()]
    return render(request, "conference/reminders.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
@for_chairs
def reminder(request: SignedInRequest, workshop: Workshop, kind: str) -> HttpResponse:
    """Show whom a reminder would go to and how it reads, then send it."""
    found = _kind(kind)
    owed = found.owed(workshop, request.viewer, timezone.now()) if found.by_hand else []
    if request.method == "POST":
        told = services.send(workshop=workshop, by=request.user, kind=found, owed=owed)
        if told:
            messages.success(
                request, f"{len(told)} {'mail is' if len(told) == 1 else 'mails are'} on the way."
            )
        else:
            messages.info(request, "No mail was sent: nobody owes this, or all were reminded within a day.")
        return redirect("conference:reminders", workshop.slug)
    return _show(request, workshop, found, owed)


@require_POST
@for_chairs
def reminder_rule(request: SignedInRequest, workshop: Workshop, kind: str) -> HttpResponse:
    """Store when a kind of reminder goes by itself."""
    found = _kind(kind)
    form = RuleForm(request.POST)
    if not form.is_valid():
        owed = found.owed(workshop, request.viewer, timezone.now()) if found.by_hand else []
        return _show(request, workshop, found, owed, form, status=Invalid.status)
    services.save_rule(
        workshop=workshop, by=request.user, kind=found, is_on=form.cleaned_data["is_on"], days=form.days()
    )
    messages.success(request, "Saved.")
    return redirect("conference:reminders", workshop.slug)


def _kind(key: str) -> Kind:
    try:
        return reminders.kind_of(key)
    except KeyError as error:
        raise NotFound from error


def _row(
    request: SignedInRequest, workshop: Workshop, kind: Kind, rule: ReminderRule | None, now: datetime
) -> KindRow:
    owed = kind.owed(workshop, request.viewer, now) if kind.by_hand else []
    split = services.split(workshop, kind, owed, now=now)
    days = services.days_in_words(services.days_of(kind, rule))
    return KindRow(kind, split.fresh, len(split.reminded), days, services.last_sent(workshop, kind))


def _show(
    request: SignedInRequest,
    workshop: Workshop,
    kind: Kind,
    owed: list[Owed],
    form: RuleForm | None = None,
    status: int = 200,
) -> HttpResponse:
    split = services.split(workshop, kind, owed)
    rule = ReminderRule.objects.filter(workshop=workshop, kind=kind.key).first()
    days = tuple(rule.days) if rule else kind.days
    shown = split.fresh or split.reminded
    context = {
        "kind": kind,
        "fresh": split.fresh,
        "reminded": split.reminded,
        "one": shown[0] if shown else None,
        "preview": services.preview(workshop, kind, shown[0]) if shown else None,
        "form": form or RuleForm(initial=rule_initial(days, is_on=rule is None or rule.is_on)),
        "usual": services.days_in_words(kind.days),
    }
    return render(request, "conference/reminder.html", context, status=status)
