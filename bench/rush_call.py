"""A call with as many authors as are asked for, each with a draft that lacks nothing but its PDF."""

from __future__ import annotations

import io
import json
import random
from datetime import timedelta
from pathlib import Path

import pikepdf
from django.test import Client
from django.utils import timezone

from conference.models import ImportantDate, Mail
from submissions.models import PaperFile, Submission
from submissions.services.papers import create_draft
from tests.factories import DateFactory, TrackFactory, UserFactory
from tests.pdfs import pdf_bytes
from tests.submissions.open_call import Call

SIZE = 5 * 1024 * 1024
BACKEND = "django.contrib.auth.backends.ModelBackend"


def fill(authors: int, folder: str) -> None:
    """Write the paper, and for each author the session, the address of the form and what it holds."""
    (Path(folder) / "paper.pdf").write_bytes(thesis())
    workshop = DateFactory(key="submission_deadline", at=timezone.now() + timedelta(days=1)).workshop
    track = TrackFactory(workshop=workshop, page_limit=8)
    told = []
    for number in range(authors):
        client = Client()
        author = UserFactory(email=f"author{number}@people.example")
        client.force_login(author, backend=BACKEND)
        call = Call(workshop, track, author, client)
        paper = create_draft(workshop=workshop, track=track, by=author)
        paper.title, paper.abstract = f"Counting trees from above, study {number}", "We count trees. " * 20
        paper.save()
        cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
        told.append(
            {
                "cookie": cookies,
                "paper": call.url(f"my-papers/{paper.number}/"),
                "form": {name: str(value) for name, value in call.form(paper, step="submit").items()},
            }
        )
    (Path(folder) / "authors.json").write_text(json.dumps(told))


def close_in(seconds: float) -> None:
    """Let the deadline be in so many seconds."""
    ImportantDate.objects.filter(key="submission_deadline").update(
        at=timezone.now() + timedelta(seconds=seconds)
    )


def outcome() -> None:
    """Print what became of the papers, as JSON."""
    deadline = ImportantDate.objects.get(key="submission_deadline").at
    papers = Submission.objects.all()
    print(
        json.dumps(
            {
                "submitted": papers.filter(state="submitted").count(),
                "waiting": papers.filter(state="draft", submit_asked_at__isnull=False).count(),
                "asked_late": papers.filter(submit_asked_at__gt=deadline).count(),
                "files": PaperFile.objects.filter(kind="paper").count(),
                "receipts": Mail.objects.filter(
                    template__startswith="submission_received", state="sent"
                ).count(),
                "mails_left": Mail.objects.exclude(state="sent").count(),
                "over": timezone.now() > deadline,
            }
        )
    )


def thesis() -> bytes:
    """A paper of 5 MB: four pages of text and a picture's worth of noise."""
    with pikepdf.open(io.BytesIO(pdf_bytes(4))) as document:
        picture = document.make_stream(random.Random(0).randbytes(SIZE - 20_000))
        picture.Type, picture.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        picture.Width, picture.Height, picture.BitsPerComponent = 1000, (SIZE - 20_000) // 3000, 8
        picture.ColorSpace = pikepdf.Name.DeviceRGB
        document.pages[0].Resources.XObject = pikepdf.Dictionary(Im0=picture)
        drawn = document.make_stream(b"q 200 0 0 200 300 60 cm /Im0 Do Q")
        document.pages[0].contents_add(drawn)
        held = io.BytesIO()
        document.save(held)
    return held.getvalue()
