"""The chairs' pages of reminders: who owes what, the mail before it goes, and when it goes by itself."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from conference import reminders
from conference.doors import for_chairs
from conference.errors import Invalid
from conference.forms.reminders import RuleForm, rule_initial
from conference.http import SignedInRequest
from conference.models import ReminderRule, Workshop
from conference.reminders import Kind, Owed
from conference.services import reminders as services


@require_GET
@for_chairs
def overview(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Show all kinds of reminders with who owes now."""
    rows = services.kind_rows(request.viewer, workshop)
    return render(request, "conference/reminders.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
@for_chairs
def reminder(request: SignedInRequest, workshop: Workshop, kind: str) -> HttpResponse:
    """Show whom a reminder would go to and how it reads, then send it."""
    found = reminders.access_kind(kind)
    owed = found.for_chair(workshop, request.viewer)
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
    found = reminders.access_kind(kind)
    form = RuleForm(request.POST)
    if not form.is_valid():
        owed = found.for_chair(workshop, request.viewer)
        return _show(request, workshop, found, owed, form, status=Invalid.status)
    services.save_rule(
        workshop=workshop, by=request.user, kind=found, is_on=form.cleaned_data["is_on"], days=form.days()
    )
    messages.success(request, "Saved.")
    return redirect("conference:reminders", workshop.slug)


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
