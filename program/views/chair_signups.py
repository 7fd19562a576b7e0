"""Where chairs make lists and take them away."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from conference.doors import for_chairs
from conference.errors import Invalid, NotFound, Stale
from conference.http import SignedInRequest
from conference.models import Workshop
from conference.spreadsheets import CSV_TYPE, XLSX_TYPE, as_csv, as_xlsx
from program.forms.signups import SignupListForm
from program.models import SignupList
from program.selectors import signups as selectors
from program.services import signups as services
from program.views.tabs import site_tabs

OK = 200
HEADER = ("Name", "E-mail", "State", "Choice", "Answer", "Confirmed")


@for_chairs
@require_safe
def chair_signups(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """All lists, with how many are on each."""
    context = {
        "lists": selectors.signup_lists(workshop),
        "tabs": site_tabs(request, workshop, "chair_signups"),
    }
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
    return _edit(request, workshop, selectors.access_list(workshop, pk))


@for_chairs
@require_POST
def chair_signup_delete(request: SignedInRequest, workshop: Workshop, pk: int) -> HttpResponse:
    services.signup_list_delete(signup_list=selectors.access_list(workshop, pk), actor=request.user)
    messages.success(request, "Deleted.")
    return redirect("program:chair_signups", workshop.slug)


@for_chairs
@require_safe
def chair_signup_table(request: SignedInRequest, workshop: Workshop, pk: int, ending: str) -> HttpResponse:
    """Everybody on a list, as CSV or XLSX."""
    found = selectors.access_list(workshop, pk)
    rows = [
        (one.name, one.email, one.get_state_display(), one.choice, one.answer, one.confirmed_at)
        for one in selectors.people_on(found)
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
            form.renew(selectors.access_list(workshop, found.pk).version)
            status = stale.status
        else:
            messages.success(request, "Saved.")
            return redirect("program:chair_signup", workshop.slug, saved.pk)
    elif data is not None:
        status = Invalid.status
    people = selectors.people_on(found)
    context = {
        "form": form,
        "list": found,
        "people": people,
        "tabs": site_tabs(request, workshop, "chair_signups"),
    }
    return render(request, "program/chair/signup.html", context, status=status)
