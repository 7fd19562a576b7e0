"""The wording of a mail is read as somebody whom it would reach, and a chair learns no hidden name by it."""

from __future__ import annotations

import pytest

from conference import mail_texts, previews
from conference.visibility import viewer_of
from reviews.models import Conflict
from tests.access.scene import WORDS, make_scene
from tests.factories import AuthorFactory, InvitationFactory, RoleFactory, SubmissionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def chair():
    return RoleFactory()


@pytest.fixture
def read(client, chair):
    client.force_login(chair.user)

    def page(key, data=None, **query):
        address = f"/{chair.workshop.slug}/chair/mail/texts/{key}/"
        answer = client.post(address, data) if data else client.get(address, query)
        assert answer.status_code == 200
        return answer.content.decode()

    return page


def test_what_stands_in_the_form_is_shown_as_the_chosen_person_would_read_it_and_not_saved(read, chair):
    InvitationFactory(workshop=chair.workshop, name="Ada Ngata", kind="reviewer")
    second = InvitationFactory(workshop=chair.workshop, name="Ben Okoye", kind="area_chair")
    assert "Dear Ada Ngata" in read("invitation")
    given = {"subject": "Join {workshop}", "body": "Hello **{name}**, {part}? {link}", "reader": second.pk}
    page = read("invitation", {**given, "step": "preview"})
    assert "Hello <strong>Ben Okoye</strong>, area chair? {link}" in page
    assert f"Join {chair.workshop.acronym}" in page
    assert not chair.workshop.mail_templates.exists()


def test_mail_to_authors_names_the_paper_and_no_author_before_the_release(read, chair):
    paper = SubmissionFactory(track__workshop=chair.workshop, title="Moss from orbit")
    secret = AuthorFactory(submission=paper)
    page = read("submission_received")
    assert "Moss from orbit" in page
    assert "Dear (the author" in page
    assert secret.name not in page
    assert secret.email not in page


@pytest.mark.enumeration
def test_paper_in_conflict_is_no_readers(read, chair):
    paper = SubmissionFactory(track__workshop=chair.workshop, title="Moss from orbit")
    assert "Moss from orbit" in read("submission_received")
    Conflict.objects.create(submission=paper, user=chair.user, kind="declared", state="active")
    assert "Moss from orbit" not in read("submission_received")
    assert "It would reach nobody now" in read("submission_received")


@pytest.mark.parametrize("phase", ["reviewing", "released_accepted"])
def test_no_kind_of_mail_tells_a_chair_more_than_the_walk_allows(phase):
    """All kinds at once, in a scene where every hidden thing has a word of its own."""
    scene = make_scene(phase)
    workshop = scene.cast.workshop
    told: dict[str, str] = {}
    for actor in ("program_chair", "program_chair_conflicted"):
        viewer = viewer_of(scene.cast.people[actor])
        told[actor] = "\n".join(
            f"{one.label} {one.name} {dict(one.values())}"
            for kind in mail_texts.kinds()
            for one in previews.readers_of(viewer, workshop, kind.key)
        ).lower()
    assert "zirkelmoos" in told["program_chair"], "there is something to be read"
    for actor, text in told.items():
        for word in WORDS:
            if word.is_in(text):
                assert scene.may_read(word, actor), (actor, word.text)
