"""The wording of documents, and the release of certificates."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from conference import audit
from conference.concurrency import save_version
from conference.errors import Stale
from conference.models import User, Workshop
from program import wording
from program.models import DocumentTexts

WORDED = {
    "reviewer_text": wording.REVIEWER,
    "presenter_text": wording.PRESENTER,
    "letter_text": wording.PRESENTER,
}
FIELDS = ("signed_by", *WORDED, "booklet_notes", "more_badges")


@dataclass(frozen=True)
class Map:
    """What becomes of the picture of the map: a new one, none, or as it was."""

    jpeg: bytes | None = None
    remove: bool = False


def check_wording(field: str, text: str) -> None:
    """Raise Invalid if a text of documents uses a placeholder that it does not have."""
    if field in WORDED:
        wording.check(text, WORDED[field])


@transaction.atomic
def save_texts(*, texts: DocumentTexts, by: User, expected: int, picture: Map) -> DocumentTexts:
    """Store the wording; ``expected`` is the version that was seen, 0 where there was none. Raises Invalid, Stale."""
    for field in WORDED:
        check_wording(field, getattr(texts, field))
    if texts.pk:
        save_version(texts, expected=expected, fields=list(FIELDS))
    else:
        _create(texts)
    if picture.remove or picture.jpeg:
        texts.booklet_map.delete(save=False)
        if picture.jpeg:
            texts.booklet_map = ContentFile(picture.jpeg, name="map.jpg")
        texts.save(update_fields=["booklet_map"])
    _record(texts.workshop, by, "document_texts", "Worded certificates, letters and booklet")
    return texts


def _create(texts: DocumentTexts) -> None:
    try:
        with transaction.atomic():
            texts.save(force_insert=True)
    except IntegrityError:
        raise Stale from None


@transaction.atomic
def release_certificates(*, workshop: Workshop, by: User, released: bool) -> None:
    """Let reviewers and presenters fetch their certificates, or no longer."""
    texts, _ = DocumentTexts.objects.get_or_create(workshop=workshop)
    texts.certificates_released_at = timezone.now() if released else None
    texts.save(update_fields=["certificates_released_at"])
    text = "Released the certificates" if released else "Took the certificates back"
    _record(workshop, by, "certificates", text)


def _record(workshop: Workshop, by: User, action: str, text: str) -> None:
    audit.record_of_workshop(workshop, by, action, text)
