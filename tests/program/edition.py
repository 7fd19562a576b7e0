"""A published edition, as small as it can be and still have one of everything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.test import Client
from django.utils import timezone

from conference.models import CommitteeMember, Contact, Sponsor
from program.models import Session, SessionSpeaker, Slot
from tests.clients import client_of
from tests.factories.conference import (
    DateFactory,
    RoleFactory,
    SeriesFactory,
    TopicFactory,
    TrackFactory,
    UserFactory,
    WorkshopFactory,
)
from tests.factories.program import SpeakerFactory, released
from tests.factories.reviews import DecisionFactory
from tests.factories.submissions import AuthorFactory, SubmissionFactory

DAY = datetime(2026, 7, 18, tzinfo=UTC)


def at(clock):
    hours, minutes = clock.split(":")
    return DAY + timedelta(hours=int(hours), minutes=int(minutes))


def accepted(track, *, outcome="accept_spotlight", authors=("Ada Fiedler", "Bo Lindqvist"), **fields):
    """A paper accepted and told to its authors."""
    paper = SubmissionFactory(track=track, **fields)
    for position, name in enumerate(authors):
        AuthorFactory(
            submission=paper,
            user=None,
            name=name,
            email=f"{position}.{paper.number}@w.example",
            position=position,
        )
    DecisionFactory(submission=paper, outcome=outcome, released_at=timezone.now())
    return paper


@dataclass
class Edition:
    workshop: object
    track: object
    paper: object
    speaker: object
    keynote: object
    spotlights: object
    chair: object
    editor: object
    outsider: object

    @property
    def url(self):
        return f"/{self.workshop.slug}/"

    def client(self, user=None):
        return client_of(user) if user else Client()

    def change(self, **fields):
        for name, value in fields.items():
            setattr(self.workshop, name, value)
        self.workshop.save(update_fields=list(fields))
        if self.workshop.sessions.exists():
            released(self.workshop)


def make_edition():
    """Return the edition with its people; for tests that bring their own database."""
    workshop = WorkshopFactory(
        slug="fields-2026",
        acronym="Fields 2026",
        title="Second Workshop on Fields",
        host_conference="CONF 2026",
        venue="Lisbon, Portugal",
        timezone="UTC",
        series=SeriesFactory(slug="fields", name="Fields"),
        call_text="We look for **honest** work.",
        about_text="About fields.",
        is_public=True,
        programme_state="final",
        papers_published_at=timezone.now(),
        decisions_released_at=timezone.now(),
    )
    track = TrackFactory(workshop=workshop, name="Full papers", key="full")
    TopicFactory(workshop=workshop, name="Soil")
    DateFactory(workshop=workshop)
    DateFactory(
        workshop=workshop, key="workshop", label="Workshop", at=at("23:59"), whole_day=True, zone="local"
    )
    CommitteeMember.objects.create(workshop=workshop, name="Olga Organizer", affiliation="Uni North")
    CommitteeMember.objects.create(
        workshop=workshop, group="program_committee", name="Pavel Member", affiliation="Uni South"
    )
    Contact.objects.create(workshop=workshop, label="Chairs", email="chairs@fields.example")
    Sponsor.objects.create(workshop=workshop, name="Soil Fund", url="https://soil.example")
    paper = accepted(track, title="Counting furrows with $n$ lines", abstract="We count furrows from above.")
    speaker = SpeakerFactory(workshop=workshop, slug="kim-vega", name="Kim Vega", bio="Kim works on soil.")
    keynote = Session.objects.create(
        workshop=workshop,
        kind="keynote",
        title="What soil remembers",
        start=at("09:00"),
        end=at("09:40"),
        room="Hall 1",
    )
    SessionSpeaker.objects.create(session=keynote, speaker=speaker)
    spotlights = Session.objects.create(
        workshop=workshop,
        kind="spotlights",
        title="Spotlights",
        start=at("10:00"),
        end=at("10:30"),
        minutes_each=5,
    )
    Slot.objects.create(session=spotlights, submission=paper, position=1)
    released(workshop)
    return Edition(
        workshop=workshop,
        track=track,
        paper=paper,
        speaker=speaker,
        keynote=keynote,
        spotlights=spotlights,
        chair=RoleFactory(workshop=workshop, kind="program_chair").user,
        editor=RoleFactory(workshop=workshop, kind="site_editor").user,
        outsider=UserFactory(),
    )
