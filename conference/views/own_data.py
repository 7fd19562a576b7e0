"""A person's own data: taken along as a file, or erased with the account."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from conference.errors import Invalid, NotFound, Refused
from conference.forms.own_data import CloseForm
from conference.http import SignedInRequest
from conference.selectors.own_data import exports_of, own_data
from conference.services import leaving
from conference.services.personal_export import start_export


@require_GET
@login_required
def data(request: SignedInRequest) -> HttpResponse:
    return render(request, "conference/own_data.html", {"page": own_data(request.user)})


@require_POST
@login_required
def export_data(request: SignedInRequest) -> HttpResponse:
    """Have everything collected into one ZIP."""
    return redirect("conference:job", start_export(user=request.user).pk)


@require_GET
@login_required
def data_file(request: SignedInRequest, job: int) -> FileResponse:
    """Hand over an export to whom it is of."""
    made = exports_of(request.user).filter(pk=job).first()
    if made is None or not default_storage.exists(made.result["file"]):
        raise NotFound
    response = FileResponse(
        default_storage.open(made.result["file"]),
        as_attachment=True,
        filename="plenary-data.zip",
        content_type="application/zip",
    )
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "POST"])
@login_required
def close_account(request: SignedInRequest) -> HttpResponse:
    """Say what goes, what stays and why; then note the wish."""
    page = own_data(request.user)
    form = CloseForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            leaving.ask_to_leave(user=request.user, withdraws_name=form.cleaned_data["withdraws_name"])
        except Refused as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, "Your wish is noted, and you get a mail. You can take it back here.")
            return redirect("conference:data")
    status = Invalid.status if form.errors else 200
    return render(request, "conference/close_account.html", {"page": page, "form": form}, status=status)


@require_POST
@login_required
def keep_account(request: SignedInRequest) -> HttpResponse:
    if leaving.stay(user=request.user):
        messages.success(request, "Your account stays.")
    return redirect("conference:data")
