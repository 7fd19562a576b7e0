"""Style profiles of a workshop's own: measured from a sample, kept, removed."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.db import transaction

from conference import audit
from conference.errors import Invalid
from conference.models import StyleProfile, User, Workshop
from submissions.pdfcheck import Style, check_pdf, profile_from
from submissions.pdfcheck.problems import MAX_PAGES
from submissions.uploads import HEADER_WITHIN, refusal


def measure_sample(*, sample: File[bytes], name: str) -> Style:
    """Return what a style's own sample file measures; the file is not kept. Raises Invalid in words."""
    sample.seek(0)
    reason = refusal(size=sample.size, head=sample.read(HEADER_WITHIN), most=settings.MAX_UPLOAD_BYTES)
    if reason:
        raise Invalid(reason, {"sample": [reason]})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sample.pdf"
        with path.open("wb") as kept:
            kept.writelines(sample.chunks())
        report = check_pdf(path, page_limit=MAX_PAGES)
    if report.format is None:
        reason = report.errors[0].message if report.errors else "No text could be measured in this file."
        raise Invalid(reason, {"sample": [reason]})
    return profile_from(report.format, name=name)


def save_profile(*, workshop: Workshop, style: Style, by: User) -> StyleProfile:
    """Keep a profile that a chair looked over."""
    with transaction.atomic():
        profile = StyleProfile.objects.create(
            workshop=workshop, name=style.name, numbers=style.to_json(), made_by=by
        )
        audit.record(
            workshop=workshop,
            actor=by,
            part="chair",
            action="style.made",
            about=f"style:{profile.pk}",
            text=f"Made the style profile {profile.name}",
            after=profile.numbers,
        )
    return profile


def remove_profile(*, profile: StyleProfile, by: User) -> None:
    """Remove a profile; its tracks fall back to their style."""
    with transaction.atomic():
        audit.record(
            workshop=profile.workshop,
            actor=by,
            part="chair",
            action="style.removed",
            about=f"style:{profile.pk}",
            text=f"Removed the style profile {profile.name}",
            before=profile.numbers,
        )
        profile.delete()
