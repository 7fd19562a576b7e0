"""Programs that keep the chairs' office: who is listed, webhooks, wordings and rules of mails, the end of an edition; and oneself."""

from __future__ import annotations

import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from conference.models import (
    AuditEntry,
    CommitteeMember,
    Job,
    Mail,
    ReminderRule,
    Sponsor,
    Webhook,
    WebhookDelivery,
    Workshop,
)
from tests.api import V1, caller, send
from tests.factories import InvitationFactory, RoleFactory, TrackFactory

pytestmark = pytest.mark.django_db
HERE = f"{V1}soils-2026/chair/"
ME = "/api/v1/me/"


@pytest.fixture
def chair():
    track = TrackFactory(workshop__slug="soils-2026", workshop__acronym="Soils 2026")
    return RoleFactory(workshop=track.workshop)


def refused(answer, *fields):
    assert (answer.status_code, list(answer.json()["errors"])) == (422, list(fields))


def test_sponsors_contacts_and_listed_people_are_one_set_up(chair):
    program = caller(chair.user, "chair:write")
    foreign = Sponsor.objects.create(workshop=RoleFactory().workshop, name="Fund for Seas")
    seen = program.get(f"{HERE}sponsors/")
    made = send(program, "post", f"{HERE}sponsors/", {"name": "Fund for Soils"}, If_Match=seen["ETag"])
    assert (made.status_code, made.json()["has_logo"]) == (201, False)
    late = send(program, "post", f"{HERE}contacts/", {"label": "Chairs"}, If_Match=seen["ETag"])
    assert late.status_code == 412
    one = f"{HERE}sponsors/{made.json()['id']}/"
    held = io.BytesIO()
    Image.new("RGB", (8, 8)).save(held, "PNG")
    for content, status in ((b"no picture", 422), (held.getvalue(), 200)):
        logo = {"file": SimpleUploadedFile("logo.png", content)}
        assert program.post(f"{one}logo/", logo, headers={"If-Match": "*"}).status_code == status
    changed = send(program, "patch", one, {"kind": "Prizes"}, If_Match="*").json()
    assert (changed["name"], changed["kind"], changed["has_logo"]) == ("Fund for Soils", "Prizes", True)
    assert send(program, "delete", f"{one}logo/", If_Match="*").json()["has_logo"] is False
    refused(send(program, "patch", one, {"url": "no address"}, If_Match="*"), "url")
    assert program.get(f"{HERE}sponsors/{foreign.pk}/").status_code == 404
    assert [row["id"] for row in program.get(f"{HERE}sponsors/").json()["results"]] == [made.json()["id"]]
    assert send(program, "delete", one, If_Match="*").status_code == 204

    contact = send(
        program, "post", f"{HERE}contacts/", {"label": "Chairs", "email": "c@soils.example"}, If_Match="*"
    )
    assert send(program, "delete", f"{HERE}contacts/{contact.json()['id']}/", If_Match="*").status_code == 204
    people = {
        "group": "organizer",
        "people": [{"name": "Ada Moreau"}, {"name": "Bo Lind", "url": "https://bo.example/"}],
    }
    for many in (2, 0):
        assert send(program, "post", f"{HERE}listed-people/", people).json() == {"added": many}
    [ada, _bo] = program.get(f"{HERE}listed-people/").json()["results"]
    moved = {"group": "program_committee"}
    assert (
        send(program, "patch", f"{HERE}listed-people/{ada['id']}/", moved, If_Match="*").json() == ada | moved
    )
    assert CommitteeMember.objects.get(pk=ada["id"]).position == 1


def test_webhooks_are_a_chair_s_own(chair, monkeypatch):
    monkeypatch.setattr("conference.services.webhooks.ring", lambda _pk: None)
    program, other = caller(chair.user), caller(RoleFactory(workshop=chair.workshop).user)
    new = {"url": "https://hooks.soils.example/in?key=s3cret", "events": ["submission.submitted"]}
    assert "submission.submitted" in str(program.get(f"{HERE}events/").json())
    for wrong in ({"url": "ftp://x"}, {"events": ["tea.made"]}):
        refused(send(program, "post", f"{HERE}webhooks/", new | wrong), *wrong)
    made = send(program, "post", f"{HERE}webhooks/", new, Idempotency_Key="h1")
    assert send(program, "post", f"{HERE}webhooks/", new, Idempotency_Key="h1").json() == made.json()
    one = f"{HERE}webhooks/{made.json()['id']}/"
    assert send(program, "post", f"{one}secret/").json()["secret"].startswith("whsec_")
    assert send(program, "patch", one, {"note": "Ours"}, If_Match=made["ETag"]).json()["url"] == new["url"]
    assert send(program, "patch", one, {"note": "Mine"}, If_Match=made["ETag"]).status_code == 412
    test = send(program, "post", f"{one}messages/").json()
    again = f"{one}messages/{test['id']}/"
    assert (test["event"], send(program, "post", again).status_code) == ("webhook.test", 403)
    WebhookDelivery.objects.update(state="failed", attempts=9)
    assert send(program, "post", again).json()["attempts"] == 0
    assert [row["id"] for row in program.get(f"{one}messages/").json()["results"]] == [test["id"]]

    [row] = other.get(f"{HERE}webhooks/").json()["results"]
    assert (row["host"], row["url"], row["is_own"]) == ("hooks.soils.example", "", False)
    assert {other.get(path).status_code for path in (one, f"{one}messages/")} == {404}
    assert [send(other, "put", f"{one}on/", {"on": on}).status_code for on in (True, False)] == [404, 204]
    assert send(program, "post", f"{one}messages/").status_code == 403
    assert send(program, "put", f"{one}on/", {"on": True}).status_code == 204
    assert send(program, "delete", one).status_code == 204
    assert not Webhook.objects.exists()


def test_wordings_rules_and_days_of_mails(chair):
    program, text = caller(chair.user), f"{HERE}mail-texts/submission_received/"
    before = program.get(text).json()
    assert not before["is_own"]
    assert program.get(f"{HERE}mail-texts/password_changed/").status_code == 404
    tried = send(program, "post", f"{text}preview/", {"subject": "Hello from {workshop} on {moons}"}).json()
    assert (tried["subject"], "moons" in tried["unknown"], tried["reader"]) == (
        "Hello from Soils 2026 on {moons}",
        True,
        None,
    )
    assert send(program, "put", text, {"subject": "{moons}", "body": "x"}).status_code == 422
    worded = send(program, "put", text, {"subject": "We have it", "body": "Dear {name}"}).json()
    assert (worded["is_own"], program.get(text).json()["subject"]) == (True, "We have it")
    listed = program.get(f"{HERE}mail-texts/?limit=200").json()["results"]
    assert [row["key"] for row in listed if row["is_own"]] == ["submission_received"]
    assert send(program, "delete", text).status_code == 204
    assert program.get(text).json() == before

    rules = {"held": True, "delay_minutes": 10}
    assert send(program, "put", f"{HERE}mail-rules/", rules).json() == rules
    refused(send(program, "put", f"{HERE}mail-rules/", rules | {"delay_minutes": 2000}), "delay_minutes")
    assert program.get(f"{HERE}mail-rules/").json() == rules
    days = {"on": True, "before": [9, 3], "after": [2]}
    assert send(program, "put", f"{HERE}reminders/reviews/days/", days).json() == days
    assert ReminderRule.objects.get().days == [9, 3, -2]
    row = next(row for row in program.get(f"{HERE}reminders/").json()["results"] if row["kind"] == "reviews")
    assert row["by_itself"] == "9 and 3 days before, 2 days after"
    assert not Mail.objects.exists()


def test_chair_acts_on_many_mails_and_takes_an_invitation_to_a_part_back(chair):
    program = caller(chair.user, "chair:write")
    foreign = Mail.objects.create(workshop=RoleFactory().workshop, email="x@y.example")
    mine = [Mail.objects.create(workshop=chair.workshop, email=f"{n}@y.example", state=state)
            for n, state in enumerate(("queued", "queued", "sent"))]  # fmt: skip
    hold = {"action": "hold", "mails": [mail.pk for mail in (*mine, foreign)]}
    assert send(program, "post", f"{V1}soils-2026/mails/act/", hold).json() == {"mails": 2}
    assert sorted(Mail.objects.values_list("state", flat=True)) == ["held", "held", "queued", "sent"]

    send(program, "post", f"{V1}soils-2026/people/", {"email": "noor@sea.example", "part": "site_editor"})
    InvitationFactory(workshop=chair.workshop)
    [row] = program.get(f"{V1}soils-2026/people/invitations/").json()["results"]
    assert (row["email"], row["part"]) == ("noor@sea.example", "site_editor")
    one = f"{V1}soils-2026/people/invitations/{row['id']}/"
    assert [send(program, "delete", one).status_code for _ in range(2)] == [204, 404]


def test_edition_is_archived_and_its_reviews_get_a_term(chair):
    program = caller(chair.user, "chair:write")
    seen = program.get(f"{HERE}archive/")
    assert (
        send(program, "put", f"{HERE}archive/term/", {"months": 24}, If_Match=seen["ETag"]).json()["months"]
        == 24
    )
    assert (
        send(program, "put", f"{HERE}archive/term/", {"months": 6}, If_Match=seen["ETag"]).status_code == 412
    )
    assert send(program, "put", f"{HERE}archive/", {"archived": True}).json()["archived_at"]
    closed = send(program, "patch", f"{HERE}settings/", {"venue": "Riga"}, If_Match="*")
    assert closed.json()["type"].endswith("#closed")
    assert send(program, "put", f"{HERE}archive/", {"archived": False}).json()["archived_at"] is None
    assert send(program, "patch", f"{HERE}settings/", {"venue": "Riga"}, If_Match="*").status_code == 200
    assert AuditEntry.objects.filter(action__startswith="archive.").count() == 3


def test_program_keeps_its_holder_s_profile_and_begins_a_workshop(chair):
    program, user = caller(chair.user, "account:write"), chair.user
    place = {"institution": "Uni Oulu", "domain": "www.oulu.example", "start_year": 2020}
    for places in ([place, {"institution": "Moor Lab"}], [place]):
        done = send(
            program, "patch", f"{ME}profile/", {"time_zone": "Europe/Oslo", "affiliations": places}
        ).json()
    assert (done["time_zone"], done["name"]) == ("Europe/Oslo", user.name)
    assert [(row["institution"], row["domain"]) for row in done["affiliations"]] == [
        ("Uni Oulu", "oulu.example")
    ]
    wrong = {"affiliations": [place, place | {"end_year": 2019}], "name": "Taken Over"}
    refused(send(program, "patch", f"{ME}profile/", wrong), "affiliations.1.end_year")
    assert program.get(f"{ME}profile/").json() == done

    lines = {"text": "Counting furrows; 2024; Ada Moreau\nReading hedges; 2023; Ada Moreau"}
    assert [send(program, "post", f"{ME}publications/", lines).json()["added"] for _ in range(2)] == [2, 0]
    [last, _first] = program.get(f"{ME}publications/").json()["results"]
    assert send(program, "delete", f"{ME}publications/{last['id']}/").status_code == 204
    assert user.publications.count() == 1

    assert send(program, "post", f"{ME}data/").json()["making"]["kind"] == "personal_export"
    assert program.get(f"{ME}data/file/").status_code == 404
    Job.objects.update(
        state="done", result={"file": default_storage.save("exports/x.zip", ContentFile(b"PK"))}
    )
    assert program.get(f"{ME}data/file/").getvalue() == b"PK"

    job = Job.objects.create(owner=user, kind="document", title="Badges", state="waiting")
    Job.objects.create(owner=RoleFactory().user, kind="document", title="Labels")
    [row, _data] = program.get(f"{ME}jobs/").json()["results"]
    assert row == program.get(f"{ME}jobs/{job.pk}/").json()
    cancel = {"action": "cancel"}
    assert send(program, "post", f"{ME}jobs/{job.pk}/act/", cancel).json()["state"] == "cancelled"
    assert send(program, "post", f"{ME}jobs/{job.pk}/act/", cancel).status_code == 403
    assert program.get(f"{ME}jobs/{job.pk + 1}/").status_code == 404

    foreign = RoleFactory().workshop
    new = {"acronym": "Soils 2027", "title": "Soils again", "source": "soils-2026"}
    refused(send(program, "post", f"{ME}workshops/", new | {"source": foreign.slug}), "source")
    refused(send(program, "post", f"{ME}workshops/", new | {"slug": "me"}), "slug")
    assert send(program, "post", f"{ME}workshops/", new).json()["slug"] == "soils-2027"
    made = Workshop.objects.get(slug="soils-2027")
    assert (made.series.name, made.tracks.count(), made.roles.get().user) == ("Soils", 1, user)

    narrow = caller(user, "account:write", workshop=chair.workshop)
    reader = caller(user, "account:read")
    assert [client.get(f"{ME}profile/").status_code for client in (narrow, reader)] == [403, 200]
    assert send(reader, "post", f"{ME}data/").status_code == 403
