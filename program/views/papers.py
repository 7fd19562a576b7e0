"""The public record: accepted papers, their pages, their bibliography."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from conference.doors import for_everyone
from conference.errors import NotFound
from conference.http import Request
from conference.models import Workshop
from program import citation
from program.forms import PaperSearch
from program.linked_data import article
from program.publishing import is_copy, public_page
from program.selectors import papers as selectors
from program.selectors.citations import cited_paper, key_of, workshop_facts
from program.selectors.news import awards_by_paper
from program.selectors.sharing import card_address, workshop_days
from program.visibility import public_papers
from submissions.kinds import FORMATS, OCTETS

PAGE_SIZE = 100
IN_A_COPY = 100_000


@public_page(query=("q", "track", "kind", "topic", "page"))
@for_everyone
@require_safe
def papers(request: Request, workshop: Workshop) -> HttpResponse:
    """The list of accepted papers."""
    if not public_papers(workshop).exists():
        raise NotFound
    tracks = list(workshop.tracks.values_list("key", "name"))
    form = PaperSearch(request.GET, tracks=tracks)
    form.is_valid()
    chosen = selectors.PaperFilter(
        **{name: form.cleaned_data.get(name, "") for name in ("q", "track", "kind")},
        topic=request.GET.get("topic", "")[:200],
    )
    found = selectors.papers_matching(workshop, chosen)
    size = IN_A_COPY if is_copy(request) else PAGE_SIZE
    page = Paginator(selectors.with_public_parts(found), size).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "papers": selectors.project(page, workshop), "chosen": chosen}
    context["awards"] = awards_by_paper(workshop)
    return render(request, "program/papers.html", context)


@public_page()
@for_everyone
@require_safe
def paper(request: Request, workshop: Workshop, number: int) -> HttpResponse:
    """One accepted paper."""
    found = selectors.public_paper(workshop, number)
    facts = workshop_facts(workshop)
    cited = cited_paper(found, workshop, facts)
    card = card_address(workshop, number)
    context = {
        "paper": found,
        "tags": citation.tags(cited),
        "citation": citation.sentence(cited),
        "bibtex": citation.bibtex(cited, key_of(found, workshop, facts)),
        "card": card,
        "awards": awards_by_paper(workshop).get(number, ()),
        "linked_data": article(found, cited, image=card, day=workshop_days(workshop)[0]),
    }
    return render(request, "program/paper.html", context)


@public_page()
@for_everyone
@require_safe
def papers_bib(request: Request, workshop: Workshop) -> HttpResponse:
    """All accepted papers as BibTeX."""
    facts = workshop_facts(workshop)
    cited = [cited_paper(found, workshop, facts) for found in selectors.all_public_papers(workshop)]
    if not cited:
        raise NotFound
    response = HttpResponse(citation.bibliography(cited), content_type="application/x-bibtex; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{workshop.slug}.bib"'
    return response


@for_everyone
@require_safe
def paper_pdf(request: Request, workshop: Workshop, number: int) -> FileResponse:
    """The final version of an accepted paper."""
    found = selectors.public_file(workshop, number)
    response = FileResponse(
        found.file.open("rb"), content_type="application/pdf", filename=f"{workshop.slug}-{number}.pdf"
    )
    return _public(response)


@for_everyone
@require_safe
def paper_file(request: Request, workshop: Workshop, number: int, kind: str) -> FileResponse:
    """The poster, slides or video of an accepted paper: a PDF to read here, anything else to keep."""
    found = selectors.public_file(workshop, number, kind)
    ending = "pdf" if found.format == "pdf" else found.original_name.rpartition(".")[2].lower()
    response = FileResponse(
        found.file.open("rb"),
        as_attachment=found.format != "pdf",
        content_type=FORMATS[found.format].media_type if found.format in FORMATS else OCTETS,
        filename=f"{workshop.slug}-{number}-{kind}.{ending}",
    )
    return _public(response)


def _public(response: FileResponse) -> FileResponse:
    response.headers["Cache-Control"] = "public, no-cache"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
