"""Programs of chairs that bring lists in and take tables away."""

from __future__ import annotations

import csv
import io
from types import SimpleNamespace

import pytest

from conference.models import Invitation, Mail, Publication
from reviews.models import Assignment, Decision, PairRule, PaperTag
from tests.api import V1, caller, missing, send
from tests.factories import (
    AuthorFactory,
    ConflictFactory,
    DecisionFactory,
    ReviewerFactory,
    RoleFactory,
    SeriesFactory,
    SubmissionFactory,
    TrackFactory,
    UserFactory,
    WorkshopFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    """A workshop of a series with two chairs, one of whom wrote the second paper, and a reviewer."""
    track = TrackFactory(workshop__slug="soils-2026", workshop__series=SeriesFactory())
    workshop = track.workshop
    chair, second = (RoleFactory(workshop=workshop).user for _ in range(2))
    papers = [SubmissionFactory(track=track, title=title) for title in ("Furrows", "Trees", "Rivers")]
    AuthorFactory(submission=papers[0], name="Ottoline Hidden")
    AuthorFactory(submission=papers[1], user=second)
    rita = ReviewerFactory(
        workshop=workshop, user=UserFactory(name="Rita Field", email="rita@hill.example")
    ).user
    return SimpleNamespace(
        workshop=workshop, track=track, papers=papers, chair=chair, chairs=caller(chair), second=caller(second),
        rita=rita, url=f"{V1}soils-2026/chair/", outsiders=[caller(rita), caller(RoleFactory().user)],
    )  # fmt: skip


def test_rows_are_looked_at_then_imported_and_a_broken_one_stops_all(room):
    address = f"{room.url}papers/import/"
    tags = {"kind": "tags", "text": "paper;tags\n1;travel\n2;travel late\n"}
    missing(room, "post", address, f"{V1}nowhere/chair/papers/import/", tags)
    seen = send(room.chairs, "post", address, tags | {"preview": True}).json()
    assert (seen["done"], [row["said"] for row in seen["changes"]]) == (
        0,
        ["put on #travel", "put on #travel #late"],
    )
    ConflictFactory(submission=room.papers[2], user=room.rita, state="active")
    broken = {
        "kind": "assignments",
        "text": "1,rita@hill.example\n3,rita@hill.example\nx,rita@hill.example\n",
    }
    refused = send(room.chairs, "post", address, broken)
    assert (refused.status_code, refused.json()["errors"]["text"]) == (
        422, ["Row 2: Rita Field has a conflict with this paper.", "Row 3: “x” is no paper's number."],
    )  # fmt: skip
    assert not any(model.objects.exists() for model in (Assignment, PaperTag, Mail))
    # Whoever may not act on a paper is told what is told of a number that nobody has.
    kept = send(room.second, "post", address, tags).json()["errors"]["text"]
    assert kept == ["Row 3: There is no such paper, or it is not yours to act on."]

    assert send(room.chairs, "post", address, tags | {"stamp": "0" * 64}).status_code == 409
    for _ in range(2):
        done = send(room.chairs, "post", address, tags | {"stamp": seen["stamp"]}, Idempotency_Key="t1")
        assert done.json()["done"] == 2
    assert send(room.chairs, "post", address, tags).json()["unchanged"] == 2
    assert PaperTag.objects.count() == 3
    done = send(room.chairs, "post", address, broken | {"leave_broken_out": True}).json()
    assert (done["done"], [row["row"] for row in done["broken"]]) == (1, [2, 3])
    assert Assignment.objects.get().user == room.rita
    decided = {"kind": "decisions", "text": "2,poster,Well done"}
    assert send(room.chairs, "post", address, decided).json()["done"] == 1
    assert Decision.objects.get().text == "Well done"
    pairs = {"kind": "pairs", "text": "2,rita@hill.example,never"}
    assert send(room.chairs, "post", address, pairs).json()["changes"][0]["paper"] == 2
    assert PairRule.objects.get().kind == "forbidden"


def test_tables_are_handed_out_as_files_with_the_sight_of_who_asks(room):
    address, final = f"{room.url}papers/export/", f"{room.url}camera-ready/export/"
    for where in (address, final):
        missing(room, "get", where, f"{V1}nowhere/chair/papers/export/")

    def lines(program, where, **asked):
        answer = program.get(where, asked)
        assert answer["Content-Disposition"].startswith("attachment")
        return list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))

    [head, *rows] = lines(room.chairs, address, columns="number,title", sort="-number")
    assert (head[:2], [row[1] for row in rows]) == (["No.", "Paper"], ["Rivers", "Trees", "Furrows"])
    assert [row[1] for row in lines(room.chairs, address, only="3,1", q="is:submitted")[1:]] == [
        "Furrows",
        "Rivers",
    ]
    assert "Trees" not in str(lines(room.second, address, table="decisions"))
    assert "Ottoline" not in str(lines(room.chairs, address, columns="number,title,tags"))
    assert room.chairs.get(address, {"format": "xlsx"}).getvalue().startswith(b"PK")
    for wrong, where in (({"q": "("}, "q"), ({"columns": "secret"}, "columns"), ({"only": "a"}, "only"),
                         ({"format": "pdf"}, "format")):  # fmt: skip
        assert list(room.chairs.get(address, wrong).json()["errors"]) == [where]
    assert len(lines(room.chairs, final)) == 1
    DecisionFactory(
        submission=room.papers[0],
        outcome="accept_poster",
        released_at=room.papers[0].created_at,
    )
    room.workshop.decisions_released_at = room.papers[0].created_at
    room.workshop.save()
    [_, row] = lines(room.chairs, final, show="incomplete")
    assert row[1] == "Furrows"


def test_people_are_invited_by_a_list_from_earlier_editions_and_get_their_publications(room):
    address = f"{room.url}invitations/import/"
    listed = {"text": "name,email,load\nDora Meadow,Dora@Meadow.example,5\n,eve@meadow.example,\n"}
    missing(room, "post", address, f"{V1}nowhere/chair/invitations/import/", listed)
    refused = send(room.chairs, "post", address, {"text": listed["text"] + "Nobody,none,\n"})
    assert refused.json()["errors"]["text"][0].startswith("Row 4: ")
    assert list(send(room.chairs, "post", address, {"text": " "}).json()["errors"]) == ["text"]
    past = {**listed, "answer_by": "2020-01-01"}
    assert list(send(room.chairs, "post", address, past).json()["errors"]) == ["answer_by"]
    seen = send(room.chairs, "post", address, {**listed, "preview": True}).json()
    assert (seen["sent"], [row["state"] for row in seen["people"]]) == (0, ["new", "new"])
    assert seen["repeated"] == []
    twice = {"text": f"{listed['text']},eve@meadow.example,\n", "preview": True}
    assert send(room.chairs, "post", address, twice).json() == {**seen, "repeated": [4]}
    assert not Invitation.objects.exists()
    for _ in range(2):
        done = send(room.chairs, "post", address, {**listed, "role": "area_chair"}, Idempotency_Key="i1")
        assert done.json()["sent"] == 2
    assert Invitation.objects.get(email="dora@meadow.example").kind == "area_chair"

    earlier = WorkshopFactory(slug="soils-2025", series=room.workshop.series)
    RoleFactory(workshop=earlier, user=room.chair)
    ReviewerFactory(workshop=earlier, max_load=3, user=UserFactory(name="Una", email="una@hill.example"))
    editions = f"{room.url}invitations/earlier/"
    missing(room, "get", editions, f"{V1}nowhere/chair/invitations/earlier/")
    missing(room, "get", f"{editions}soils-2025/", f"{editions}nowhere/")
    assert [row["slug"] for row in room.chairs.get(editions).json()["results"]] == ["soils-2025"]
    [una] = room.chairs.get(f"{editions}soils-2025/").json()["results"]
    assert una == {"name": "Una", "email": "una@hill.example", "role": "reviewer", "load": 3}
    assert room.second.get(f"{editions}soils-2025/").status_code == 404

    address = f"{room.url}reviewers/publications/"
    file = {"text": "reviewer,title,year\nRita Field,Tides from orbit,2024\nSomebody Else,Moss,2024"}
    missing(room, "post", address, f"{V1}nowhere/chair/reviewers/publications/", file)
    seen = send(room.chairs, "post", address, file | {"preview": True}).json()
    assert (seen["people"][0]["new"], seen["unmatched"][0]["row"]) == (["Tides from orbit"], 3)
    assert not Publication.objects.exists()
    assert send(room.chairs, "post", address, file).json()["done"] == 1
    assert Publication.objects.get().user == room.rita
    assert list(send(room.chairs, "post", address, {"text": "x"}).json()["errors"]) == ["text"]
