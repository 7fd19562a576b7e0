"""The chairs' office: outbox, wording of mails, jobs, history."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from conference import jobs as job_services
from conference import mail_texts, mailing
from conference.doors import for_chairs
from conference.errors import Invalid, NotFound
from conference.forms.workshops import MailTextForm
from conference.http import SignedInRequest
from conference.models import Job, Mail, Workshop
from conference.selectors import outbox as selectors
from conference.selectors.jobs import jobs_of
from conference.services import mail_texts as text_services
from conference.visibility import Viewer

PAGE = 50


@for_chairs
def outbox(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    mails, sight = selectors.mails_visible_to(request.viewer, workshop)
    state = request.GET.get("state", "")
    shown = mails.filter(state=state) if state in Mail.State.values else mails
    page = Paginator(shown, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "mails": [selectors.mail_row(mail, sight) for mail in page],
        "counts": selectors.mail_counts(mails),
        "states": Mail.State.choices,
        "state": state,
        "mail_folder": settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"),
    }
    return render(request, "conference/outbox.html", context)


@require_POST
@for_chairs
def retry_mail(request: SignedInRequest, workshop: Workshop, pk: int) -> HttpResponse:
    mails, _ = selectors.mails_visible_to(request.viewer, workshop)
    if mailing.retry_mail(mail=get_object_or_404(mails, pk=pk)):
        messages.success(request, "The mail is on its way again.")
    return redirect("conference:outbox", workshop.slug)


@for_chairs
def texts(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    own = set(workshop.mail_templates.values_list("key", flat=True))
    kinds = [kind for kind in mail_texts.kinds() if not kind.is_personal]
    return render(request, "conference/mail_texts.html", {"kinds": kinds, "own": own})


@require_http_methods(["GET", "POST"])
@for_chairs
def text(request: SignedInRequest, workshop: Workshop, key: str) -> HttpResponse:
    """Edit the wording of one kind of mail, with a preview in which the placeholders are named."""
    try:
        kind = mail_texts.kind(key)
    except KeyError as error:
        raise NotFound from error
    if kind.is_personal:
        raise NotFound
    subject, body = mailing.workshop_text(key, workshop)
    form = MailTextForm(request.POST or None, initial={"subject": subject, "body": body})
    if request.method == "POST" and form.is_valid():
        try:
            text_services.save_text(workshop=workshop, by=request.user, key=key, **form.cleaned_data)
        except Invalid as error:
            form.add_error("body", error.message)
        else:
            messages.success(request, "The wording is saved and will be used from now on.")
            return redirect("conference:mail_texts", workshop.slug)
    context = {"form": form, "kind": kind, "default": mail_texts.default_text(key)}
    return render(request, "conference/mail_text.html", context)


@require_POST
@for_chairs
def reset_text(request: SignedInRequest, workshop: Workshop, key: str) -> HttpResponse:
    text_services.reset_text(workshop=workshop, by=request.user, key=key)
    messages.success(request, "The default wording is back.")
    return redirect("conference:mail_texts", workshop.slug)


@for_chairs
def jobs(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    page = Paginator(jobs_of(workshop), PAGE).get_page(request.GET.get("page"))
    return render(request, "conference/jobs.html", {"page": page})


@login_required
def job(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show one job; a request of htmx gets only its part of the page."""
    found = _access_job(request.viewer, pk)
    template = "conference/job_part.html" if request.headers.get("HX-Request") else "conference/job.html"
    return render(request, template, {"job": found})


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
    found = Job.objects.select_related("workshop", "owner").filter(pk=pk).first()
    if found is None:
        raise NotFound
    is_chair = found.workshop is not None and viewer.is_chair(found.workshop) and found.kind != "check_pdf"
    if found.owner_id != viewer.user_id and not is_chair:
        raise NotFound
    return found
