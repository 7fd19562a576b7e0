"""Things to print: a look at each, having it made, the file; how they are worded; the release of certificates."""

from __future__ import annotations

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from conference.doors import for_chairs, for_editors
from conference.errors import Invalid, NotFound, Stale
from conference.http import SignedInRequest
from conference.models import Job, Workshop
from program.forms import TextsForm
from program.models import DocumentTexts
from program.selectors.documents import texts_of
from program.selectors.made import KINDS, DocumentKind, document_rows, made_documents
from program.selectors.own_documents import letters_for_chair
from program.selectors.proceedings import candidates
from program.services import document_texts as services
from program.services.documents import look_at, start_document
from program.views.tabs import publish_tabs


def _kind(request: SignedInRequest, workshop: Workshop, key: str) -> DocumentKind:
    found = KINDS.get(key)
    if found is None or not found.is_for(request.viewer, workshop):
        raise NotFound
    return found


@require_GET
@for_editors
def documents(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """All that can be made, and the letters that wait."""
    is_chair = request.viewer.is_chair(workshop)
    context = {
        "tabs": publish_tabs(request, workshop, "documents"),
        "rows": document_rows(request.viewer, workshop),
        "lacking": _lacking(request, workshop) if is_chair else [],
        "is_chair": is_chair,
        "letters": letters_for_chair(request.viewer, workshop) if is_chair else (),
        "texts": texts_of(workshop),
    }
    return render(request, "program/chair/documents.html", context)


def _lacking(request: SignedInRequest, workshop: Workshop) -> list[str]:
    return [paper.named for paper in candidates(request.viewer, workshop) if paper.reason]


@require_GET
@for_editors
def look(request: SignedInRequest, workshop: Workshop, kind: str) -> HttpResponse:
    """How a document begins; why it can't be made is said on the page of all documents."""
    found = _kind(request, workshop, kind)
    try:
        content = look_at(kind=found.key, viewer=request.viewer, workshop=workshop)
    except Invalid as error:
        messages.error(request, error.message)
        return redirect("program:documents", workshop.slug)
    return pdf_answer(content, f"{workshop.slug}-{found.key}-preview.pdf")


@require_POST
@for_editors
def make(request: SignedInRequest, workshop: Workshop, kind: str) -> HttpResponse:
    """Have a document made."""
    found = _kind(request, workshop, kind)
    job = start_document(kind=found.key, workshop=workshop, by=request.user)
    return redirect("conference:job", job.pk)


@require_GET
@for_editors
def made(request: SignedInRequest, workshop: Workshop, kind: str, pk: int) -> FileResponse:
    """Hand a document to the one who had it made."""
    found = _kind(request, workshop, kind)
    row = made_documents(request.viewer, workshop, found.key).filter(pk=pk, state=Job.State.DONE).first()
    if row is None or not row.result.get("file") or not default_storage.exists(row.result["file"]):
        raise NotFound
    response = FileResponse(
        default_storage.open(row.result["file"]),
        content_type="application/pdf",
        filename=f"{workshop.slug}-{found.key}.pdf",
    )
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "POST"])
@for_chairs
def texts(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """The wording; a POST saves it."""
    form = TextsForm(request.POST or None, request.FILES or None, instance=texts_of(workshop))
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            services.save_texts(
                texts=form.instance,
                by=request.user,
                expected=form.cleaned_data["seen"] or 0,
                picture=form.map,
            )
        except Stale as stale:
            form.add_error(None, stale.message)
            form.take_up(DocumentTexts.objects.values_list("version", flat=True).get(workshop=workshop))
            status = stale.status
        else:
            messages.success(request, "Saved. What is made from now on reads like this.")
            return redirect("program:document_texts", workshop.slug)
    elif request.method == "POST":
        status = Invalid.status
    return render(request, "program/chair/document_texts.html", {"form": form}, status=status)


@require_POST
@for_chairs
def release(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Release the certificates to those whom they name, or take them back."""
    released = request.POST.get("released") == "yes"
    services.release_certificates(workshop=workshop, by=request.user, released=released)
    messages.success(
        request,
        "Reviewers and presenters can fetch their certificates."
        if released
        else "Only chairs can make certificates now.",
    )
    return redirect("program:documents", workshop.slug)


def pdf_answer(content: bytes, name: str) -> HttpResponse:
    """Return a PDF for the one who asked alone."""
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
