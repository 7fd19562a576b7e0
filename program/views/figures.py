"""The figures of an edition: for chairs all of them, as page, PDF and CSV; for visitors those that chairs chose."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from conference.doors import for_chairs, for_everyone
from conference.errors import NotFound
from conference.http import Request, SignedInRequest
from conference.models import Workshop
from conference.spreadsheets import CSV_TYPE
from program.selectors import figures as selectors
from program.services.figures import choose_public, figures_csv
from program.views.documents import pdf_answer
from program.views.tabs import publish_tabs
from program.visibility import sections


@require_http_methods(["GET", "POST"])
@for_chairs
def chair_figures(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """All figures; a POST chooses those of the site."""
    if request.method == "POST":
        choose_public(workshop=workshop, by=request.user, keys=request.POST.getlist("shown"))
        messages.success(request, "Saved.")
        return redirect("program:chair_figures", workshop.slug)
    shown = selectors.shown_to_public(workshop)
    context = {
        "tabs": publish_tabs(request, workshop, "chair_figures"),
        "figures": selectors.chair_figures(request.viewer, workshop),
        "choices": [(key, label, key in shown) for key, label in selectors.CHOICES.items()],
        "is_shown": bool(shown),
    }
    return render(request, "program/chair/figures.html", context)


@require_GET
@for_chairs
def figures_file(request: SignedInRequest, workshop: Workshop, ending: str) -> HttpResponse:
    """The same as PDF, for a report, or as CSV."""
    figures = selectors.chair_figures(request.viewer, workshop)
    if ending == "pdf":
        from program.pdf import set_pages  # noqa: PLC0415 - loading WeasyPrint would hold up every start

        shown = [figure for figure in figures if figure.points]
        content = set_pages(workshop, "figures.html", {"figures": shown})
        return pdf_answer(content, f"{workshop.slug}-figures.pdf")
    if ending != "csv":
        raise NotFound
    response = HttpResponse(figures_csv(figures), content_type=CSV_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{workshop.slug}-figures.csv"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


@for_everyone
@require_safe
def public_figures(request: Request, workshop: Workshop) -> HttpResponse:
    """The figures that the chairs show."""
    if not sections(workshop).figures:
        raise NotFound
    figures = selectors.public_figures(workshop)
    response = render(request, "program/figures.html", {"figures": figures})
    response.headers["Cache-Control"] = "private, no-cache"
    return response
