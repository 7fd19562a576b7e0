"""The door of the API: tokens, scopes, rates, pages, ETags, requests sent twice, problems in words."""

from __future__ import annotations

import json
import threading
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from conference.api import rates
from conference.api.conditions import TAG
from conference.api.paging import MOST
from conference.models import ApiToken, AuditEntry, KeptAnswer, Mail
from conference.scopes import Scope, is_public_only, opens
from conference.services.tokens import KEPT_FOR, revoke_token, sweep_answers
from submissions.models import Submission
from tests.api import V1, caller, send, token_for
from tests.factories import (
    DateFactory,
    RoleFactory,
    SubmissionFactory,
    TrackFactory,
    UserFactory,
    WorkshopFactory,
)

ME = "/api/v1/me/"


@pytest.fixture
def chair(db):
    return RoleFactory(workshop=WorkshopFactory(slug="soils-2026")).user


@pytest.fixture
def call(db):
    """A workshop that takes papers."""
    track = TrackFactory(workshop=WorkshopFactory(slug="open-2026"))
    DateFactory(workshop=track.workshop, key="submission_deadline", at=timezone.now() + timedelta(days=3))
    return track


def problem(response, status, name):
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    found = response.json()
    assert found["status"] == status
    assert found["type"].endswith(f"/api/#{name}")
    assert found["title"]
    assert found["detail"]
    return found


@pytest.mark.parametrize(
    ("held", "wanted", "opened"),
    [
        ([], Scope.PUBLIC, True),
        (["chair:read"], Scope.CHAIR_READ, True),
        (["chair:write"], Scope.CHAIR_READ, True),
        (["chair:read"], Scope.CHAIR_WRITE, False),
        (["submissions:write"], Scope.CHAIR_READ, False),
        (["public"], Scope.SUBMISSIONS_READ, False),
    ],
)
def test_writing_brings_reading_of_the_same_and_nothing_else(held, wanted, opened):
    assert opens(held, wanted) is opened
    assert is_public_only(["public"])
    assert not is_public_only(["public", "chair:read"])


def test_token_is_shown_once_kept_as_a_digest_told_by_mail_and_revoked(client, chair):
    client.force_login(chair)
    given = {"name": "Nightly export", "scopes": ["chair:read"], "lasts": "30", "workshop": ""}
    page = client.post("/me/tokens/", given)
    secret = page.context["secret"]
    assert page["Cache-Control"] == "no-store"
    assert secret in page.content.decode()
    token = ApiToken.objects.get()
    assert secret not in json.dumps({name: str(value) for name, value in vars(token).items()})
    assert token.prefix == secret[:14]
    assert 29 < (token.expires_at - timezone.now()).days + 1 <= 30
    mail = Mail.objects.get(template="api_token")
    assert (mail.email, mail.workshop, secret in mail.body) == (chair.email, None, False)
    assert "assign" not in mail.body
    assert AuditEntry.objects.get(action="api_token_made").after["scopes"] == ["chair:read"]

    again = client.get("/me/tokens/")
    assert "Nightly export" in again.content.decode()
    assert secret not in again.content.decode()
    program = Client(headers={"Authorization": f"Bearer {secret}"})
    assert program.get(ME).json()["token"]["begins"] == secret[:14]
    assert client.post(f"/me/tokens/{token.pk}/revoke/").status_code == 302
    assert "was revoked" in problem(program.get(ME), 401, "no-token")["detail"]
    assert AuditEntry.objects.filter(action="api_token_revoked").count() == 1
    revoke_token(token=token)
    assert AuditEntry.objects.filter(action="api_token_revoked").count() == 1


def test_page_of_tokens_refuses_what_it_does_not_offer_and_others_tokens(client, chair):
    other = token_for(UserFactory())[0]
    elsewhere = WorkshopFactory()
    client.force_login(chair)
    given = {"name": "x", "scopes": ["chair:read"], "lasts": "30", "workshop": ""}
    for wrong in (
        {"scopes": []},
        {"scopes": ["everything"]},
        {"lasts": "9999"},
        {"workshop": elsewhere.pk},
        {"name": ""},
    ):
        assert client.post("/me/tokens/", {**given, **wrong}).status_code == 422, wrong
    assert client.post(f"/me/tokens/{other.pk}/revoke/").status_code == 404
    other.refresh_from_db()
    assert (ApiToken.objects.count(), other.revoked_at) == (1, None)


@pytest.mark.enumeration
def test_a_session_opens_nothing_and_a_token_that_is_of_no_use_is_refused(client, chair):
    people = f"{V1}soils-2026/people/"
    client.force_login(chair)
    assert client.get("/soils-2026/chair/people/").status_code == 200
    answer = client.get(people)
    problem(answer, 401, "no-token")
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert caller(chair).get(people).json()["results"][0]["email"] == chair.email

    ended = caller(chair, expires_at=timezone.now() - timedelta(seconds=1))
    assert "ended on" in problem(ended.get(people), 401, "no-token")["detail"]
    for header in ("Bearer plenary_nothing", "Bearer", "Bearer a b c"):
        problem(client.get(V1, headers={"Authorization": header}), 401, "no-token")
    left = caller(chair)
    chair.is_active = False
    chair.save()
    problem(left.get(people), 401, "no-token")


def test_scopes_one_workshop_and_outsiders(chair):
    workshop = chair.roles.get().workshop
    second = WorkshopFactory(slug="hidden-2026", is_public=False)
    RoleFactory(workshop=second, user=chair)
    mails, hidden = f"{V1}soils-2026/mails/", f"{V1}hidden-2026/mails/"
    assert caller(chair).get(mails).status_code == caller(chair).get(hidden).status_code == 200
    assert (
        "chair:read" in problem(caller(chair, "submissions:write").get(mails), 403, "lacks-scope")["detail"]
    )
    missing = caller(chair).get(f"{V1}none-2026/mails/")
    problem(missing, 404, "not-found")
    assert caller(UserFactory()).get(mails).content == missing.content

    here = caller(chair, workshop=workshop)
    assert here.get(mails).status_code == 200
    assert here.get(hidden).content == here.get(f"{V1}hidden-2026/").content == missing.content
    assert [role["workshop"] for role in here.get(ME).json()["roles"]] == ["soils-2026"]
    assert [row["slug"] for row in caller(chair).get(V1).json()["results"]] == ["hidden-2026", "soils-2026"]
    for one in (here, caller(chair, "public"), Client()):
        assert [row["slug"] for row in one.get(V1).json()["results"]] == ["soils-2026"]


def test_use_is_noted_now_and_then(chair):
    token, secret = token_for(chair, last_used_at=None)
    program = Client(headers={"Authorization": f"Bearer {secret}"})
    program.get(ME)
    token.refresh_from_db()
    first = token.last_used_at
    assert timezone.now() - first < timedelta(minutes=1)
    program.get(ME)
    token.refresh_from_db()
    assert token.last_used_at == first


def test_rates_are_counted_by_token_and_by_address(settings, chair):
    settings.API_RATES = {"address": 2, "token": 3, "changes": 1}
    one, other, visitor = caller(chair), caller(chair), Client()
    assert [one.get(ME).status_code for _ in range(4)] == [200, 200, 200, 429]
    refused = one.get(ME)
    assert 0 < int(refused["Retry-After"]) <= 60
    assert str(refused["Retry-After"]) in problem(refused, 429, "too-many")["detail"]
    assert other.get(ME).status_code == 200
    write = f"{V1}soils-2026/my-papers/1/submit/"
    assert [other.post(write).status_code for _ in range(2)] == [404, 429]
    wrong = {"Authorization": "Bearer plenary_guess"}
    assert [visitor.get(V1, headers=wrong).status_code for _ in range(3)] == [401, 401, 429]
    assert visitor.get(V1, REMOTE_ADDR="10.1.1.1").status_code == 200


def test_nothing_is_counted_while_the_cache_is_away(monkeypatch):
    def away(*args):
        raise OSError("gone")

    monkeypatch.setattr(cache, "incr", away)
    rates.count("address", "10.0.0.1")


def test_pages_follow_one_another_and_cost_the_same(chair, django_assert_num_queries):
    workshop = chair.roles.get().workshop
    program, address = caller(chair), f"{V1}soils-2026/mails/"

    def more(many):
        Mail.objects.bulk_create(
            Mail(workshop=workshop, template="x", email="a@b.example", subject=f"No. {n}", body="")
            for n in range(many)
        )

    more(10)
    with django_assert_num_queries(8):
        assert len(program.get(address).json()["results"]) == 10
    more(190)
    with django_assert_num_queries(8):
        first = program.get(address, {"limit": MOST - 1}).json()
    assert len(first["results"]) == MOST - 1
    more(1)
    second = program.get(first["next"]).json()
    assert (len(second["results"]), second["next"]) == (1, None)
    met = {row["id"] for row in first["results"] + second["results"]}
    assert len(met) == 200, "what came in between moves nothing"
    for wrong in (
        {"limit": 0},
        {"limit": MOST + 1},
        {"cursor": "what"},
        {"cursor": "WzEsMl0x"},
        {"state": "lost"},
    ):
        assert list(problem(program.get(address, wrong), 422, "invalid")["errors"]) == list(wrong)


def test_reader_is_spared_what_she_has(chair):
    program, address = caller(chair), f"{V1}soils-2026/people/"
    first = program.get(address)
    assert first["Cache-Control"] == "private, no-cache"
    assert "Authorization" in first["Vary"]
    again = program.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    RoleFactory(workshop=chair.roles.get().workshop, kind="area_chair")
    changed = program.get(address, headers={"If-None-Match": first["ETag"]})
    assert (changed.status_code, changed["ETag"] == first["ETag"]) == (200, False)


@pytest.mark.enumeration
def test_writer_says_which_version_she_saw(call):
    author = UserFactory()
    program = caller(author)
    begun = send(program, "post", f"{V1}open-2026/my-papers/", {"track": call.pk})
    address = f"{V1}open-2026/my-papers/{begun.json()['number']}/"
    seen = begun["ETag"]
    assert program.get(address)["ETag"] == seen
    problem(send(program, "patch", address, {"title": "First"}), 428, "condition-missing")
    first = send(program, "patch", address, {"title": "First"}, If_Match=seen)
    assert (first.status_code, first.json()["title"]) == (200, "First")
    problem(send(program, "patch", address, {"title": "Second"}, If_Match=seen), 412, "changed-since")
    problem(send(program, "delete", address, If_Match='"what"'), 412, "changed-since")
    assert Submission.objects.get().title == "First"
    assert send(program, "patch", address, {"title": "Third"}, If_Match="*").json()["title"] == "Third"
    assert [found["version"] for found in TAG.finditer(f'W/{seen}, "12-ab"')] == ["1", "12"]


def test_same_key_is_done_once_and_answered_again(call):
    author = UserFactory()
    program, address = caller(author), f"{V1}open-2026/my-papers/"
    first = send(program, "post", address, {"track": call.pk}, Idempotency_Key="begin-1")
    paper = Submission.objects.get()
    paper.title = "No longer empty"
    paper.save()
    again = send(program, "post", address, {"track": call.pk}, Idempotency_Key="begin-1")
    assert (again.status_code, again.content, again["ETag"]) == (201, first.content, first["ETag"])
    assert again["Idempotent-Replayed"] == "true"
    assert Submission.objects.count() == 1
    problem(send(program, "post", address, {"track": 0}, Idempotency_Key="begin-1"), 422, "key-used")
    problem(send(program, "post", address, {"track": call.pk}, Idempotency_Key="x" * 201), 422, "invalid")
    assert (
        send(caller(author), "post", address, {"track": call.pk}, Idempotency_Key="begin-1").json()["number"]
        == 2
    )

    problem(send(program, "post", address, {"track": 0}, Idempotency_Key="begin-2"), 422, "invalid")
    assert send(program, "post", address, {"track": call.pk}, Idempotency_Key="begin-2").status_code == 201
    assert KeptAnswer.objects.count() == 3
    KeptAnswer.objects.filter(key="begin-1").update(
        created_at=timezone.now() - KEPT_FOR - timedelta(minutes=1)
    )
    assert (sweep_answers(), KeptAnswer.objects.count()) == (2, 1)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_with_one_key_are_one(call):
    author = UserFactory()
    _, secret = token_for(author)
    SubmissionFactory(track=call, state="draft", submitter=author)
    start, answers = threading.Barrier(2), []

    def begin():
        client = Client(headers={"Authorization": f"Bearer {secret}"})
        start.wait()
        try:
            answers.append(
                send(client, "post", f"{V1}open-2026/my-papers/", {"track": call.pk}, Idempotency_Key="one")
            )
        finally:
            connection.close()

    threads = [threading.Thread(target=begin) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].content == answers[1].content
    assert [answer.headers.get("Idempotent-Replayed") for answer in answers].count("true") == 1
    assert (Submission.objects.count(), KeptAnswer.objects.count()) == (2, 1)


def test_worker_that_dies_in_between_leaves_neither_change_nor_key(call, monkeypatch):
    author = UserFactory()

    def dies(*args, **kwargs):
        raise RuntimeError("killed")

    monkeypatch.setattr(KeptAnswer, "save", dies)
    program = caller(author)
    with transaction.atomic(), pytest.raises(RuntimeError), transaction.atomic():
        send(program, "post", f"{V1}open-2026/my-papers/", {"track": call.pk}, Idempotency_Key="one")
    assert (Submission.objects.count(), KeptAnswer.objects.count()) == (0, 0)


def test_what_cannot_be_read_is_said_in_words(call, settings):
    program, address = caller(UserFactory()), f"{V1}open-2026/my-papers/"
    broken = program.post(address, "{", content_type="application/json")
    problem(broken, 400, "unreadable")
    problem(program.post(address, "a=1", content_type="text/plain"), 415, "wrong-type")
    problem(program.put(address), 405, "not-allowed")
    problem(program.options(address), 405, "not-allowed")
    problem(program.get("/api/v1/nowhere/"), 404, "not-found")
    assert problem(send(program, "post", address, []), 422, "invalid")["errors"]
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    problem(send(program, "post", address, {"track": call.pk}), 413, "too-large")


def test_people_find_every_operation_in_the_reference_and_programs_in_the_schema(client):
    schema = client.get("/api/schema/").json()
    page = client.get("/api/").content.decode()
    operations = [said for methods in schema["paths"].values() for said in methods.values()]
    assert len(operations) > 50
    for said in operations:
        assert f'id="{said["operationId"]}"' in page
    assert 'id="stale"' in page
    assert "submissions:write" in page
    assert (
        "http" not in page.replace("http://127.0.0.1:8000/", "").replace("https://", "").partition("<main")[0]
    )
