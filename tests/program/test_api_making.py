"""Programs that make an edition: its site, lists and printed things, the filling of its day, what is handed on of its papers."""

from __future__ import annotations

import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from conference.models import Job, Mail
from program.models import (
    InvitationLetter,
    PresenterWish,
    PublicFigures,
    Remark,
    ScheduleProposal,
    Session,
    Signup,
    SignupList,
)
from reviews.models import Decision
from submissions.models import Submission
from tests.api import V1, caller, send
from tests.factories import AuthorFactory, OptInFactory, RoleFactory, UserFactory
from tests.program.edition import accepted, at

pytestmark = pytest.mark.django_db
HERE = f"{V1}fields-2026/"
CHAIR = f"{HERE}chair/"


def refused(answer, *fields):
    assert (answer.status_code, list(answer.json()["errors"])) == (422, list(fields))


def picture():
    held = io.BytesIO()
    Image.new("RGB", (8, 8)).save(held, "PNG")
    return {"file": SimpleUploadedFile("logo.png", held.getvalue())}


def done(**kind):
    """Let the last job of a kind be over, with a file."""
    job = Job.objects.filter(**kind).latest("pk")
    job.state, job.result = "done", {"file": default_storage.save("made/x", ContentFile(b"made"))}
    job.save()


def test_editor_keeps_the_look_awards_and_questions(edition):
    program = caller(edition.editor, "programme:write")
    seen = program.get(f"{CHAIR}site/")
    sections = [
        {"kind": "text", "title": "Travel", "body": "By tram.", "is_shown": True},
        {"kind": "news", "title": "", "body": "", "is_shown": False},
    ]
    look = {"embed_hosts": ["www.conf.example"], "sections": sections}
    changed = send(program, "patch", f"{CHAIR}site/", look, If_Match=seen["ETag"])
    assert changed.json()["embed_hosts"] == ["www.conf.example"]
    assert changed.json()["sections"][:2] == sections
    assert send(program, "patch", f"{CHAIR}site/", look, If_Match=seen["ETag"]).status_code == 412
    refused(
        send(program, "patch", f"{CHAIR}site/", {"embed_hosts": ["no host"]}, If_Match="*"), "embed_hosts"
    )
    untitled = {"sections": [{"kind": "text"}]}
    refused(send(program, "patch", f"{CHAIR}site/", untitled, If_Match="*"), "sections.0.title")
    logo = program.post(f"{CHAIR}site/pictures/logo/", picture(), headers={"If-Match": changed["ETag"]})
    assert (logo.json()["has_logo"], logo.json()["sections"]) == (True, changed.json()["sections"])
    assert send(program, "delete", f"{CHAIR}site/pictures/logo/", If_Match="*").json()["has_logo"] is False
    assert send(program, "delete", f"{CHAIR}site/pictures/map/", If_Match="*").status_code == 404

    award = {"title": "Best paper", "paper": edition.paper.number}
    made = send(program, "post", f"{CHAIR}awards/", award, If_Match="*")
    assert (made.status_code, made.json()["paper"]) == (201, edition.paper.number)
    one = f"{CHAIR}awards/{made.json()['id']}/"
    decisions = Decision.objects.filter(submission=edition.paper)
    for outcome, number in (("reject", None), ("accept_oral", edition.paper.number)):
        decisions.update(outcome=outcome)
        [row] = program.get(f"{CHAIR}awards/").json()["results"]
        assert (row["paper"], program.get(one).json()["paper"]) == (number, number)
    refused(send(program, "patch", one, {"paper": 999}, If_Match="*"), "paper")
    refused(send(program, "patch", one, {"person": "Ada"}, If_Match="*"), "body")
    person = send(program, "patch", one, {"paper": None, "person": "Ada"}, If_Match="*").json()
    assert program.get(f"{CHAIR}awards/").json()["results"] == [person]
    assert send(program, "delete", one, If_Match="*").status_code == 204

    remark = Remark.objects.create(session=edition.keynote, text="Why?")
    [row] = program.get(f"{CHAIR}remarks/").json()["results"]
    assert send(program, "patch", f"{CHAIR}remarks/{row['id']}/", {"shown": True}).json()["state"] == "shown"
    assert program.get(f"{CHAIR}remarks/").json()["results"] == []
    assert send(program, "post", f"{CHAIR}site/copy/").json()["is_there"] is False
    assert program.get(f"{CHAIR}site/copy/file/").status_code == 404
    done(kind="site_copy")
    assert program.get(f"{CHAIR}site/copy/").json()["is_there"]
    assert program.get(f"{CHAIR}site/copy/file/").getvalue() == b"made"
    photo = program.post(f"{CHAIR}speakers/kim-vega/photo/", picture(), headers={"If-Match": "*"})
    edition.speaker.refresh_from_db()
    assert (photo.status_code, bool(edition.speaker.photo), edition.speaker.bio) == (
        200,
        True,
        "Kim works on soil.",
    )
    assert (
        send(caller(edition.editor, "programme:read"), "patch", one, {"note": "x"}, If_Match="*").status_code
        == 403
    )
    assert caller(edition.outsider).get(f"{CHAIR}site/").status_code == 404
    remark.refresh_from_db()
    assert remark.state == "shown"


def test_chair_keeps_lists_to_join_and_the_figures_that_are_shown(edition):
    edition.change(timezone="Europe/Lisbon")
    program = caller(edition.chair, "chair:write")
    dinner = {
        "title": "Dinner",
        "seats": 1,
        "choices": ["Fish", "No fish"],
        "closes_at": "2099-07-01T12:00:00Z",
    }
    made = send(program, "post", f"{CHAIR}sign-up-lists/", dinner, Idempotency_Key="d")
    assert {name: made.json()[name] for name in dinner} == dinner
    one = f"{CHAIR}sign-up-lists/{made.json()['id']}/"
    found = SignupList.objects.get()
    for name, state in (("Ada", "in"), ("Bo", "waiting"), ("Cy", "asked")):
        Signup.objects.create(
            signup_list=found, name=name, email=f"{name}@w.example", state=state, confirmed_at=timezone.now()
        )
    more = send(program, "patch", one, {"seats": 2}, If_Match=made["ETag"]).json()
    assert (more["taken"], more["waiting"], more["closes_at"]) == (2, 0, dinner["closes_at"])
    assert Mail.objects.get().email == "Bo@w.example"
    assert send(program, "patch", one, {"seats": 3}, If_Match=made["ETag"]).status_code == 412
    assert {row["name"] for row in program.get(f"{one}people/").json()["results"]} == {"Ada", "Bo"}
    assert send(program, "delete", one, If_Match="*").status_code == 204
    assert program.get(f"{CHAIR}sign-up-lists/").json()["results"] == []
    assert caller(edition.editor).get(f"{CHAIR}sign-up-lists/").status_code == 404

    assert send(program, "put", f"{CHAIR}figures/", {"shown": ["track"]}).status_code == 204
    figures = program.get(f"{CHAIR}figures/").json()["results"]
    assert [figure["key"] for figure in figures if figure["is_public"]] == ["track"]
    assert PublicFigures.objects.get().shown == ["track"]


def test_documents_letters_and_certificates(edition):
    editor, chair = caller(edition.editor), caller(edition.chair)
    kinds = {row["key"]: row for row in editor.get(f"{CHAIR}documents/").json()["results"]}
    assert "badges" in kinds
    assert "reviewers" not in kinds
    assert send(editor, "post", f"{CHAIR}documents/reviewers/").status_code == 404
    assert send(editor, "post", f"{CHAIR}documents/badges/").json()["job"]["state"] == "waiting"
    done(kind="document")
    assert editor.get(f"{CHAIR}documents/badges/").json()["is_there"]
    assert editor.get(f"{CHAIR}documents/badges/file/").getvalue() == b"made"
    assert chair.get(f"{CHAIR}documents/badges/file/").status_code == 404

    texts, seen = f"{CHAIR}document-texts/", chair.get(f"{CHAIR}document-texts/")
    worded = send(chair, "patch", texts, {"letter_text": "Dear {name}, come."}, If_Match=seen["ETag"])
    assert worded.json()["letter_text"] == "Dear {name}, come."
    assert send(chair, "patch", texts, {"signed_by": "Olga"}, If_Match=seen["ETag"]).status_code == 412
    refused(send(chair, "patch", texts, {"letter_text": "Dear {moon}"}, If_Match="*"), "letter_text")
    assert chair.post(f"{texts}map/", picture(), headers={"If-Match": "*"}).json()["has_map"]
    assert send(chair, "delete", f"{texts}map/", If_Match="*").json()["has_map"] is False
    assert editor.get(texts).status_code == 404
    writer = caller(edition.chair, "chair:write")
    assert send(writer, "put", f"{CHAIR}certificates/", {"released": True}).status_code == 403
    assert send(chair, "put", f"{CHAIR}certificates/", {"released": True}).json() == {"released": True}

    author = UserFactory(name="Ada Fiedler")
    AuthorFactory(submission=edition.paper, user=author, position=5)
    own = f"{HERE}my-papers/{edition.paper.number}/letter/"
    assert send(caller(edition.outsider), "post", own, {"name": "x"}).status_code == 404
    asked = send(caller(author), "post", own, {"name": "Ada M. Fiedler"})
    assert (asked.status_code, asked.json()["state"]) == (201, "asked")
    assert send(caller(author), "post", own, {"name": "Ada"}).status_code == 403
    letter = f"{CHAIR}letters/{asked.json()['id']}/"
    assert chair.get(letter).json()["draft"] == "Dear Ada M. Fiedler, come."
    assert send(chair, "post", letter, {"grant": False}).status_code == 422
    granted = send(chair, "post", letter, {"grant": True}).json()
    assert (granted["state"], granted["text"]) == ("granted", "Dear Ada M. Fiedler, come.")
    assert send(chair, "post", letter, {"grant": True}).status_code == 403
    assert [row["id"] for row in chair.get(f"{CHAIR}letters/").json()["results"]] == [asked.json()["id"]]
    assert Mail.objects.get(template="letter_granted").recipient == author
    assert InvitationLetter.objects.get().decided_by == edition.chair


def test_day_is_laid_out_filled_and_undone(edition):
    program = caller(edition.editor, "programme:write")
    lines = {"day": "2026-07-19", "text": "09:00-09:10 Opening\n09:10-10:00 Keynote: Noa Berg (Moor Lab)"}
    assert "usual" in [row["key"] for row in program.get(f"{CHAIR}days/").json()["results"]]
    refused(send(program, "post", f"{CHAIR}days/", lines | {"text": "at nine: tea"}), "text")
    assert send(program, "post", f"{CHAIR}days/", lines, Idempotency_Key="d").json() == {"sessions": 2}
    assert "Noa Berg" in str(program.get(f"{CHAIR}speakers/").json())
    assert send(program, "post", f"{CHAIR}days/", lines).status_code == 422

    other = accepted(edition.track, title="Reading hedges")
    spotlights = f"{CHAIR}sessions/{edition.spotlights.public_id}/"
    placed = send(program, "put", f"{spotlights}papers/{other.number}/", {"position": 0}, If_Match="*")
    numbers = [other.number, edition.paper.number]
    assert [one["number"] for one in placed.json()["papers"]] == numbers
    down = send(
        program, "put", f"{spotlights}papers/{other.number}/", {"position": 1}, If_Match=placed["ETag"]
    )
    assert [one["number"] for one in down.json()["papers"]] == numbers[::-1]
    late = send(
        program, "put", f"{spotlights}papers/{other.number}/", {"position": 0}, If_Match=placed["ETag"]
    )
    assert late.status_code == 412
    posters = Session.objects.create(
        workshop=edition.workshop,
        kind="posters",
        title="Posters",
        start=edition.spotlights.end,
        end=at("11:00"),
    )
    source = {"position": 0, "source": str(edition.spotlights.public_id)}
    there = f"{CHAIR}sessions/{posters.public_id}/"
    assert (
        len(send(program, "put", f"{there}papers/{other.number}/", source, If_Match="*").json()["papers"])
        == 1
    )
    undone = program.get(f"{CHAIR}steps/").json()["undo"]
    assert f"#{other.number}" in undone
    assert send(program, "post", f"{CHAIR}steps/", {"action": "undo"}).json()["redo"] == undone
    assert program.get(there).json()["papers"] == []
    fit = send(program, "post", f"{spotlights}fit/", {"questions": 5}, If_Match="*").json()
    assert fit["end"] == "2026-07-18T10:15:00Z"
    assert send(program, "put", f"{spotlights}pinned/", {"pinned": True}, If_Match="*").json()["is_pinned"]
    one = {"pinned": True, "paper": other.number}
    assert send(program, "put", f"{spotlights}pinned/", one, If_Match="*").status_code == 200
    assert edition.spotlights.slots.get(submission=other).is_pinned

    refused(send(program, "post", f"{CHAIR}fillings/", {"always": [99_999]}), "always")
    asked = send(program, "post", f"{CHAIR}fillings/", {"always": [edition.track.pk]}, Idempotency_Key="f")
    assert (asked.status_code, asked.json()["job"]["state"]) == (201, "waiting")
    filling = f"{CHAIR}fillings/{asked.json()['id']}/"
    assert send(program, "post", f"{filling}take/", {}).status_code == 403
    key = str(edition.spotlights.public_id)
    result = {
        "sessions": [key],
        "titles": {key: "Soils"},
        "places": {key: [[other.pk, 0], [edition.paper.pk, 1]]},
    }
    ScheduleProposal.objects.update(state="proposed", result=result | {"status": "optimal"})
    page = program.get(filling).json()
    assert ([place["then"]["number"] for place in page["sessions"][0]["places"]], page["is_outdated"]) == (
        numbers,
        False,
    )
    assert send(program, "post", f"{filling}take/", {"titles": False}).status_code == 204
    assert [one["number"] for one in program.get(spotlights).json()["papers"]] == numbers
    assert send(program, "delete", filling).status_code == 403
    assert [row["state"] for row in program.get(f"{CHAIR}fillings/").json()["results"]] == ["taken"]


def test_wishes_of_presenters_are_said_by_authors_and_by_organizers(edition):
    author = UserFactory(time_zone="Asia/Tokyo")
    AuthorFactory(submission=edition.paper, user=author, position=5, is_presenting=True)
    own, mine = caller(author), f"{HERE}my-papers/{edition.paper.number}/presenting/"
    before = own.get(mine)
    assert before.json() == {"time_zone": "Asia/Tokyo", "daytime": "", "absences": []}
    away = {"day": "2026-07-18", "start": "15:00", "end": "18:00"}
    wishes = {"time_zone": "Asia/Tokyo", "daytime": "morning", "absences": [away]}
    assert send(own, "put", mine, wishes, If_Match=before["ETag"]).json() == wishes
    assert send(own, "put", mine, wishes, If_Match=before["ETag"]).status_code == 412
    program, there = caller(edition.editor, "programme:write"), f"{CHAIR}presenters/{edition.paper.number}/"
    assert program.get(there).json() == wishes
    wrong = wishes | {"absences": [away, away | {"end": "14:00"}]}
    refused(send(program, "put", there, wrong, If_Match="*"), "absences.1.end")
    assert send(program, "put", there, wishes | {"absences": []}, If_Match="*").json()["absences"] == []
    assert PresenterWish.objects.get().absences == []
    [row] = program.get(f"{CHAIR}presenters/").json()["results"]
    assert row["wishes"] == ["Only in the morning"]
    assert caller(edition.outsider).get(mine).status_code == 404
    assert own.get(there).status_code == 404


def test_papers_go_on_to_volumes_and_come_from_elsewhere(edition):
    program = caller(edition.chair, "chair:write")
    opt_in = OptInFactory(track=edition.track, label="Volume")
    edition.paper.opt_ins.add(opt_in)
    [row] = program.get(f"{CHAIR}opt-ins/").json()["results"]
    assert (row["label"], row["chosen"]) == ("Volume", 1)
    one, seen = f"{CHAIR}opt-ins/{opt_in.pk}/", program.get(f"{CHAIR}opt-ins/{opt_in.pk}/")
    terms = {"kind": "proceedings", "last_day": "2026-06-17"}
    changed = send(program, "patch", one, terms, If_Match=seen["ETag"])
    assert changed.json() == seen.json() | terms
    assert send(program, "patch", one, {"label": "x"}, If_Match=seen["ETag"]).status_code == 412
    [paper] = program.get(f"{one}papers/").json()["results"]
    assert (paper["number"], paper["goes_in"]) == (edition.paper.number, False)
    assert send(program, "post", f"{one}package/").json()["job"]["kind"] == "opt_in_package"
    done(kind="opt_in_package")
    assert program.get(f"{one}package/").json()["is_there"]
    assert program.get(f"{one}package/file/").getvalue() == b"made"
    other = caller(RoleFactory(workshop=edition.workshop).user)
    assert other.get(f"{one}package/").json()["job"] is None
    assert other.get(f"{one}package/file/").status_code == 404

    volume, seen = f"{CHAIR}volume/", program.get(f"{CHAIR}volume/")
    assert seen.json()["editors"] == "Olga Organizer"
    entered = send(program, "patch", volume, {"number": "262"}, If_Match=seen["ETag"]).json()
    assert entered == seen.json() | {"number": "262"}
    assert send(program, "patch", volume, {"number": "1"}, If_Match=seen["ETag"]).status_code == 412
    refused(send(program, "patch", volume, {"number": "seven"}, If_Match="*"), "number")
    refused(send(program, "patch", volume, {"end": "2020-01-01"}, If_Match="*"), "end")

    exported = caller(edition.editor).get(f"{CHAIR}exports/bibtex/")
    assert b"Counting furrows" in exported.getvalue()
    assert program.get(f"{CHAIR}exports/runes/").status_code == 403
    assert caller(edition.chair).get(f"{CHAIR}exports/runes/").status_code == 404
    papers = {"track": "full", "text": f"{edition.paper.title} | Ada\nReading hedges | Bo Lind | full | oral"}
    refused(send(program, "post", f"{CHAIR}accepted-elsewhere/", papers | {"track": "moon"}), "track")
    refused(send(program, "post", f"{CHAIR}accepted-elsewhere/", papers | {"text": "| nobody"}), "text")
    assert send(program, "post", f"{CHAIR}accepted-elsewhere/", papers).json() == {"added": 1, "known": 1}
    assert Submission.objects.get(title="Reading hedges").decision.outcome == "accept_oral"
    assert not Mail.objects.exists()
    assert caller(edition.editor).get(volume).status_code == 404
