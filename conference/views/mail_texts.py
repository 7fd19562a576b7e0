"""The wording of mails: a chair edits it and reads it as one of those whom the mail would reach."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from conference import mail_texts, mailing
from conference.doors import for_chairs
from conference.errors import Invalid
from conference.forms.workshops import MailTextForm
from conference.http import SignedInRequest
from conference.models import Workshop
from conference.services import mail_texts as services


@for_chairs
def texts(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    own = set(workshop.mail_templates.values_list("key", flat=True))
    context = {"kinds": mail_texts.wordable_kinds(), "own": own}
    return render(request, "conference/mail_texts.html", context)


@require_http_methods(["GET", "POST"])
@for_chairs
def text(request: SignedInRequest, workshop: Workshop, key: str) -> HttpResponse:
    """Edit the wording of one kind of mail, with what somebody whom it would reach would read."""
    kind = mail_texts.access_kind(key)
    subject, body = mailing.workshop_text(key, workshop)
    form = MailTextForm(request.POST or None, initial={"subject": subject, "body": body})
    status = 200
    if request.method == "POST" and form.is_valid() and request.POST.get("step") != "preview":
        try:
            services.save_text(workshop=workshop, by=request.user, key=key, **form.cleaned_data)
        except Invalid as error:
            form.add_error("body", error.message)
            status = error.status
        else:
            messages.success(request, "The wording is saved and will be used from now on.")
            return redirect("conference:mail_texts", workshop.slug)
    preview = services.preview_of(
        request.viewer,
        workshop,
        key,
        subject=str(form["subject"].value() or ""),
        body=str(form["body"].value() or ""),
        reader=request.POST.get("reader") or request.GET.get("reader", ""),
    )
    context = {"form": form, "kind": kind, "preview": preview}
    return render(request, "conference/mail_text.html", context, status=status)


@require_POST
@for_chairs
def reset_text(request: SignedInRequest, workshop: Workshop, key: str) -> HttpResponse:
    services.reset_text(workshop=workshop, by=request.user, key=key)
    messages.success(request, "The default wording is back.")
    return redirect("conference:mail_texts", workshop.slug)
