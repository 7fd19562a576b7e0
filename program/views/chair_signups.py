"""Where chairs make lists and take them away."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from conference.doors import for_chairs
from conference.errors import NotFound, Stale
from conference.http import SignedInRequest
from conference.models import Workshop
from conference.spreadsheets import CSV_TYPE, XLSX_TYPE, as_csv, as_xlsx
from program.forms.signups import SignupListForm
from program.models import Signup, SignupList
from program.services import signups as services
from program.views.tabs import site_tabs

OK, INVALID = 200, 422
HEADER = ("Name", "E-mail", "State", "Choice", "Answer", "Confirmed")


@for_chairs
@require_safe
def chair_signups(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """All lists, with how many are on each."""
    counts = {
        "taken": Count("signups", filter=Q(signups__state=Signup.State.IN)),
        "waiting": Count("signups", filter=Q(signups__state=Signup.State.WAITING)),
    }
    lists = SignupList.objects.filter(workshop=workshop).annotate(**counts)
    context = {"lists": lists, "tabs": site_tabs(request, workshop, "chair_signups")}
    return render(request, "program/chair/signups.html", context)


@for_chairs
@require_http_methods(["GET", "HEAD", "POST"])
def chair_signup_new(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """A new list."""
    return _edit(request, workshop, SignupList(workshop=workshop))


@for_chairs
@require_http_methods(["GET", "HEAD", "POST"])
def chair_signup(request: SignedInRequest, workshop: Workshop, pk: int) -> HttpResponse:
    """One list: who is on it, and its settings."""
    return _edit(request, workshop, _list(workshop, pk))


@for_chairs
@require_POST
def chair_signup_delete(request: SignedInRequest, workshop: Workshop, pk: int) -> HttpResponse:
    services.signup_list_delete(signup_list=_list(workshop, pk), actor=request.user)
    messages.success(request, "Deleted.")
    return redirect("program:chair_signups", workshop.slug)


@for_chairs
@require_safe
def chair_signup_table(request: SignedInRequest, workshop: Workshop, pk: int, ending: str) -> HttpResponse:
    """Everybody on a list, as CSV or XLSX."""
    found = _list(workshop, pk)
    rows = [
        (one.name, one.email, one.get_state_display(), one.choice, one.answer, one.confirmed_at)
        for one in found.signups.exclude(state=Signup.State.ASKED)
    ]
    if ending not in {"csv", "xlsx"}:
        raise NotFound
    is_csv = ending == "csv"
    content = as_csv(HEADER, rows) if is_csv else as_xlsx(HEADER, rows, title="Sign-ups")
    response = HttpResponse(content, content_type=CSV_TYPE if is_csv else XLSX_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{workshop.slug}-sign-ups-{pk}.{ending}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _edit(request: SignedInRequest, workshop: Workshop, found: SignupList) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = SignupListForm(data, instance=found, zone=workshop.tz)
    status = OK
    if data is not None and form.is_valid():
        try:
            saved = services.signup_list_save(
                signup_list=form.instance, actor=request.user, expected=form.cleaned_data["seen"] or 0
            )
        except Stale as stale:
            form.add_error(None, stale.message)
            form.renew(SignupList.objects.values_list("version", flat=True).get(pk=found.pk))
            status = stale.status
        else:
            messages.success(request, "Saved.")
            return redirect("program:chair_signup", workshop.slug, saved.pk)
    elif data is not None:
        status = INVALID
    people = found.signups.exclude(state=Signup.State.ASKED) if found.pk else Signup.objects.none()
    context = {
        "form": form,
        "list": found,
        "people": people,
        "tabs": site_tabs(request, workshop, "chair_signups"),
    }
    return render(request, "program/chair/signup.html", context, status=status)


def _list(workshop: Workshop, pk: int) -> SignupList:
    found = SignupList.objects.filter(workshop=workshop, pk=pk).first()
    if found is None:
        raise NotFound
    return found
