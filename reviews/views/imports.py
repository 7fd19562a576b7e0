"""A chair's door to changing many papers from a CSV: what would change is shown first."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from conference.doors import for_chairs
from conference.errors import Invalid, PlenaryError
from conference.http import SignedInRequest
from conference.models import Workshop
from reviews.forms.imports import ImportForm
from reviews.selectors.import_plan import ImportPlan, plan_import
from reviews.services.imports import apply_import

CHANGED = 409
MOVED = "Something changed since you looked, so nothing was imported. Below is how it would be now."
BACK_TO = {"tags": "papers", "assignments": "progress", "decisions": "decisions", "pairs": "pair_rules"}


@require_http_methods(["GET", "POST"])
@for_chairs
def import_rows(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Read rows, show what they would change, then change exactly that; with a broken row only if asked to."""
    if request.method == "GET":
        return _form(request, ImportForm(initial={"kind": request.GET.get("kind", "tags")}))
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _form(request, form, Invalid.status)
    if request.POST.get("step") == "back":
        return _form(request, ImportForm(initial=form.cleaned_data))
    return _look_or_do(request, workshop, form.cleaned_data["kind"], form.cleaned_data["text"])


def _look_or_do(request: SignedInRequest, workshop: Workshop, kind: str, text: str) -> HttpResponse:
    plan = plan_import(kind, text, request.viewer, workshop)
    step = request.POST.get("step")
    allowed = step == "good" or (step == "all" and not plan.broken)
    if not allowed or not plan.changes:
        return _preview(request, plan, text)
    if request.POST.get("stamp") != plan.stamp:
        return _preview(request, plan, text, MOVED, CHANGED)
    try:
        many = apply_import(workshop=workshop, plan=plan, by=request.user)
    except PlenaryError as error:
        return _preview(request, plan, text, error.message, error.status)
    messages.success(request, f"{many} {'change is' if many == 1 else 'changes are'} made.")
    return redirect(f"reviews:{BACK_TO[kind]}", workshop.slug)


def _form(request: SignedInRequest, form: ImportForm, status: int = 200) -> HttpResponse:
    return render(request, "reviews/tables/import.html", {"form": form}, status=status)


def _preview(
    request: SignedInRequest, plan: ImportPlan, text: str, problem: str = "", status: int = 200
) -> HttpResponse:
    context = {"plan": plan, "text": text, "problem": problem, "mails": plan.kind == "assignments"}
    return render(request, "reviews/tables/import_preview.html", context, status=status)
