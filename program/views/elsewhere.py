"""Where chairs take in papers that were accepted in another system: a list written, read, corrected, taken."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from conference.doors import for_chairs
from conference.errors import Invalid
from conference.http import SignedInRequest
from conference.models import Workshop
from program.elsewhere import read_papers, without
from program.forms import ElsewhereForm
from program.selectors.exports import named_papers
from program.services.elsewhere import papers_take_in
from program.views.tabs import publish_tabs

OK = 200


@for_chairs
@require_http_methods(["GET", "HEAD", "POST"])
def elsewhere(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Show how a list is read; on a second press, take its papers in."""
    form = ElsewhereForm(request.POST or None, request.FILES or None, workshop=workshop)
    if request.method != "POST":
        return _page(request, workshop, {"form": form})
    if not form.is_valid():
        return _page(request, workshop, {"form": form}, status=Invalid.status)
    there = named_papers(request.viewer, workshop).values_list("title", flat=True)
    read, known = without(read_papers(form.cleaned_data["text"], form.usual()), list(there))
    rows = [(paper, form.tracks[paper.track]) for paper in read.papers]
    shown = {"form": form, "read": read, "known": known, "rows": rows}
    if request.POST.get("action") != "take":
        return _page(request, workshop, shown)
    if read.broken or not read.papers:
        return _page(request, workshop, shown, status=Invalid.status)
    taken = papers_take_in(workshop=workshop, actor=request.user, papers=read.papers)
    messages.success(request, f"{taken} {'paper is' if taken == 1 else 'papers are'} in. No mail was sent.")
    return redirect("program:publish", workshop.slug)


def _page(
    request: SignedInRequest, workshop: Workshop, shown: dict[str, Any], status: int = OK
) -> HttpResponse:
    context = {**shown, "tabs": publish_tabs(request, workshop, "publish")}
    return render(request, "program/chair/elsewhere.html", context, status=status)
