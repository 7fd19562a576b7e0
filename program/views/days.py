"""Where organizers lay out a blank day: lines written, read, corrected, taken."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from conference.doors import for_editors
from conference.errors import Invalid
from conference.http import SignedInRequest
from conference.models import Workshop
from program.daytext import DayText, read_day
from program.forms import DayForm
from program.selectors.days import Source, day_sources
from program.selectors.editor import likely_day
from program.services.days import day_lay_out

OK = 200


@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def chair_day(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """A day from the usual one, from an earlier edition, or from the text of a proposal."""
    sources = day_sources(request.viewer, workshop)
    if request.method != "POST":
        chosen = next((source for source in sources if source.key == request.GET.get("from")), None)
        initial = {"day": likely_day(workshop), "text": chosen.text if chosen else ""}
        read = read_day(chosen.text) if chosen else None
        return _page(request, DayForm(initial=initial), sources, read)
    form = DayForm(request.POST)
    if not form.is_valid():
        return _page(request, form, sources, None, status=Invalid.status)
    read = read_day(form.cleaned_data["text"])
    if request.POST.get("action") != "take":
        return _page(request, form, sources, read)
    if read.troubles:
        return _page(request, form, sources, read, status=Invalid.status)
    try:
        made = day_lay_out(
            workshop=workshop, actor=request.user, day=form.cleaned_data["day"], sessions=read.sessions
        )
    except Invalid as error:
        form.add_error("day", error.message)
        return _page(request, form, sources, read, status=Invalid.status)
    messages.success(request, f"{made} sessions are laid out. Change times and titles as you need.")
    return redirect("program:chair_programme", workshop.slug)


def _page(
    request: SignedInRequest, form: DayForm, sources: list[Source], read: DayText | None, status: int = OK
) -> HttpResponse:
    context = {"form": form, "sources": sources, "read": read}
    return render(request, "program/chair/day.html", context, status=status)
