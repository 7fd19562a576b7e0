"""The wording of mails: a chair edits it and reads it as one of those whom the mail would reach."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from conference import mail_texts, mailing, previews
from conference.doors import for_chairs
from conference.errors import Invalid, NotFound
from conference.forms.workshops import MailTextForm
from conference.http import SignedInRequest
from conference.models import Workshop
from conference.services import mail_texts as services


@for_chairs
def texts(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    own = set(workshop.mail_templates.values_list("key", flat=True))
    kinds = [kind for kind in mail_texts.kinds() if not kind.is_personal]
    return render(request, "conference/mail_texts.html", {"kinds": kinds, "own": own})


@require_http_methods(["GET", "POST"])
@for_chairs
def text(request: SignedInRequest, workshop: Workshop, key: str) -> HttpResponse:
    """Edit the wording of one kind of mail, with what somebody whom it would reach would read."""
    try:
        kind = mail_texts.kind(key)
    except KeyError as error:
        raise NotFound from error
    if kind.is_personal:
        raise NotFound
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
    context = {"form": form, "kind": kind, **_preview(request, workshop, key, form)}
    return render(request, "conference/mail_text.html", context, status=status)


@require_POST
@for_chairs
def reset_text(request: SignedInRequest, workshop: Workshop, key: str) -> HttpResponse:
    services.reset_text(workshop=workshop, by=request.user, key=key)
    messages.success(request, "The default wording is back.")
    return redirect("conference:mail_texts", workshop.slug)


def _preview(request: SignedInRequest, workshop: Workshop, key: str, form: MailTextForm) -> dict[str, Any]:
    """Return the mail as the chosen reader would get it, by the words that stand in the form."""
    readers = previews.readers_of(request.viewer, workshop, key)
    asked = request.POST.get("reader") or request.GET.get("reader", "")
    reader = next((one for one in readers if one.key == asked), readers[0] if readers else None)
    values: Mapping[str, object] = reader.values() if reader else {}
    shown = mailing.render_text(
        str(form["subject"].value() or ""),
        str(form["body"].value() or ""),
        workshop=workshop,
        name=reader.name if reader else "{name}",
        values=values,
    )
    unknown = sorted(set(mail_texts.MARK.findall(" ".join(shown))))
    return {"readers": readers, "reader": reader, "preview": shown, "unknown": unknown}
