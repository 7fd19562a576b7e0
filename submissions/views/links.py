"""Doors that a mailed link opens: an author's answer whether she is one, a late paper."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from conference.doors import for_everyone, for_members
from conference.errors import Closed, Invalid
from conference.http import Request, SignedInRequest
from conference.models import Workshop
from submissions.services import confirmation, late
from submissions.visibility import access_own_paper


@require_http_methods(["GET", "POST"])
@for_everyone
def confirm(request: Request, workshop: Workshop, token: str) -> HttpResponse:
    """Ask an author whether she is one; the link is her key, no account is needed."""
    author = confirmation.access_by_token(workshop, token)
    by = request.user if request.user.is_authenticated else None
    if request.method == "POST":
        answer = confirmation.deny if request.POST.get("answer") == "no" else confirmation.confirm
        answer(author=author, by=by)
        return redirect("submissions:confirm", workshop.slug, token)
    context = {
        "author": author,
        "names": ", ".join(author.submission.authors.values_list("name", flat=True)),
        "is_own": by is not None and author.user_id == by.pk,
    }
    return render(request, "submissions/confirm.html", context)


@require_POST
@for_members
def ask_authors(request: SignedInRequest, workshop: Workshop, number: int) -> HttpResponse:
    """Ask the co-authors who have not confirmed, again or, of a draft, for the first time."""
    paper = access_own_paper(request.viewer, workshop, number)
    try:
        asked = confirmation.remind_authors(submission=paper, by=request.user)
    except Invalid as error:
        messages.error(request, error.message)
    else:
        said = "1 mail goes out." if asked == 1 else f"{asked} mails go out."
        messages.success(request, said if asked else "They were asked today already.")
    return redirect("submissions:paper", workshop.slug, number)


@require_http_methods(["GET", "POST"])
@for_members
def late_paper(request: SignedInRequest, workshop: Workshop, token: str) -> HttpResponse:
    """Begin the one paper that a chair's link gives leave for."""
    link = late.access_link(workshop, token)
    status = 200
    if request.method == "POST":
        try:
            draft = request.POST.get("draft", "")
            paper = late.use_link(link=link, by=request.user, draft=int(draft) if draft.isdecimal() else None)
        except Closed as error:
            status = error.status
        else:
            return redirect("submissions:edit", workshop.slug, paper.number)
    own = link.submission is not None and link.submission.submitter_id == request.user.pk
    context = {
        "link": link,
        "usable": late.is_usable(link),
        "own": own,
        "drafts": late.drafts_for(link, request.user),
    }
    return render(request, "submissions/late.html", context, status=status)
