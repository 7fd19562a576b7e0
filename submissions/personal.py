"""What this app's tables hold of a person."""

from __future__ import annotations

from conference.personal_data import Farewell, declare, nobody_at, nothing_in, on_leaving
from submissions import models
from submissions.services.uploads import give_up_uploads_of

Standing = models.Author.Standing
OWN = {"authors__standing__in": [Standing.WAITING, Standing.CONFIRMED]}
OF_OWN = {f"submission__{path}": value for path, value in OWN.items()}
PAPER = "submission__workshop__acronym submission__number"


def declare_all() -> None:
    """Declare every table; called once when the app is ready."""
    _papers()
    _files_and_final_versions()
    _unsaved()
    _beside_papers()
    _answers()
    _of_the_workshop()
    on_leaving(_drop_uploads, order=40)


def _papers() -> None:
    declare(
        models.Submission,
        "Papers",
        user="authors__user",
        only=OWN,
        told="workshop__acronym number title abstract keywords published_elsewhere declared_conflicts state"
        " submitted_at withdrawn_at desk_reason",
        untold="search_text",
        traces="submitter",
        workshop="workshop",
    )
    declare(
        models.Author,
        "Author lines",
        user="user",
        email="email",
        name="name",
        told=f"{PAPER} position name email affiliation country orcid standing",
        emptied={"email": "", "orcid": ""},
        traces="user",
        public="name affiliation country",
        workshop="submission__workshop",
    )


def _files_and_final_versions() -> None:
    declare(
        models.PaperFile,
        "Files of papers",
        user="submission__authors__user",
        only=OF_OWN,
        told=f"{PAPER} kind version original_name size uploaded_at",
        files="file",
        untold="reviewer_copy sha256 slot format",
        traces="uploaded_by",
        scrubbed="original_name report checked_for",
        workshop="submission__workshop",
    )
    declare(
        models.CameraReady,
        "Final versions",
        user="submission__authors__user",
        only=OF_OWN,
        told=f"{PAPER} attendance attendance_reason wants_travel_grant travel_grant_reason licence",
    )
    declare(
        models.CameraReady,
        user="presenter__user",
        emptied={"attendance_reason": "", "wants_travel_grant": False, "travel_grant_reason": ""},
    )


def _unsaved() -> None:
    declare(
        models.WorkingCopy,
        "Typed and not saved",
        user="user",
        is_deleted=True,
        told=f"{PAPER} content saved_at",
    )
    declare(
        models.Upload,
        "Uploads on their way",
        user="owner",
        is_deleted=True,
        told="name size created_at",
        untold="slot",
    )


def _beside_papers() -> None:
    declare(
        models.PaperLink,
        "Links of papers",
        user="submission__authors__user",
        only=OF_OWN,
        told=f"{PAPER} kind url",
    )
    declare(
        models.AuthorChange,
        "Wishes to change authors",
        user="asked_by",
        told=f"{PAPER} reason authors state asked_at",
        traces="asked_by decided_by",
        scrubbed="authors reason answer",
        workshop="submission__workshop",
    )
    declare(
        models.OptInAgreement,
        "What you agreed to",
        user="agreed_by",
        told=f"{PAPER} label wording agreed_at ended_at",
        traces="agreed_by",
    )


def _answers() -> None:
    declare(
        models.FindingAnswer,
        "Answers to findings of the check",
        user="answered_by",
        told=f"{PAPER} text answered_at",
        traces="answered_by",
        plain="key",
    )
    nothing_in(models.FindingRuling, "key word", traces="ruled_by")
    declare(
        models.Answer,
        "Answers on forms of papers",
        user="answered_by",
        told=f"{PAPER} field__label value answered_at",
        traces="answered_by",
    )
    declare(
        models.LateLink,
        "Links for late papers",
        email="email",
        told="workshop__acronym email expires_at",
        emptied={"email": nobody_at},
        traces="created_by",
        plain="note",
        workshop="workshop",
    )


def _of_the_workshop() -> None:
    nothing_in(models.FormField, "label help options")
    nothing_in(models.FieldWording, "label help options", traces="written_by")


def _drop_uploads(farewell: Farewell) -> None:
    give_up_uploads_of(farewell.person.user)
