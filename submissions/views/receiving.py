"""How a form's view takes a file: sent with the form, or in parts before it."""

from __future__ import annotations

from conference.errors import PlenaryError
from conference.http import SignedInRequest
from submissions.models import PaperFile, Submission
from submissions.selectors.answer_files import field_name, file_questions, slot_of
from submissions.services.files import add_file, remove_file
from submissions.services.uploads import take_upload


def has_file(request: SignedInRequest, field: str = "file") -> bool:
    """Say whether a file came with a form, one way or the other."""
    return field in request.FILES or bool(request.POST.get(f"{field}-upload"))


def take_file(
    request: SignedInRequest, paper: Submission, *, kind: str, field: str = "file", slot: str = ""
) -> PaperFile | None:
    """Keep the file of a form's field as the next version of its kind; None where none came.

    Raises Invalid with the reason under "file", or Closed; what else was typed is the form's to keep.
    """
    upload = request.POST.get(f"{field}-upload", "")
    if upload:
        return take_upload(submission=paper, public_id=upload, kind=kind, slot=slot, by=request.user)
    sent = request.FILES.get(field)
    if sent is None:
        return None
    return add_file(submission=paper, kind=kind, slot=slot, uploaded_file=sent, by=request.user)


def take_answers(request: SignedInRequest, paper: Submission, stage: str) -> dict[str, PlenaryError]:
    """Keep the files sent for the questions of a stage, each by itself; returns by field what stood in the way."""
    errors: dict[str, PlenaryError] = {}
    for question in file_questions(paper, stage):
        name = field_name(question)
        try:
            take_file(request, paper, kind=PaperFile.Kind.ANSWER, field=name, slot=slot_of(question))
        except PlenaryError as error:
            errors[name] = error
    return errors


def sends_answer(request: SignedInRequest, paper: Submission, stage: str) -> bool:
    """Say whether a file came for one of the questions of a stage."""
    return any(has_file(request, field_name(question)) for question in file_questions(paper, stage))


def take_out_answer(request: SignedInRequest, paper: Submission, stage: str) -> None:
    """Take out the file of the question whose button was pressed."""
    for question in file_questions(paper, stage):
        if request.POST.get("remove") == field_name(question):
            remove_file(submission=paper, kind=PaperFile.Kind.ANSWER, slot=slot_of(question), by=request.user)
