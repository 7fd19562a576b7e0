"""Where organizers write news."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from conference.doors import for_editors
from conference.errors import Invalid, Stale
from conference.http import SignedInRequest
from conference.models import Workshop
from program.forms import NewsForm
from program.models import NewsPost
from program.selectors import news as selectors
from program.services import site as services
from program.views.tabs import site_tabs

OK = 200
PAGE_SIZE = 50
WORDS = {"publish": "Published.", "draft": "It is a draft again; visitors no longer see it.", "": "Saved."}
PUBLISHED = {"publish": True, "draft": False, "": None}


@for_editors
@require_safe
def chair_news(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """All news, drafts first."""
    context = {
        "drafts": selectors.drafted_news(workshop),
        "page": Paginator(selectors.public_news(workshop), PAGE_SIZE).get_page(request.GET.get("page")),
        "subscribers": selectors.count_subscribers(workshop),
        "tabs": site_tabs(request, workshop, "chair_news"),
    }
    return render(request, "program/chair/news.html", context)


@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def chair_news_new(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """A new piece of news."""
    return _edit(request, workshop, NewsPost(workshop=workshop))


@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def chair_news_post(request: SignedInRequest, workshop: Workshop, pk: int) -> HttpResponse:
    """A piece of news."""
    return _edit(request, workshop, selectors.access_news(workshop, pk))


@for_editors
@require_POST
def chair_news_delete(request: SignedInRequest, workshop: Workshop, pk: int) -> HttpResponse:
    services.news_delete(post=selectors.access_news(workshop, pk), actor=request.user)
    messages.success(request, "Deleted.")
    return redirect("program:chair_news", workshop.slug)


def _edit(request: SignedInRequest, workshop: Workshop, post: NewsPost) -> HttpResponse:
    form = NewsForm(request.POST if request.method == "POST" else None, initial=NewsForm.initial_of(post))
    error, status = None, OK
    if request.method == "POST" and form.is_valid():
        action = request.POST.get("action", "")
        try:
            services.news_save(
                post=post,
                actor=request.user,
                title=form.cleaned_data["title"],
                body=form.cleaned_data["body"],
                expected=form.seen_version,
                published=PUBLISHED.get(action),
            )
        except Stale as stale:
            post.refresh_from_db()
            form.renew(post.version)
            error, status = stale, stale.status
        else:
            messages.success(request, WORDS.get(action, WORDS[""]))
            return redirect("program:chair_news", workshop.slug)
    elif request.method == "POST":
        status = Invalid.status
    context = {
        "form": form,
        "post": post,
        "error": error,
        "tabs": site_tabs(request, workshop, "chair_news"),
    }
    return render(request, "program/chair/news_post.html", context, status=status)
