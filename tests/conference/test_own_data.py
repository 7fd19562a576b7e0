"""A person's data: every field is declared, an export holds what is hers, an erasure leaves nothing that names her."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import models
from django.utils import timezone

from conference import jobs, personal_data
from conference.models import (
    ApiToken,
    AuditEntry,
    CommitteeMember,
    Contact,
    Invitation,
    Job,
    Leaving,
    Mail,
    Relation,
    Role,
    User,
    Workshop,
)
from conference.recovery.rows import kept_models, lines_of
from conference.reminders import Kind, Owed
from conference.services import leaving
from conference.services.personal_export import sweep_exports
from program.models import Award, ScheduleRelease, Signup, SignupList, Speaker, Subscription
from reviews.models import Assignment, Bid, Comment, DeclaredConflict, Review, SubReview
from submissions.models import Author, Submission, WorkingCopy
from tests.api import caller
from tests.factories import (
    AffiliationFactory,
    AssignmentFactory,
    AuthorFactory,
    DecisionFactory,
    PaperFileFactory,
    PublicationFactory,
    ReviewFactory,
    RoleFactory,
    SubmissionFactory,
    UserFactory,
    WorkshopFactory,
)

TEXTS = (models.CharField, models.TextField, models.JSONField, models.FileField, models.GenericIPAddressField)
NAME = "Wilhelmina Quackenbush"
ADDRESS = "wilhelmina@quackenbush.example"
SECOND = "w.quackenbush@lab.example"


def can_hold_a_person(field):
    if isinstance(field, models.ForeignKey | models.OneToOneField):
        return field.related_model is User
    return isinstance(field, TEXTS) and not field.choices and not isinstance(field, models.UUIDField)


def test_every_field_that_could_hold_something_of_a_person_is_declared():
    declared = {}
    for table in personal_data.tables():
        declared.setdefault(table.model, set()).update(table.named)
    missing = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if can_hold_a_person(field) and field.name not in declared.get(model, ())
    ]
    assert not missing, f"Say in the app's personal.py what export and erasure do with {', '.join(missing)}"


def test_what_is_declared_exists_and_what_is_told_has_a_title():
    for table in personal_data.tables():
        own = {field.name for field in table.model._meta.get_fields()}
        fields = {*table.traces, *table.scrubbed, *table.emptied, *table.plain, *table.files, *table.public}
        assert fields <= own, table.model
        assert bool(table.told or table.files) == bool(table.what), table.model
        assert not (table.scrubbed or table.public) or table.workshop, table.model


@pytest.fixture
def scene(db, client):
    """Wilhelmina: a reviewer and an author in an edition that is being judged, an author and a speaker in one that is out."""
    her = UserFactory(
        name=NAME, email=ADDRESS, orcid="0000-0002-1825-0097", homepage="https://quackenbush.example"
    )
    EmailAddress.objects.create(user=her, email=SECOND, verified=True)
    AffiliationFactory(user=her, institution="Quackenbush Observatory", domain="quackenbush-obs.example")
    PublicationFactory(user=her, title="Larkspur under snow", authors=[NAME])
    client.force_login(her)
    client.get("/me/")
    caller(her)
    chair = RoleFactory().user
    now, out = WorkshopFactory(acronym="Now 2026"), WorkshopFactory(acronym="Out 2025")
    out.decisions_released_at = out.papers_published_at = timezone.now()
    out.save()
    for workshop in (now, out):
        RoleFactory(workshop=workshop, user=chair)
    judging(her, now, chair)
    published(her, out)
    Relation.objects.create(user=chair, kind="advisee", name=NAME, email=SECOND)
    return {"her": her, "chair": chair, "now": now, "out": out, "client": client}


def judging(her, now, chair):
    RoleFactory(workshop=now, user=her, kind="reviewer")
    Contact.objects.create(workshop=now, label="Questions", email=SECOND)
    Invitation.objects.create(
        workshop=now, email=ADDRESS, name=NAME, user=her, message="Gladly, W. Quackenbush"
    )
    Invitation.objects.create(workshop=now, kind="area_chair", email=SECOND, name=NAME)
    first, second = (SubmissionFactory(track__workshop=now, title=title) for title in ("First", "Second"))
    done = AssignmentFactory(submission=first, user=her, mark="A")
    ReviewFactory(assignment=done, summary="Reviewword larkspur")
    open_one = AssignmentFactory(submission=second, user=her, mark="B")
    Review.objects.filter(pk=ReviewFactory(assignment=open_one, summary="Begunword").pk).update(state="draft")
    Comment.objects.create(
        submission=first, author=her, part="reviewer", audience="committee", text="Commentword"
    )
    Bid.objects.create(submission=second, user=her, value="yes")
    DeclaredConflict.objects.create(workshop=now, user=her, kind="person", name="Somebody Else")
    DeclaredConflict.objects.create(workshop=now, user=chair, kind="person", name="Old friend", email=SECOND)
    SubReview.objects.create(assignment=done, name=NAME, email=SECOND, state="asked")
    alone = SubmissionFactory(track__workshop=now, title="Aloneword", submitter=her)
    AuthorFactory(submission=alone, user=her)
    PaperFileFactory(submission=alone, original_name="quackenbush.pdf", report={"leaks": [{"text": NAME}]})
    shared = SubmissionFactory(track__workshop=now, title="Sharedword", submitter=her)
    AuthorFactory(submission=shared, user=her, is_corresponding=True, orcid="0000-0002-1825-0097")
    AuthorFactory(submission=shared, user=UserFactory(name="Co Author"), position=1)
    draft = SubmissionFactory(track__workshop=now, title="Draftword", state="draft", submitter=her)
    AuthorFactory(submission=draft, user=her)
    WorkingCopy.objects.create(submission=draft, user=her, content={"title": ["Typedword"]})
    words = f"{NAME} assigned to #2, written to {ADDRESS}"
    AuditEntry.objects.create(
        workshop=now, actor=her, action="x", about="y", text=words, after={"who": [NAME]}
    )
    common = {"template": "digest", "subject": "Hello", "workshop": now}
    Mail.objects.create(**common, email=ADDRESS, recipient=her, body="Dear Wilhelmina, mailword")
    Mail.objects.create(**common, email="other@people.example", body=f"{NAME.upper()} has answered.")


def published(her, out):
    paper = SubmissionFactory(track__workshop=out, title="Publishedword", submitter=her)
    AuthorFactory(submission=paper, user=her, affiliation="Quackenbush Observatory")
    PaperFileFactory(submission=paper)
    DecisionFactory(submission=paper, outcome="accept_poster", released_at=timezone.now())
    Speaker.objects.create(
        workshop=out,
        slug="wilhelmina-quackenbush",
        name=NAME,
        email=SECOND,
        bio="Bioword",
        status="confirmed",
    )
    CommitteeMember.objects.create(workshop=out, name=NAME, user=her, url="https://quackenbush.example")
    ScheduleRelease.objects.create(
        workshop=out, name="1", sessions=[{"title": "Talk", "speakers": [{"name": NAME}]}]
    )
    Award.objects.create(workshop=out, title="Best talk", person=NAME)
    Subscription.objects.create(workshop=out, email=SECOND)
    places = SignupList.objects.create(workshop=out, title="Dinner")
    Signup.objects.create(signup_list=places, name=NAME, email=ADDRESS, answer="Dietword")


def everything():
    """All that the database says, but for what somebody else declared of her own ties."""
    models_ = [model for model in kept_models() if model is not Relation]
    return "".join(line.decode() for model in models_ for line in lines_of(model))


def exported(client):
    begun = client.post("/me/data/export/")
    job = jobs.run(Job.objects.get(kind="personal_export", state="waiting").pk)
    assert begun.url == f"/jobs/{job.pk}/"
    assert job.state == "done", job.error
    answer = client.get(job.result["url"])
    assert answer.headers["Cache-Control"] == "private, no-store"
    return job, zipfile.ZipFile(io.BytesIO(answer.getvalue()))


def test_an_export_holds_what_is_hers_and_nothing_that_is_kept_from_her(scene):
    her, client = scene["her"], scene["client"]
    aloned = Submission.objects.get(title="Aloneword")
    other = AssignmentFactory(submission=aloned, user=UserFactory(name="Secret Reviewer"), mark="A")
    ReviewFactory(assignment=other, summary="Blindword")
    told = Submission.objects.get(title="Publishedword")
    ReviewFactory(
        assignment=AssignmentFactory(submission=told, user=other.user, mark="A"), summary="Toldword"
    )
    job, archive = exported(client)
    text = archive.read("data.json").decode()
    data = json.loads(text)
    assert data["Account"][0]["email"] == ADDRESS
    for word in (
        "Quackenbush Observatory", "Larkspur under snow", "Reviewword larkspur", "Begunword", "Commentword", "Aloneword",
        "Typedword", "mailword", SECOND, "Bioword", "Dietword", "Somebody Else", "Toldword",
    ):  # fmt: skip
        assert word in text, word
    for word in ("Secret Reviewer", "Blindword", her.password, "Old friend"):
        assert word not in text, word
    assert [name for name in archive.namelist() if name.startswith("files/") and "quackenbush.pdf" in name]
    assert NAME in archive.read("README.txt").decode()

    client.force_login(scene["chair"])
    assert client.get(job.result["url"]).status_code == 404
    client.force_login(her)
    assert client.get("/me/data/").content.count(b"Download the ZIP") == 1
    leaving.run_due()
    assert sweep_exports(timezone.now() + timedelta(days=6)) == 0
    assert sweep_exports(timezone.now() + timedelta(days=8)) == 1
    assert client.get(job.result["url"]).status_code == 404


def test_the_wish_to_leave_is_told_waits_and_can_be_taken_back(scene):
    client, her = scene["client"], scene["her"]
    page = client.get("/me/data/close/").content.decode()
    assert "What is erased" in page
    assert "What stays, and why" in page
    assert client.post("/me/data/close/", {"email": "else@people.example"}).status_code == 422
    assert not Leaving.objects.exists()
    client.post("/me/data/close/", {"email": ADDRESS})
    due = Leaving.objects.get().due_at
    assert due - timezone.now() > timedelta(days=13)
    mail = Mail.objects.get(template="account_closing")
    assert "/me/data/" in mail.body
    assert f"{due:%-d %B %Y}" in mail.subject
    assert "Keep my account" in client.get("/me/data/").content.decode()
    assert leaving.run_due(timezone.now() + timedelta(days=13)) == 0
    client.post("/me/data/keep/")
    assert leaving.run_due(timezone.now() + timedelta(days=15)) == 0
    her.refresh_from_db()
    assert her.name == NAME


def leave(scene, **choice):
    scene["client"].post("/me/data/close/", {"email": ADDRESS, **choice})
    assert leaving.run_due(timezone.now() + timedelta(days=15)) == 1
    scene["her"].refresh_from_db()
    return scene["her"]


def test_nothing_names_a_person_who_was_erased_with_her_name(scene, django_capture_on_commit_callbacks):
    assert "Quackenbush" in everything()
    with django_capture_on_commit_callbacks(execute=True):
        her = leave(scene, withdraws_name="on")
    left = everything().lower()
    for word in (
        "quackenbush",
        "wilhelmina",
        "bioword",
        "dietword",
        "typedword",
        "0000-0002-1825-0097",
        "larkspur under",
    ):
        assert word not in left, left[max(0, left.index(word) - 200) : left.index(word) + 80]
    assert not her.is_active
    assert not her.has_usable_password()
    assert scene["client"].get("/me/").status_code == 302
    assert Author.objects.get(submission__title="Publishedword").name == "Name withdrawn"
    assert "Name withdrawn" in str(ScheduleRelease.objects.get().sessions)


def test_the_record_stays_whole_without_her(scene):
    her = leave(scene)
    former = f"Former member {her.pk}"
    review = Review.objects.get()
    assert review.assignment.user.name == former
    assert "Reviewword larkspur" in everything()
    assert "Begunword" not in everything()
    assert Assignment.objects.get(submission__title="Second").state == "removed"
    assert Comment.objects.get().author.name == former
    assert not Role.objects.filter(user=her).exists()
    assert not ApiToken.objects.exists()
    published = Author.objects.get(submission__title="Publishedword")
    assert (published.name, published.email, published.user) == (NAME, "", None)
    assert CommitteeMember.objects.get(workshop=scene["out"]).name == NAME
    speaker = Speaker.objects.get()
    assert (speaker.name, speaker.email, speaker.bio) == (NAME, "", "")
    entry = AuditEntry.objects.get(about="y")
    assert (entry.actor, entry.after) == (None, {"who": ["Former member"]})
    assert ADDRESS not in entry.text
    assert list(Relation.objects.values_list("name", "email")) == [(NAME, "")]
    assert Mail.objects.get(email="other@people.example").body == "Former member has answered."


def test_her_duties_and_papers_find_other_hands(scene):
    chair = scene["chair"]
    leave(scene)
    assert not Submission.objects.filter(title="Draftword").exists()
    assert not Submission.objects.filter(title="Aloneword").exists()
    gone = Submission.objects.get(title="Removed at its author’s request")
    assert (gone.state, gone.files.count(), gone.authors.get().name) == ("withdrawn", 0, "Former member")
    shared = Submission.objects.get(title="Sharedword")
    assert [(author.name, author.is_corresponding) for author in shared.authors.all()] == [
        (NAME, False), ("Co Author", True)
    ]  # fmt: skip
    assert shared.submitter.name == "Co Author"
    told = Mail.objects.get(template="member_left", workshop=scene["now"])
    assert told.recipient == chair
    assert "A reviewer has left." in told.body
    assert "“Questions” has no address" in told.body
    assert "1 paper is without one reviewer" in told.body
    assert "Wilhelmina" not in told.body
    client = scene["client"]
    client.force_login(chair)
    for page in ("papers", "reviewers", "reviews", "history", "people", "conflicts", "assignment", "mail"):
        answer = client.get(f"/{scene['now'].slug}/chair/{page}/")
        assert answer.status_code == 200, page
        assert b"erased.invalid" not in answer.content, page
    assert client.get(f"/{scene['out'].slug}/papers/").status_code == 200


def test_nobody_is_reminded_who_has_closed_the_account():
    people = {
        "here": User(name="Here", is_active=True),
        "gone": User(name="Gone", is_active=False),
        "guest": None,
    }
    rows = [Owed(key, f"{key}@people.example", key, {}, user=user) for key, user in people.items()]
    kind = Kind("x", "X", "who owe", "a day", "digest", (1,), owing=lambda *_: rows, near=lambda *_: ())
    assert [one.key for one in kind.owed(Workshop(), None, timezone.now())] == ["here", "guest"]


def test_the_only_chair_of_a_living_edition_waits_for_another(scene):
    client, her, now = scene["client"], scene["her"], scene["now"]
    leaver = RoleFactory(workshop=WorkshopFactory(acronym="Lonely 2026"), user=her)
    assert "only program chair of Lonely 2026" in client.get("/me/data/close/").content.decode()
    assert client.post("/me/data/close/", {"email": ADDRESS}).status_code == 422
    leaver.workshop.archived_at = timezone.now()
    leaver.workshop.save()
    client.post("/me/data/close/", {"email": ADDRESS})
    RoleFactory(workshop=now, user=her)
    Role.objects.filter(workshop=now, user=scene["chair"]).delete()
    assert leaving.run_due(timezone.now() + timedelta(days=15)) == 0
    assert "it waits until there is another" in client.get("/me/data/").content.decode()
    RoleFactory(workshop=now, user=scene["chair"])
    assert leaving.run_due(timezone.now() + timedelta(days=15)) == 1


def test_operators_commands_do_the_same(scene, tmp_path, capsys):
    target = tmp_path / "her.zip"
    call_command("export_person", SECOND, target)
    assert ADDRESS in zipfile.ZipFile(target).read("data.json").decode()
    assert target.stat().st_mode & 0o077 == 0
    call_command("erase_person", SECOND)
    assert User.objects.filter(email=ADDRESS).exists()
    with pytest.raises(CommandError, match="no account"):
        call_command("erase_person", "nobody@people.example")
    call_command("erase_person", ADDRESS, "--yes", "--withdraw-name")
    assert NAME not in everything()
    RoleFactory(user=UserFactory(email="lonely@people.example"))
    with pytest.raises(CommandError, match="only program chair"):
        call_command("erase_person", "lonely@people.example", "--yes")
