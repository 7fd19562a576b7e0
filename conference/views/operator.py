"""Pages for those who run the installation: what it says of itself to machines and to site administrators."""

from __future__ import annotations

import platform
from datetime import timedelta
from typing import cast

import django
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.timesince import timesince
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from conference import doctor, figures, operations, readiness
from conference.errors import NotFound
from conference.http import Request, SignedInRequest
from conference.release import version
from conference.services import examinations

NOT_READY = 503


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Say whether people can be sent to this process. What is wrong is told to who has the token; the log tells it too."""
    problems = readiness.problems()
    if not problems:
        return JsonResponse({"status": "ready"})
    told = {"problems": problems} if _has_token(request) else {}
    return JsonResponse({"status": "Not ready: try again in a moment.", **told}, status=NOT_READY)


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Give Prometheus its figures: to who has the token, and to site administrators."""
    if not (_has_token(request) or cast("Request", request).viewer.is_site_admin):
        raise NotFound
    return HttpResponse(figures.exposition(), content_type="text/plain; version=0.0.4; charset=utf-8")


def _has_token(request: HttpRequest) -> bool:
    given = request.headers.get("Authorization", "")
    wanted = settings.METRICS_TOKEN
    return bool(wanted) and constant_time_compare(given, f"Bearer {wanted}")


@never_cache
@require_safe
@login_required
def operator(request: SignedInRequest) -> HttpResponse:
    """Show a site administrator how the installation is doing; nothing of what anybody wrote, and no person."""
    _admit(request)
    state = operations.state()
    context = {
        "findings": doctor.glance(),
        "state": state,
        "job_kinds": operations.job_kinds(),
        "job_note": _waited(state.oldest_job),
        "mail_note": _waited(state.oldest_mail),
        "processes": operations.processes(),
        "slow_pages": operations.slow_pages(),
        "errors": operations.recent_errors(),
        "examination": examinations.last(),
        "versions": _versions(),
    }
    return render(request, "conference/operator.html", context)


def _waited(seconds: float) -> str:
    return f"the oldest for {timesince(timezone.now() - timedelta(seconds=seconds))}" if seconds else ""


def _versions() -> list[dict[str, str]]:
    found = {
        "Plenary": version(),
        "Database": operations.database_version(),
        "Django": django.get_version(),
        "Python": platform.python_version(),
    }
    return [{"label": label, "value": value} for label, value in found.items()]


@require_POST
@login_required
def examine(request: SignedInRequest) -> HttpResponse:
    """Have a worker examine everything, which may take a while."""
    _admit(request)
    job = examinations.ask(by=request.user)
    return redirect("conference:job", job.pk)


def _admit(request: SignedInRequest) -> None:
    if not request.viewer.is_site_admin:
        raise NotFound
