"""A person's own certificates and letters of invitation, and the chairs' answer to a letter asked for."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from conference.doors import for_chairs, for_members
from conference.errors import Closed, Invalid, NotFound, PlenaryError
from conference.http import SignedInRequest
from conference.models import Workshop
from program.forms import AnswerLetterForm, AskLetterForm
from program.selectors import own_documents as selectors
from program.services import letters as services
from program.services.documents import certificates, letter_pdf
from program.views.documents import pdf_answer


@require_http_methods(["GET", "POST"])
@for_members
def own_documents(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """What there is for the person; a POST asks for a letter of invitation."""
    page = selectors.own_documents(request.viewer, workshop)
    is_sent = request.method == "POST"
    if is_sent and not page.papers:
        raise NotFound
    papers = [paper for paper in page.papers if is_sent or paper.may_ask]
    choices = [(paper.number, f"#{paper.number} {paper.title}") for paper in papers]
    form = AskLetterForm(request.POST or None, papers=choices, initial={"name": request.user.name})
    status = 200
    if is_sent:
        status = Invalid.status
        if form.is_valid():
            try:
                _ask(request, workshop, form)
            except (Closed, Invalid) as error:
                form.add_error(None, error.message)
                status = error.status
            else:
                messages.success(request, "Asked. You get a mail when the chairs have answered.")
                return redirect("program:own_documents", workshop.slug)
    context = {"page": page, "form": form if choices else None}
    return render(request, "program/own_documents.html", context, status=status)


def _ask(request: SignedInRequest, workshop: Workshop, form: AskLetterForm) -> None:
    data = form.cleaned_data
    services.ask_letter(
        viewer=request.viewer,
        workshop=workshop,
        by=request.user,
        number=data["paper"],
        name=data["name"],
        address=data["address"],
    )


@require_GET
@for_members
def own_certificate(request: SignedInRequest, workshop: Workshop, key: str) -> HttpResponse:
    """One's own certificate as a reviewer or as a presenter."""
    text, found = selectors.own_certificates(request.viewer, workshop, key)
    return pdf_answer(certificates(workshop, text, found), f"{workshop.slug}-certificate-{key}.pdf")


@require_GET
@for_members
def own_letter(request: SignedInRequest, workshop: Workshop, pk: int) -> HttpResponse:
    """A letter that was granted."""
    letter = selectors.own_letter(request.viewer, workshop, pk)
    return pdf_answer(letter_pdf(letter), f"{workshop.slug}-invitation.pdf")


@require_http_methods(["GET", "POST"])
@for_chairs
def letter(request: SignedInRequest, workshop: Workshop, pk: int) -> HttpResponse:
    """A letter that was asked for; a POST grants or refuses it."""
    found = selectors.letters_for_chair(request.viewer, workshop).filter(pk=pk).first()
    if found is None:
        raise NotFound
    initial = {"text": services.letter_draft(found)}
    form = AnswerLetterForm(request.POST or None, initial=initial)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            services.decide_letter(
                viewer=request.viewer,
                workshop=workshop,
                by=request.user,
                pk=pk,
                grant=request.POST.get("decision") == "grant",
                **form.cleaned_data,
            )
        except PlenaryError as error:
            form.add_error(None, error.message)
            status = error.status
        else:
            messages.success(request, "Answered. The author gets a mail.")
            return redirect("program:documents", workshop.slug)
    elif request.method == "POST":
        status = Invalid.status
    return render(request, "program/chair/letter.html", {"letter": found, "form": form}, status=status)
