"""The chairs' outbox: what goes, what waits, what came back, and what a chair does about it."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from conference import mailing
from conference.doors import for_chairs
from conference.errors import Closed, Invalid, NotFound, PlenaryError, Refused, Stale
from conference.forms.outbox import MailFilterForm, MailForm, MailRulesForm
from conference.http import SignedInRequest
from conference.models import Mail, Workshop
from conference.refs import RefSight
from conference.selectors import outbox as selectors
from conference.selectors.outbox import MailRow
from conference.services import outbox as services
from conference.views.versions import start_from

PAGE = 50
DONE = {"hold": "on hold", "send": "on the way", "take_back": "taken back"}
SHOWN = ("queued", "held", "sent", "failed", "bounced", "cancelled")


@require_GET
@for_chairs
def outbox(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    mails, sight = selectors.mails_visible_to(request.viewer, workshop)
    form = MailFilterForm(request.GET, kinds=selectors.kinds_of(mails))
    chosen = form.chosen()
    found = selectors.find_mails(mails, sight, q=chosen["q"], kind=chosen["kind"])
    shown = found.filter(state=chosen["state"]) if chosen["state"] else found
    page = Paginator(shown, PAGE).get_page(request.GET.get("page"))
    rules = selectors.rules_of(workshop)
    context = {
        "page": page,
        "mails": [selectors.mail_row(mail, sight, all_held=rules.held) for mail in page],
        "counts": selectors.mail_counts(found),
        "states": [choice for choice in Mail.State.choices if choice[0] in SHOWN],
        "form": form,
        "chosen": chosen,
        "rules": rules,
        "mail_folder": settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"),
        "reply_address": mailing.reply_address(workshop),
    }
    return render(request, "conference/outbox.html", context)


@require_http_methods(["GET", "POST"])
@for_chairs
def mail(request: SignedInRequest, workshop: Workshop, pk: int) -> HttpResponse:
    """Show one mail as it will be read, and change its words as long as it has not gone."""
    found, row = _access(request, workshop, pk)
    if request.method != "POST":
        return _show(request, found, row, MailForm(instance=found) if row.can_edit else None)
    if row.masked:
        raise Refused("The text of this mail is kept from you as long as the authors of this paper are.")
    form = MailForm(request.POST)
    if not form.is_valid():
        return _show(request, found, row, form, status=Invalid.status)
    given = form.cleaned_data
    try:
        services.edit(
            mail=found,
            by=request.user,
            subject=given["subject"],
            body=given["body"],
            expected=given["version"],
        )
    except (Invalid, Closed, Stale) as error:
        return _show(request, *_access(request, workshop, pk), form, error, status=error.status)
    messages.success(request, "Saved. This is how it will go.")
    return redirect("conference:mail", workshop.slug, pk)


@require_POST
@for_chairs
def act_on_mails(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Hold, send or take back the ticked mails, or all that were found."""
    mails, sight = selectors.mails_visible_to(request.viewer, workshop)
    form = MailFilterForm(request.POST, kinds=selectors.kinds_of(mails))
    action = request.POST.get("action", "")
    try:
        many = services.act(
            workshop=workshop, by=request.user, action=action, mails=_ticked(request, mails, sight, form)
        )
    except PlenaryError as error:
        messages.error(request, error.message)
    else:
        _say(request, action, many)
    if request.POST.get("back", "").isdigit():
        return redirect("conference:mail", workshop.slug, int(request.POST["back"]))
    return redirect("conference:outbox", workshop.slug)


@require_http_methods(["GET", "POST"])
@for_chairs
def mail_rules(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Say when mails go: all on hold or not, and how long those to many wait."""
    rules = selectors.rules_of(workshop)
    form = MailRulesForm(request.POST or None, instance=rules)
    if request.method == "POST" and form.is_valid():
        services.save_rules(workshop=workshop, by=request.user, **form.cleaned_data)
        messages.success(request, "Saved.")
        return redirect("conference:outbox", workshop.slug)
    status = Invalid.status if request.method == "POST" else 200
    return render(request, "conference/mail_rules.html", {"form": form}, status=status)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def refuse_mail(request: HttpRequest, token: str) -> HttpResponse:
    """Let somebody say that an invitation was the last: by one POST, as mail programs send it (RFC 8058)."""
    found = mailing.mail_of_refusal(token)
    if found is None:
        raise NotFound
    if request.method == "POST" and request.POST.get("wish") == "again":
        services.allow_again(mail=found)
    elif request.method == "POST":
        services.refuse(mail=found, everywhere=request.POST.get("wish") == "none")
    refused = mailing.is_refused(found.email, found.workshop)
    context = {"mail": found, "workshop": None, "refused": refused}
    response = render(request, "conference/refuse_mail.html", context)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _access(request: SignedInRequest, workshop: Workshop, pk: int) -> tuple[Mail, MailRow]:
    mails, sight = selectors.mails_visible_to(request.viewer, workshop)
    found = mails.filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found, selectors.mail_row(found, sight, all_held=selectors.rules_of(workshop).held)


def _ticked(
    request: SignedInRequest, mails: QuerySet[Mail], sight: RefSight, form: MailFilterForm
) -> QuerySet[Mail]:
    if not request.POST.get("every"):
        return mails.filter(pk__in=[pk for pk in request.POST.getlist("mail") if pk.isdigit()])
    chosen = form.chosen()
    found = selectors.find_mails(mails, sight, q=chosen["q"], kind=chosen["kind"])
    return found.filter(state=chosen["state"]) if chosen["state"] else found


def _say(request: SignedInRequest, action: str, many: int) -> None:
    if many:
        messages.success(request, f"{many} mail{' is' if many == 1 else 's are'} {DONE[action]}.")
    else:
        messages.info(request, "Nothing was changed: none of the chosen mails is in a state for it.")


def _show(
    request: SignedInRequest,
    found: Mail,
    row: MailRow,
    form: MailForm | None,
    error: PlenaryError | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render the page of a mail; after a clash with all that was typed, beside what is saved now."""
    if form is not None and error is not None:
        start_from(form, found.version)
    context = {
        "mail": row,
        "form": form,
        "problem": error.message if error else "",
        "sender": settings.DEFAULT_FROM_EMAIL,
    }
    return render(request, "conference/mail.html", context, status=status)
