"""What a page needs to ask for a file of some kind: templates/submissions/_upload_field.html draws it."""

from __future__ import annotations

from dataclasses import dataclass

from submissions.gates import gate_of
from submissions.kinds import FORMATS, KINDS, endings_of
from submissions.models import Submission
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
