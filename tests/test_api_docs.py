"""The page for programs: its lines for a terminal and its Python are run as they stand, its tables are those of the code."""

from __future__ import annotations

import io
import re
import shlex
import urllib.request
from datetime import UTC, datetime, timedelta
from email.message import Message
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from conference.api.paging import MOST, USUAL
from conference.api.problems import KINDS
from conference.forms.tokens import LASTS
from conference.models import Mail
from conference.scopes import Scope
from reviews.models import AssignmentRun
from scripts.machine import ROOT
from submissions.models import Submission
from tests.api import token_for
from tests.factories import (
    AuthorFactory,
    DateFactory,
    DecisionFactory,
    InvitationFactory,
    PaperFileFactory,
    ReviewerFactory,
    ReviewFactory,
    RoleFactory,
    SessionFactory,
    SubmissionFactory,
    TrackFactory,
    UserFactory,
    WorkshopFactory,
)
from tests.factories.reviews import AssignmentFactory
from tests.test_docs import rows

PAGE = (ROOT / "docs" / "api.md").read_text()
SITE = "http://127.0.0.1:8000"


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture
def token(db):
    """Somebody who writes a paper, reviews another and chairs, so that each task of the page is hers."""
    WorkshopFactory(slug="terrabytes-2025", papers_published_at=timezone.now(), programme_state="final")
    track = TrackFactory(pk=1, workshop__slug="fieldnotes-2026", workshop__assignments_live_at=timezone.now(),
                         workshop__bidding_open=True)  # fmt: skip
    workshop, person = track.workshop, UserFactory()
    DateFactory(workshop=workshop, at=timezone.now() + timedelta(days=3))
    RoleFactory(workshop=workshop, user=person)
    ReviewerFactory(workshop=workshop, user=person)
    tomoe = UserFactory(email="tomoe.kirishima@setouchi-obs.example")
    ReviewerFactory(pk=2, workshop=workshop, user=tomoe)
    InvitationFactory(pk=5, workshop=workshop)
    own = SubmissionFactory(track=track, number=12, state="draft", submitter=person)
    AuthorFactory(submission=own, user=person, is_corresponding=True)
    PaperFileFactory(submission=own)
    reviewed = SubmissionFactory(track=track, number=3)
    AuthorFactory(submission=reviewed, user__email="linnet@moor.example")
    free = SubmissionFactory(track=track, number=4)
    AuthorFactory(submission=free, user__email="wren@heath.example")
    PaperFileFactory(submission=free)
    run = AssignmentRun.objects.create(
        pk=9, workshop=workshop, state="proposed", parameters={"reviews_per_paper": 1}, summary={"papers": 2}
    )
    run.pairs.create(submission=free, user=tomoe)
    AuthorFactory(submission=SubmissionFactory(track=track, number=10), user__email="finch@dune.example")
    AssignmentFactory(submission=reviewed, user=person)
    ReviewFactory(pk=1, assignment=AssignmentFactory(submission=reviewed))
    SessionFactory(workshop=workshop, public_id="0b0f3c52-6c8e-4c2f-9a57-3b1f3a2d6d11",
                   start=datetime(2026, 10, 2, 9, tzinfo=UTC), end=datetime(2026, 10, 2, 10, tzinfo=UTC))  # fmt: skip
    Mail.objects.create(pk=1, workshop=workshop, email="gone@people.example", subject="Hello", state="failed")
    _discussed(person)
    _accepted(person)
    return token_for(person)[1]


def _discussed(person):
    """A paper of hers whose reviews she may answer, and one of others that she discusses."""
    now = timezone.now()
    track = TrackFactory(workshop__slug="soilnotes-2026", workshop__assignments_live_at=now,
                         workshop__discussion_opened_at=now, workshop__rebuttal_opened_at=now)  # fmt: skip
    DateFactory(workshop=track.workshop, key="rebuttal_deadline", at=now + timedelta(days=3))
    ReviewerFactory(workshop=track.workshop, user=person)
    own, other = (SubmissionFactory(track=track, number=number) for number in (5, 6))
    AuthorFactory(submission=own, user=person)
    ReviewFactory(assignment=AssignmentFactory(submission=own, mark="A"))
    ReviewFactory(assignment=AssignmentFactory(submission=other, user=person))
    handled = SubmissionFactory(track=track, number=7)
    RoleFactory(workshop=track.workshop, user=person, kind="area_chair")
    AssignmentFactory(submission=handled, user=person, part="area_chair", mark="")
    ReviewFactory(assignment=AssignmentFactory(submission=handled))


def _accepted(person):
    paper = SubmissionFactory(track__workshop__slug="soilnotes-2025", number=8)
    AuthorFactory(submission=paper, user=person)
    DecisionFactory(submission=paper, outcome="accept_poster", released_at=timezone.now())
    RoleFactory(workshop=paper.workshop, user=person)
    other = SubmissionFactory(track=paper.track, number=9)
    AuthorFactory(submission=other)
    DecisionFactory(submission=other, outcome="accept_poster", released_at=timezone.now())


def test_python_of_the_page_does_what_it_says(token, monkeypatch, capsys):
    client, asked = Client(), []

    def urlopen(request):
        asked.append((request.get_method(), request.selector))
        assert request.full_url.startswith(SITE)
        answer = client.generic(
            request.get_method(), request.selector, request.data or b"",
            content_type=request.headers.get("Content-type", ""), headers=request.headers,
        )  # fmt: skip
        assert answer.status_code < 400, (request.full_url, answer.content)
        return _Answer(answer.getvalue(), answer.headers)

    monkeypatch.setenv("PLENARY_TOKEN", token)
    monkeypatch.setattr(urllib.request, "urlopen", urlopen)
    monkeypatch.setattr("conference.jobs.ring", lambda job: None)
    code = compile("\n".join(blocks("python")), "docs/api.md", "exec")
    exec(code, {})  # noqa: S102 - it is ours
    said = capsys.readouterr().out
    assert "Still to do: Upload the paper as a PDF." in said
    assert Submission.objects.get(number=13).title == "Counting furrows"
    assert {method for method, _ in asked} == {"GET", "POST", "PATCH", "PUT", "DELETE"}
    assert len(asked) > 15


class _Answer(io.BytesIO):
    def __init__(self, content, headers):
        super().__init__(content)
        self.headers = Message()
        for name, value in headers.items():
            self.headers[name] = value


def test_lines_for_a_terminal_are_answered(token):
    lines = "".join(blocks("sh")).splitlines()
    assert len(lines) > 12
    for line in lines:
        asked = _parsed(line.replace("$PLENARY_TOKEN", token))
        answer = Client().generic(asked.method, asked.path, asked.body, asked.kind, headers=asked.headers) if not (
            asked.form
        ) else Client().post(asked.path, asked.form, headers=asked.headers)  # fmt: skip
        assert answer.status_code in {200, 201}, (line, answer.getvalue())
        answer.getvalue()


def _parsed(line):
    words = iter(shlex.split(line)[1:])
    found = SimpleNamespace(method="GET", headers={}, body="", form={}, path="", kind="application/json")
    for word in words:
        if word == "-X":
            found.method = next(words)
        elif word == "-H":
            name, _, value = next(words).partition(": ")
            found.headers[name] = value
        elif word == "-o":
            next(words)
        elif word == "-d":
            found.body = next(words)
        elif word == "-F":
            name, _, value = next(words).partition("=")
            is_file = value.startswith("@")
            found.form[name] = SimpleUploadedFile(value[1:], b"%PDF-1.7") if is_file else value
        else:
            parts = urlsplit(word)
            assert f"{parts.scheme}://{parts.netloc}" == SITE
            found.path = f"{parts.path}?{parts.query}"
    found.headers.pop("Content-Type", None)
    return found


def test_tables_and_figures_of_the_page_are_those_of_the_code():
    scopes = {scope.strip("`"): words for scope, words in rows(PAGE, 2)}
    assert scopes == {scope.value: scope.words for scope in Scope}
    kinds = re.findall(r"^\| (\d{3}) \| `([a-z-]+)` \| (.+) \|$", PAGE, re.MULTILINE)
    assert sorted(kinds) == sorted((str(kind.status), name, title) for kind, (name, title) in KINDS.items())
    rates = settings.API_RATES if settings.API_RATES["token"] < 1000 else _rates()
    assert (
        f"{rates['token']} requests of a token, {rates['changes']} of them writing, and {rates['address']}"
        in PAGE
    )
    assert f"up to {MOST} rows with `limit` ({USUAL} without it)" in PAGE
    assert ("90", "90 days") in LASTS


def _rates():
    """Return the rates of the product: the suite's own are out of reach."""
    text = (ROOT / "conference" / "settings.py").read_text()
    return {name: int(many) for name, many in re.findall(r'"(address|token|changes)": (\d+)', text)}
