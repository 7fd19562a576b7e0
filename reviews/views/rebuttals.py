"""The authors' answer to their reviews, and the chair's opening and closing of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from conference.deadlines import is_past
from conference.doors import for_chairs, for_members
from conference.errors import Invalid, NotFound, PlenaryError, Stale
from conference.http import SignedInRequest
from conference.models import Workshop
from reviews.forms.discussion import RebuttalForm, RebuttalWindowForm, rebuttal_initial
from reviews.projections import review_for_author
from reviews.selectors import rebuttals as selectors
from reviews.services import rebuttals as services
from reviews.views.saving import keep, save_sent
from reviews.visibility import rebuttal_is_open
from submissions.visibility import access_own_paper

SENT = "Your answer is sent. You can change it until the end."


@require_http_methods(["GET", "POST"])
@for_members
def rebuttal(request: SignedInRequest, workshop: Workshop, number: int) -> HttpResponse:
    """The reviews beside fields to answer them. A POST saves; with ``action=send`` the committee reads it."""
    paper = access_own_paper(request.viewer, workshop, number)
    seen, found = selectors.own_standing(request.viewer, paper, workshop)
    if not selectors.may_answer(found):
        raise NotFound
    reviews = list(selectors.reviews_to_answer(paper))
    saved = selectors.saved_rebuttal(paper)
    form = RebuttalForm(reviews, request.POST or None, initial=rebuttal_initial(saved, reviews))
    send = request.POST.get("action") == "send"
    use = services.send_rebuttal if send else services.save_rebuttal

    def save() -> int:
        given = {"expected": form.cleaned_data["version"], "text": form.cleaned_data["text"]}
        return use(paper=paper, found=found, by=request.user, answers=form.answers(), **given).version

    sent = save_sent(request, form, save, said=SENT if send else "Saved.")
    if sent.answer:
        return sent.answer
    if sent.error:
        saved = selectors.saved_rebuttal(paper)
        keep(form, sent.error, saved.version if saved else 0)
    context = {
        "paper_number": number,
        "paper_title": seen.title,
        "form": form,
        "rows": form.beside([review_for_author(review) for review in reviews]),
        "error": sent.error,
        "is_sent": bool(saved and saved.sent_at),
        "saved_now": rebuttal_initial(saved, reviews) if isinstance(sent.error, Stale) else None,
        "until": selectors.until_text(workshop),
        "until_iso": workshop.rebuttal_until,
        "words": workshop.rebuttal_words,
    }
    return render(request, "reviews/season/rebuttal.html", context, status=sent.status)


@require_http_methods(["GET", "POST"])
@for_chairs
def rebuttal_window(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Open the rebuttal with its deadline and length, move it, or close it."""
    is_open = rebuttal_is_open(workshop)
    if request.method == "POST" and request.POST.get("action") == "close":
        closed = services.close_rebuttal(workshop=workshop, by=request.user)
        messages.success(request, "The rebuttal is closed." if closed else "The rebuttal was closed already.")
        return redirect("reviews:progress", workshop.slug)
    initial: dict[str, object] = {"words": workshop.rebuttal_words}
    if workshop.rebuttal_until and not is_past(workshop.rebuttal_until, timezone.now()):
        initial["until"] = workshop.rebuttal_until.astimezone(workshop.tz).strftime("%Y-%m-%dT%H:%M")
    form = RebuttalWindowForm(workshop, request.POST or None, initial=initial)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            opened = services.open_rebuttal(workshop=workshop, by=request.user, **form.cleaned_data)
        except PlenaryError as error:
            status = error.status
            fields = getattr(error, "fields", {}) or {None: [error.message]}
            for name, reasons in fields.items():
                form.add_error(name, list(reasons))
        else:
            messages.success(request, "The rebuttal is open." if opened else "The end is moved.")
            return redirect("reviews:progress", workshop.slug)
    elif form.is_bound:
        status = Invalid.status
    context = {"form": form, "is_open": is_open, "until": selectors.until_text(workshop)}
    return render(request, "reviews/season/rebuttal_window.html", context, status=status)
