"""The chairs' doors after acceptance: who lacks what, one paper, reminders, more time, changes of authors."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from conference.doors import for_chairs
from conference.errors import Invalid, NotFound, PlenaryError
from conference.http import SignedInRequest
from conference.models import Workshop
from conference.services import reminders
from conference.spreadsheets import CSV_TYPE, XLSX_TYPE, as_csv, as_xlsx
from reviews.forms.camera_ready_chair import DecideForm, ExtendForm, TableFilter
from reviews.selectors import camera_ready_chair as pages
from reviews.selectors.camera_ready_table import HEADER, camera_ready_table, chair_row, export_rows
from reviews.selectors.shepherding import waiting_conditions
from reviews.services import author_changes, camera_ready_reminders
from reviews.services import camera_ready as services
from reviews.services.camera_ready_reminders import KIND
from submissions.models import AuthorChange

PAGE = 100


@require_GET
@for_chairs
def table(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Accepted papers by what they are asked for."""
    found = camera_ready_table(request.viewer, workshop)
    form = TableFilter(request.GET, workshop=workshop, counts=found.counts)
    query = form.query()
    rows = found.shown(query)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "table": found,
        "form": form,
        "query": query,
        "page": page,
        "columns": found.counts,
        "lines": [(row, [row.cell(count.item) for count in found.counts]) for row in page],
        "sort": query.sort,
        "waiting": pages.waiting_changes(workshop, found),
        "conditions": waiting_conditions(request.viewer, workshop),
    }
    return render(request, "reviews/camera_ready/table.html", context)


@require_GET
@for_chairs
def export(request: SignedInRequest, workshop: Workshop, ending: str) -> HttpResponse:
    """The rows that the page shows under the same filters, as CSV or XLSX."""
    if ending not in {"csv", "xlsx"}:
        raise NotFound
    found = camera_ready_table(request.viewer, workshop)
    query = TableFilter(request.GET, workshop=workshop, counts=found.counts).query()
    rows = export_rows(found.shown(query))
    body = as_csv(HEADER, rows) if ending == "csv" else as_xlsx(HEADER, rows, title="Camera-ready")
    response = HttpResponse(body, content_type=CSV_TYPE if ending == "csv" else XLSX_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{workshop.slug}-camera-ready.{ending}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "POST"])
@for_chairs
def remind(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Show which mails would go to whom, then send them; ``paper`` narrows it to one paper."""
    sent = request.POST if request.method == "POST" else request.GET
    asked = pages.RemindChoice(
        paper=int(sent["paper"]) if sent.get("paper", "").isdecimal() else None,
        everyone="everyone" in sent,
        again="again" in sent,
    )
    rows = pages.to_remind(request.viewer, workshop, asked.paper)
    lacking = camera_ready_reminders.lacking_rows(rows, workshop, everyone=asked.everyone)
    owed = [one for entry in lacking for one in camera_ready_reminders.owed_of(entry)]
    if request.method == "POST":
        told = reminders.send(workshop=workshop, by=request.user, kind=KIND, owed=owed, again=asked.again)
        many = len({one.about for one in told})
        papers = "1 paper" if many == 1 else f"{many} papers"
        messages.success(
            request,
            f"The authors of {papers} get a reminder." if many else "Nobody was left to remind today.",
        )
        return redirect("reviews:camera_ready_table", workshop.slug)
    found = reminders.split(workshop, KIND, owed, again=asked.again)
    refs = {one.about for one in found.fresh}
    fresh = [entry for entry in lacking if entry.paper.ref in refs]
    context = {
        "asked": asked,
        "fresh": fresh,
        "held_back": [entry for entry in lacking if entry not in fresh],
        "preview": reminders.preview(workshop, KIND, found.fresh[0]) if found.fresh else None,
        "mails": len(found.fresh),
    }
    return render(request, "reviews/camera_ready/remind.html", context)


@require_GET
@for_chairs
def paper(request: SignedInRequest, workshop: Workshop, number: int) -> HttpResponse:
    return _show(request, workshop, number)


@require_POST
@for_chairs
def extend(request: SignedInRequest, workshop: Workshop, number: int) -> HttpResponse:
    """Give one paper more time, or take it back with an empty day."""
    row = _to_act_on(request, workshop, number)
    form = ExtendForm(request.POST, workshop=workshop)
    if not form.is_valid():
        return _show(request, workshop, number, status=Invalid.status, forms={"extend_form": form})
    services.extend(submission=row.paper, until=form.moment(), by=request.user)
    text = f"#{number} has more time." if form.moment() else f"#{number} has the dates of all others again."
    messages.success(request, text)
    return redirect("reviews:camera_ready_paper", workshop.slug, number)


@require_POST
@for_chairs
def decide_authors(request: SignedInRequest, workshop: Workshop, number: int, pk: int) -> HttpResponse:
    """Approve or refuse a change of authors; the authors are told."""
    row = _to_act_on(request, workshop, number)
    change = get_object_or_404(AuthorChange, pk=pk, submission=row.paper)
    form = DecideForm(request.POST)
    form.is_valid()
    try:
        author_changes.decide(
            change=change,
            approve=request.POST.get("decision") == "approve",
            answer=form.cleaned_data.get("answer", ""),
            by=request.user,
        )
    except PlenaryError as error:
        form.add_error("answer", error.message)
        return _show(request, workshop, number, status=error.status, forms={"decide_form": form})
    messages.success(request, f"Decided; the authors of #{number} get a mail.")
    return redirect("reviews:camera_ready_paper", workshop.slug, number)


@require_GET
@for_chairs
def file(request: SignedInRequest, workshop: Workshop, number: int, public_id: UUID) -> FileResponse:
    """Hand out a final file under a name of ours: to be kept, never to be run or shown inside this site."""
    row = chair_row(request.viewer, workshop, number)
    found = pages.final_file(row, public_id)
    response = FileResponse(
        found.file.file.open("rb"), as_attachment=True, filename=found.name, content_type=found.media_type
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _to_act_on(request: SignedInRequest, workshop: Workshop, number: int) -> Any:
    """Return a paper on which this chair may act; one with which she has a conflict is as if it were not there."""
    row = chair_row(request.viewer, workshop, number)
    if row.kept:
        raise NotFound
    return row


def _show(
    request: SignedInRequest,
    workshop: Workshop,
    number: int,
    *,
    status: int = 200,
    forms: dict[str, Any] | None = None,
) -> HttpResponse:
    row = chair_row(request.viewer, workshop, number)
    shown = pages.paper_view(row)
    context = {
        "paper": shown,
        "extend_form": ExtendForm(workshop=workshop, until=shown.extended_until),
        "decide_form": DecideForm(),
        **(forms or {}),
    }
    return render(request, "reviews/camera_ready/paper.html", context, status=status)
