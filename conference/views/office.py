"""The chairs' office: jobs and history."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from conference import jobs as job_services
from conference.doors import for_chairs
from conference.errors import NotFound
from conference.http import SignedInRequest
from conference.models import Job, Workshop
from conference.prepared import only
from conference.selectors import outbox as selectors
from conference.selectors.jobs import jobs_of
from conference.visibility import Viewer

PAGE = 50


@for_chairs
def jobs(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    page = Paginator(jobs_of(workshop), PAGE).get_page(request.GET.get("page"))
    return render(request, "conference/jobs.html", {"page": page})


@login_required
def job_corner(request: SignedInRequest) -> HttpResponse:
    """Return one's own jobs as the corner of a page shows them, for a page that asks again."""
    context = {"jobs": job_services.corner_jobs(request.user)}
    return render(request, "components/job_corner.html", context)


@login_required
def job(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show one job; a request of htmx gets only its part of the page."""
    found = _access_job(request.viewer, pk)
    if not request.headers.get("HX-Request"):
        return render(request, "conference/job.html", {"job": found})
    answer = render(request, "conference/job_part.html", {"job": found})
    if _is_result_here(request, found):
        answer["HX-Refresh"] = "true"
    return answer


def _is_result_here(request: SignedInRequest, found: Job) -> bool:
    """Say whether the page that asks is the one on which the result of this job stands."""
    asking = urlsplit(request.headers.get("HX-Current-URL", "")).path
    return found.state == Job.State.DONE and found.result.get("url") == asking


@require_POST
@login_required
def cancel_job(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _access_job(request.viewer, pk)
    job_services.cancel_job(job=found)
    return redirect("conference:job", pk)


@require_POST
@login_required
def retry_job(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _access_job(request.viewer, pk)
    job_services.retry_job(job=found)
    return redirect("conference:job", pk)


@for_chairs
def history(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    entries, sight = selectors.history_visible_to(request.viewer, workshop)
    page = Paginator(entries, PAGE).get_page(request.GET.get("page"))
    rows = [selectors.history_row(entry, sight) for entry in page]
    return render(request, "conference/history.html", {"page": page, "rows": rows})


def _access_job(viewer: Viewer, pk: int) -> Job:
    """Return a job of one's own, or one of a workshop where one is chair."""
    found = only(Job.objects.select_related("workshop", "owner").filter(pk=pk))
    if found is None:
        raise NotFound
    is_chair = found.workshop is not None and viewer.is_chair(found.workshop) and found.kind != "check_pdf"
    if found.owner_id != viewer.user_id and not is_chair:
        raise NotFound
    return found
