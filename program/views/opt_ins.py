"""The chairs' doors to opt-ins: what each asks, who chose it, the package to hand on."""

from __future__ import annotations

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from conference.doors import for_chairs
from conference.errors import Invalid, NotFound, Stale
from conference.http import SignedInRequest
from conference.models import Job, Workshop
from program.opt_in_form import OptInForm
from program.selectors import opt_ins as selectors
from program.services import opt_ins as services
from program.services.packages import start_package


@require_GET
@for_chairs
def opt_ins(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    lines = selectors.opt_in_lines(request.viewer, workshop)
    return render(request, "program/chair/opt_ins.html", {"lines": lines})


@require_http_methods(["GET", "POST"])
@for_chairs
def opt_in(request: SignedInRequest, workshop: Workshop, pk: int) -> HttpResponse:
    """Its papers, its package and its terms; a POST saves the terms."""
    found = selectors.access_opt_in(workshop, pk)
    form = OptInForm(request.POST or None, instance=found, workshop=workshop)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            services.save_opt_in(opt_in=form.instance, by=request.user, expected=form.cleaned_data["seen"])
        except Stale as stale:
            form.add_error(None, stale.message)
            form.take_up(Workshop.objects.values_list("version", flat=True).get(pk=workshop.pk))
            status = stale.status
        else:
            messages.success(request, "Saved. Who agreed before agreed to the earlier words; they are kept.")
            return redirect("program:opt_in", workshop.slug, pk)
    elif request.method == "POST":
        status = Invalid.status
    context = {"page": selectors.opt_in_page(request.viewer, workshop, pk), "form": form}
    return render(request, "program/chair/opt_in.html", context, status=status)


@require_POST
@for_chairs
def package(request: SignedInRequest, workshop: Workshop, pk: int) -> HttpResponse:
    """Have the package made."""
    job = start_package(opt_in=selectors.access_opt_in(workshop, pk), by=request.user)
    return redirect("conference:job", job.pk)


@require_GET
@for_chairs
def package_file(request: SignedInRequest, workshop: Workshop, pk: int, job: int) -> FileResponse:
    """Hand a package to the chair who had it made."""
    found = selectors.access_opt_in(workshop, pk)
    made = selectors.own_packages(request.viewer, found).filter(pk=job, state=Job.State.DONE).first()
    if made is None or not made.result.get("file") or not default_storage.exists(made.result["file"]):
        raise NotFound
    name = f"{workshop.slug}-{slugify(found.label)[:40] or 'package'}.zip"
    response = FileResponse(
        default_storage.open(made.result["file"]),
        as_attachment=True,
        filename=name,
        content_type="application/zip",
    )
    response.headers["Cache-Control"] = "private, no-store"
    return response
