"""The copy of a paper for reviewers: who gets it, which version, and what travels with it."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from submissions.models import PaperFile
from tests.cast import make_cast
from tests.clients import client_of
from tests.factories import PaperFileFactory

pytestmark = pytest.mark.django_db

ALLOWED = ("author", "reviewer_assigned", "area_chair_assigned", "program_chair")
DENIED = (
    "other_author",
    "reviewer_unassigned",
    "reviewer_conflicted",
    "area_chair_unassigned",
    "program_chair_conflicted",
    "site_editor",
    "site_admin",
)


def address(file, number=1):
    return f"/cast-2026/papers/{number}/file/{file.public_id}/"


def ask(cast, actor, path):
    client = client_of(cast.people[actor])
    response = client.get(path)
    return response, response.getvalue()


@pytest.mark.enumeration
@pytest.mark.parametrize("actor", ALLOWED)
def test_those_who_may_read_the_paper_get_its_clean_copy(cast, actor):
    response, content = ask(cast, actor, address(cast.paper.files.get()))

    assert response.status_code == 200
    assert content == b"%PDF-1.7 originalbytes Ottoline cleaned"


@pytest.mark.enumeration
@pytest.mark.parametrize("actor", DENIED)
def test_others_get_the_same_answer_as_for_a_paper_that_is_not_there(cast, actor):
    path = address(cast.paper.files.get())
    assert ask(cast, "reviewer_assigned", path)[0].status_code == 200

    denied, content = ask(cast, actor, path)
    missing, nothing = ask(cast, actor, path.replace("/papers/1/", "/papers/999/"))

    assert (denied.status_code, missing.status_code) == (404, 404)
    assert content == nothing
    assert dict(denied.headers) == dict(missing.headers)


@pytest.mark.enumeration
def test_a_visitor_is_sent_to_log_in(cast):
    assert Client().get(address(cast.paper.files.get())).status_code == 302


@pytest.mark.enumeration
def test_nothing_that_travels_with_the_file_tells_of_its_upload(cast):
    file = cast.paper.files.get()
    with time_machine.travel(datetime(2031, 5, 6, 7, 8, 9, tzinfo=UTC), tick=False):
        response, _ = ask(cast, "reviewer_assigned", address(file))

    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == 'inline; filename="cast-2026-paper-1.pdf"'
    assert response.headers["Cache-Control"] == "private, no-store"
    assert not {"Last-Modified", "ETag"} & set(response.headers)
    told = str(dict(response.headers)).lower()
    assert "ottoline" in file.original_name
    assert "ottoline" not in told
    assert str(file.uploaded_at.year) not in told.replace("cast-2026", "")


@pytest.mark.enumeration
def test_the_file_can_be_shown_inside_this_site_only_and_runs_nothing(cast):
    response, _ = ask(cast, "reviewer_assigned", address(cast.paper.files.get()))

    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy
    assert "script-src" not in policy
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_only_the_version_that_stands_is_handed_out(cast):
    first = cast.paper.files.get()
    assert ask(cast, "reviewer_assigned", address(first))[0].status_code == 200

    second = PaperFileFactory(submission=cast.paper, content=b"%PDF-1.7 second")

    assert ask(cast, "reviewer_assigned", address(first))[0].status_code == 404
    assert ask(cast, "reviewer_assigned", address(second))[1] == b"%PDF-1.7 second cleaned"


@pytest.mark.enumeration
@pytest.mark.parametrize("state", ["waiting", "refused"])
def test_a_version_that_did_not_pass_its_check_leaves_the_one_before(cast, state):
    first = cast.paper.files.get()
    second = PaperFileFactory(submission=cast.paper, check_state=state)

    assert ask(cast, "reviewer_assigned", address(second))[0].status_code == 404
    assert ask(cast, "reviewer_assigned", address(first))[0].status_code == 200


@pytest.mark.enumeration
def test_a_final_version_never_goes_to_reviewers(cast):
    first = cast.paper.files.get()
    final = PaperFileFactory(
        submission=cast.paper, kind=PaperFile.Kind.FINAL, version=7, content=b"%PDF by Ottoline"
    )

    assert ask(cast, "reviewer_assigned", address(final))[0].status_code == 404
    assert ask(cast, "reviewer_assigned", address(first))[0].status_code == 200
    client = client_of(cast.people["reviewer_assigned"])
    page = client.get("/cast-2026/reviewing/1/").content.decode()
    assert str(first.public_id) in page
    assert str(final.public_id) not in page


def test_without_a_clean_copy_there_is_no_file_and_never_the_original(cast):
    file = cast.paper.files.get()
    file.reviewer_copy = ""
    file.save()

    response, content = ask(cast, "reviewer_assigned", address(file))

    assert response.status_code == 404
    assert b"originalbytes" not in content


@pytest.mark.enumeration
def test_a_file_belongs_to_its_own_paper(cast):
    path = address(cast.paper.files.get(), number=cast.other_paper.number)

    assert ask(cast, "program_chair", path)[0].status_code == 404
    assert ask(cast, "program_chair", f"/cast-2026/papers/1/file/{uuid4()}/")[0].status_code == 404


@pytest.mark.enumeration
@pytest.mark.parametrize("phase", ["submitted", "withdrawn"])
def test_a_reviewer_has_the_file_only_while_the_paper_is_hers(phase):
    cast = make_cast(phase)
    path = address(cast.paper.files.get())

    assert ask(cast, "program_chair", path)[0].status_code == 200
    assert ask(cast, "reviewer_assigned", path)[0].status_code == 404
