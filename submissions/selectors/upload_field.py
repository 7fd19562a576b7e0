"""What a page needs to ask for a file of some kind: templates/submissions/_upload_field.html draws it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from submissions.gates import gate_of
from submissions.kinds import FORMATS, KINDS, endings_of
from submissions.models import PaperFile, Submission
from submissions.uploads import megabytes


@dataclass(frozen=True)
class UploadField:
    """A field for one file. ``most_bytes`` is 0 where the paper's track takes no such file."""

    field: str
    kind: str
    slot: str
    label: str
    help: str
    accept: str
    most_bytes: int
    error: str = ""


def upload_field(
    submission: Submission, kind: str, *, label: str, field: str = "file", slot: str = ""
) -> UploadField:
    """Return the field for files of a kind; whether any are taken now is said by the kind's gate."""
    most = gate_of(kind).most_bytes(submission, slot)
    formats = ", ".join(FORMATS[key].label for key in KINDS[kind].formats)
    return UploadField(
        field=field,
        kind=kind,
        slot=slot,
        label=label,
        help=f"Choose a file or drop it here: {formats}; at most {megabytes(most)}." if most else "",
        accept=",".join(endings_of(kind)),
        most_bytes=most,
    )


def attachment_fields(submission: Submission, errors: Mapping[str, str]) -> list[UploadField]:
    """Return the fields for what may be sent beside the paper; none where its track takes no such files."""
    labels = {PaperFile.Kind.SUPPLEMENT: "Supplementary file", PaperFile.Kind.CODE: "Code archive"}
    fields = [upload_field(submission, kind, label=label, field=kind) for kind, label in labels.items()]
    return [replace(field, error=errors.get(field.field, "")) for field in fields if field.most_bytes]
