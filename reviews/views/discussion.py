"""The discussion of one paper: for its reviewers, its area chair and the chairs."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from conference.doors import for_members
from conference.errors import Invalid, NotFound, PlenaryError, Stale
from conference.http import SignedInRequest
from conference.models import Workshop
from reviews.forms.discussion import CommentEditForm, CommentForm
from reviews.models import Comment
from reviews.projections import blind_paper
from reviews.selectors import discussion as selectors
from reviews.selectors.meta_reviews import can_write, meta_reviews
from reviews.selectors.rebuttals import rebuttal_text
from reviews.selectors.season import others_reviews, paper_reviews
from reviews.services import discussion as services
from reviews.sight import Info
from reviews.visibility import PaperRights, SeenPaper, access_paper


@require_http_methods(["GET", "POST"])
@for_members
def discuss(request: SignedInRequest, workshop: Workshop, number: int) -> HttpResponse:
    """Show reviews, answer, recommendation and comments of one paper, and take a comment to the audience of its button."""
    paper, rights = access_paper(request.viewer, workshop, number, Info.DISCUSSION)
    if request.method == "GET":
        return _page(request, paper, rights, CommentForm(initial=_answering(request)))
    form = CommentForm(request.POST)
    if not form.is_valid():
        return _page(request, paper, rights, form, status=Invalid.status)
    try:
        comment = services.send_comment(
            paper=paper,
            found=rights,
            by=request.user,
            audience=form.cleaned_data["audience"],
            text=form.cleaned_data["text"],
            reply_to=form.cleaned_data["reply_to"],
        )
    except PlenaryError as error:
        form.add_error(None, error.message)
        return _page(request, paper, rights, form, status=error.status)
    messages.success(request, f"Sent to {comment.get_audience_display().lower()}.")
    return redirect(f"{reverse('reviews:discuss', args=[workshop.slug, number])}#comment-{comment.pk}")


@require_http_methods(["GET", "POST"])
@for_members
def edit_comment(request: SignedInRequest, workshop: Workshop, number: int, pk: int) -> HttpResponse:
    """Change a comment of one's own while it is fresh."""
    paper, rights = access_paper(request.viewer, workshop, number, Info.DISCUSSION)
    comment = Comment.objects.filter(pk=pk, submission=paper, author=request.user).first()
    if comment is None:
        raise NotFound
    initial = {"version": comment.version, "text": comment.text}
    form = CommentEditForm(request.POST or None, initial=initial)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_comment(
                comment=comment,
                found=rights,
                by=request.user,
                expected=form.cleaned_data["version"],
                text=form.cleaned_data["text"],
            )
        except PlenaryError as error:
            form.add_error(None, error.message)
            status = error.status
            if isinstance(error, Stale):
                comment.refresh_from_db()
        else:
            return redirect(f"{reverse('reviews:discuss', args=[workshop.slug, number])}#comment-{pk}")
    elif form.is_bound:
        status = Invalid.status
    context = {"form": form, "number": number, "title": paper.title, "saved": comment.text}
    return render(request, "reviews/season/comment_edit.html", context, status=status)


@require_POST
@for_members
def read(request: SignedInRequest, workshop: Workshop, number: int) -> HttpResponse:
    """Mark what is before the reader as read."""
    paper, rights = access_paper(request.viewer, workshop, number, Info.DISCUSSION)
    last = request.POST.get("last", "")
    if last.isdecimal():
        services.mark_read(paper=paper, found=rights, by=request.user, last=int(last))
    if "HX-Request" in request.headers:
        return HttpResponse(status=204)
    return redirect("reviews:discuss", workshop.slug, number)


@require_POST
@for_members
def follow(request: SignedInRequest, workshop: Workshop, number: int) -> HttpResponse:
    """Switch mails about new comments on or off, for this paper and all others that one may discuss."""
    access_paper(request.viewer, workshop, number, Info.DISCUSSION)
    on = request.POST.get("on") == "1"
    services.follow(workshop=workshop, by=request.user, on=on)
    said = "You get a mail when something new is written." if on else "You get no more mails of discussions."
    messages.success(request, said)
    return redirect("reviews:discuss", workshop.slug, number)


def _answering(request: SignedInRequest) -> dict[str, Any]:
    asked = request.GET.get("answer", "")
    return {"reply_to": int(asked)} if asked.isdecimal() else {}


def _page(
    request: SignedInRequest, paper: SeenPaper, rights: PaperRights, form: CommentForm, status: int = 200
) -> HttpResponse:
    workshop, viewer = request.workshop, request.viewer
    found = selectors.discussion(paper, viewer, rights, workshop)
    answered = str(form["reply_to"].value() or "")
    answering = next((row for row in (found.comments if found else ()) if str(row.pk) == answered), None)
    context = {
        "paper": blind_paper(paper, rights, workshop.slug),
        "discussion": found,
        "form": form,
        "answering": answering,
        "reviews": paper_reviews(paper, rights),
        "colleagues": () if rights.sees(Info.REVIEWS_FOR_CHAIRS) else others_reviews(paper, viewer, rights),
        "rebuttal": rebuttal_text(paper, rights),
        "meta_reviews": meta_reviews(paper, rights),
        "can_recommend": can_write(rights),
        "back": _back(rights),
        "is_chair": rights.is_chair_here,
    }
    return render(request, "reviews/season/discuss.html", context, status=status)


def _back(rights: PaperRights) -> str:
    """Return the name of the page of this paper that its reader came from."""
    standing = rights.standing
    return "reviews:review" if standing.reviews_it or standing.handles_it else "reviews:chair_paper"
