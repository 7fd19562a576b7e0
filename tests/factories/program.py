from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from program.models import Session, SessionSpeaker, Slot, Speaker
from tests.factories.conference import WorkshopFactory
from tests.factories.submissions import SubmissionFactory


class SpeakerFactory(DjangoModelFactory):
    """A confirmed speaker."""

    class Meta:
        model = Speaker

    workshop = factory.SubFactory(WorkshopFactory)
    slug = factory.Sequence(lambda n: f"speaker-{n}")
    name = factory.Sequence(lambda n: f"Speaker Number{n}")
    status = "confirmed"


class SessionFactory(DjangoModelFactory):
    class Meta:
        model = Session

    workshop = factory.SubFactory(WorkshopFactory)
    kind = "keynote"
    title = "Keynote"
    start = datetime(2026, 7, 18, 9, 10, tzinfo=UTC)
    end = datetime(2026, 7, 18, 9, 50, tzinfo=UTC)


class SessionSpeakerFactory(DjangoModelFactory):
    class Meta:
        model = SessionSpeaker

    session = factory.SubFactory(SessionFactory)
    speaker = factory.SubFactory(SpeakerFactory)


class SlotFactory(DjangoModelFactory):
    class Meta:
        model = Slot

    session = factory.SubFactory(SessionFactory, kind="spotlights", title="Spotlights")
    submission = factory.SubFactory(SubmissionFactory)
