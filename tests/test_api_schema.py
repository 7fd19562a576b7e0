"""The schema of the API: valid, complete, with an example of each operation that it allows itself; and what is sent to it at random."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import drf_spectacular.validation
import hypothesis
import jsonschema_rs
import pytest
import schemathesis
from django.core.files.base import ContentFile
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.utils import timezone
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi import checks as openapi

from conference.api.schema import whole_schema
from conference.models import (
    CommitteeMember,
    Contact,
    Job,
    Sponsor,
    SuggestedGuest,
    Webhook,
    WebhookDelivery,
)
from conference.scopes import Scope
from conference.wsgi import application
from program.models import Award, Remark, ScheduleProposal, SignupList
from reviews.models import AssignmentRun
from tests.api import token_for
from tests.factories import (
    AuthorFactory,
    ConflictFactory,
    DateFactory,
    DecisionFactory,
    FieldFactory,
    InvitationFactory,
    OptInFactory,
    PaperFileFactory,
    ReviewerFactory,
    ReviewFactory,
    RoleFactory,
    SessionFactory,
    SlotFactory,
    SpeakerFactory,
    SubmissionFactory,
    TopicFactory,
    TrackFactory,
    UserFactory,
)
from tests.factories.reviews import AssignmentFactory

CHECKS = [
    not_a_server_error,
    openapi.status_code_conformance,
    openapi.content_type_conformance,
    openapi.response_headers_conformance,
    openapi.response_schema_conformance,
    openapi.negative_data_rejection,
]


def operations():
    return [
        (path, method, said)
        for path, methods in whole_schema()["paths"].items()
        for method, said in methods.items()
    ]


def test_schema_is_valid_and_made_without_a_warning():
    GENERATOR_STATS.reset()
    SchemaGenerator().get_schema(public=True)
    assert not GENERATOR_STATS
    assert whole_schema()["openapi"].startswith("3.1")
    rules = Path(drf_spectacular.validation.__file__).with_name("openapi_3_1_schema.json").read_text()
    jsonschema_rs.validator_for(rules).validate(whole_schema())


def test_each_operation_says_what_it_needs_and_shows_an_example_that_it_allows():
    parts = jsonschema_rs.Registry([("urn:parts", {"components": whole_schema()["components"]})])
    shown = 0
    for path, method, said in operations():
        assert {Scope(said["x-scope"]).value} & {"public", *said["description"].split("`")}, path
        assert said["summary"]
        assert said["description"].strip()
        contents = [
            content
            for response in said["responses"].values()
            for content in response.get("content", {}).items()
        ]
        contents += list(said.get("requestBody", {}).get("content", {}).items())
        for media, content in contents:
            if media not in {"application/json", "multipart/form-data"}:
                continue
            [example] = content["examples"].values()
            shape = json.loads(json.dumps(content["schema"]).replace('"#/', '"urn:parts#/'))
            jsonschema_rs.Draft202012Validator(shape, registry=parts).validate(example["value"])
            shown += 1
        assert shown or method == "delete"
    assert shown > 200


@pytest.fixture
def busy(db):
    """A workshop in which a chair and an author have something at nearly every address."""
    track = TrackFactory(pk=1_000, workshop__slug="soils-2026", workshop__assignments_live_at=timezone.now())
    workshop = track.workshop
    DateFactory(workshop=workshop)
    TopicFactory(workshop=workshop)
    FieldFactory(pk=1_000, workshop=workshop, kind="choice", options=["Yes", "No"])
    author, chair = UserFactory(), RoleFactory(workshop=workshop).user
    ReviewerFactory(workshop=workshop, user=chair)
    for number, state in ((1, "draft"), (2, "submitted"), (3, "submitted"), (4, "submitted")):
        paper = SubmissionFactory(track=track, number=number, state=state)
        AuthorFactory(submission=paper, user=author if number < 4 else UserFactory())
        paper.submitter = author
        paper.save()
        file = PaperFileFactory(submission=paper, file=ContentFile(b"%PDF-1.7", name="x.pdf"))
    reviewed = AssignmentFactory(submission=paper, user=chair)
    ReviewFactory(assignment=AssignmentFactory(submission=paper))
    ConflictFactory(submission=paper, state="hint")
    _asked_for(workshop, paper, reviewed.pk)
    _made(workshop, chair, paper, reviewed.pk)
    DecisionFactory(submission=SubmissionFactory(track=track, number=5), released_at=timezone.now())
    session = SessionFactory(workshop=workshop)
    SpeakerFactory(workshop=workshop, slug="ada-moreau")
    SlotFactory(session__workshop=workshop, session__start=datetime(2026, 7, 18, 11, tzinfo=UTC),
                session__end=datetime(2026, 7, 18, 12, tzinfo=UTC), submission__track=track, submission__number=6)  # fmt: skip
    return {
        "author": (token_for(author)[1], {"number": 2, "public_id": str(paper.files.first().public_id)}),
        "chair": (
            token_for(chair)[1],
            {"number": 4, "public_id": str(file.public_id), "session": str(session.public_id), "id": reviewed.pk,
             "delivery": reviewed.pk, "kind": "badges", "key": "submission_received", "item": "logo",
             "speaker": "ada-moreau"},
        ),
    }  # fmt: skip


def _made(workshop, chair, paper, pk):
    """What a chair keeps of the site, the office and the day, at the same number."""
    for model, fields in (
        (Sponsor, {"name": "Fund for Soils"}), (Contact, {"label": "Chairs"}), (CommitteeMember, {"name": "Ada"}),
        (Award, {"title": "Best review", "person": "Ada"}), (SignupList, {"title": "Dinner", "is_open": True}),
        (ScheduleProposal, {"state": "impossible"}), (Webhook, {"owner": chair, "url": "https://hooks.soils.example/"}),
        (Job, {"owner": chair, "kind": "document", "arguments": {"what": "badges"}, "title": "Badges"}),
    ):  # fmt: skip
        model.objects.create(pk=pk, workshop=workshop, **fields)
    WebhookDelivery.objects.create(pk=pk, webhook_id=pk, event="webhook.test", body="{}", state="failed")
    Remark.objects.create(pk=pk, session=SessionFactory(workshop=workshop), text="Why?")
    OptInFactory(pk=pk, track=paper.track)
    chair.publications.create(pk=pk, title="Her own paper")


def _asked_for(workshop, paper, pk):
    """A proposal, an invitation, a suggestion, a track and a question at the number that is tried everywhere."""
    TrackFactory(pk=pk, workshop=workshop)
    FieldFactory(pk=pk, workshop=workshop)
    run = AssignmentRun.objects.create(
        pk=pk, workshop=workshop, state="proposed", parameters={"reviews_per_paper": 1}, summary={"papers": 1}
    )
    run.pairs.create(submission=paper, user=ReviewerFactory(workshop=workshop).user)
    invitation = InvitationFactory(pk=pk, workshop=workshop)
    SuggestedGuest.objects.create(pk=pk, invitation=invitation, name="Imre", email="imre@halmos.example")


@pytest.mark.enumeration
@pytest.mark.parametrize("person", ["author", "chair"])
def test_whatever_is_sent_is_answered_as_the_schema_says(busy, person):
    secret, there = busy[person]
    schema = schemathesis.openapi.from_wsgi("/api/schema/", inside)
    tried, faults = 0, []
    for found in schema.get_all_operations():
        operation = found.ok()
        if (person == "author") != ("/my-papers/" in operation.path):
            continue  # nothing is there for the one, or both would try the same
        here = {
            name: value
            for name, value in {"slug": "soils-2026", **there}.items()
            if f"{{{name}}}" in operation.path
        }
        differs = bool([*operation.query, *operation.body])  # else each right request is the same
        for mode, many in ((GenerationMode.POSITIVE, 1 + differs), (GenerationMode.NEGATIVE, 1)):
            tried += 1
            faults += _tried(operation, mode, here, secret, many)
    assert tried > {"author": 40, "chair": 280}[person]
    assert not faults, "\n\n".join(faults)


def inside(environ, start_response):
    """Answer as a server does, but keep the connection in which the test's rows are: the signals of a request close it."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        response = application(environ, start_response)
        content = b"".join(response)
        response.close()
        return [content]
    finally:
        for signal in signals:
            signal.connect(close_old_connections)


def _tried(operation, mode, here, secret, many):
    faults = []

    @hypothesis.settings(
        max_examples=many, derandomize=True, database=None, deadline=None,
        suppress_health_check=list(hypothesis.HealthCheck), phases=[hypothesis.Phase.generate],
    )  # fmt: skip
    @hypothesis.seed(2026)  # else one is made of the source of what follows, read anew for each operation
    @hypothesis.given(case=operation.as_strategy(mode, path_parameters=here))
    def attempt(case):
        case.headers["Authorization"] = f"Bearer {secret}"
        if "If-Match" in {given.name for given in operation.headers}:
            case.headers["If-Match"] = "*"
        response = case.call()
        try:
            case.validate_response(response, checks=CHECKS)
        except FailureGroup as error:
            faults.append(f"{operation.label}: {case.as_curl_command()}\n{error.exceptions}")

    try:
        attempt()
    except (hypothesis.errors.Unsatisfiable, schemathesis.errors.SchemathesisError):
        return faults  # nothing can be wrong with a request that has no parts
    return faults
