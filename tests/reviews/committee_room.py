"""A workshop with a chair signed in, and makers of what her pages show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.test import Client

from tests.clients import client_of
from tests.factories import (
    AuthorFactory,
    ReviewerFactory,
    RoleFactory,
    SubmissionFactory,
    TrackFactory,
    UserFactory,
    WorkshopFactory,
)

if TYPE_CHECKING:
    from conference.models import Track, User, Workshop
    from submissions.models import Submission


@dataclass
class Room:
    """The workshop, its first chair, and her browser."""

    workshop: Workshop
    track: Track
    chair: User
    client: Client

    def url(self, rest: str = "") -> str:
        return f"/{self.workshop.slug}/chair/{rest}"

    def another_chair(self, **fields: object) -> User:
        return RoleFactory(workshop=self.workshop, kind="program_chair", user=UserFactory(**fields)).user

    def paper(self, *authors: str, **fields: object) -> Submission:
        paper = SubmissionFactory(track=self.track, **fields)
        for name in authors:
            AuthorFactory(submission=paper, user=None, name=name, affiliation="")
        return paper

    def reviewer(self, name: str, **fields: object) -> User:
        return ReviewerFactory(workshop=self.workshop, user=UserFactory(name=name), **fields).user


def make_room() -> Room:
    workshop = WorkshopFactory(slug="fields-2026", acronym="Fields 2026", reviews_per_paper=2)
    track = TrackFactory(workshop=workshop)
    chair = RoleFactory(workshop=workshop, user=UserFactory(name="Ada Chair")).user
    return Room(workshop, track, chair, client_of(chair))
