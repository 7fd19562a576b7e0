from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from program.models import ScheduleRelease, Session, SessionSpeaker, Slot, Speaker
from program.selectors.drafts import snapshot
from tests.factories.conference import WorkshopFactory
from tests.factories.submissions import SubmissionFactory


def released(workshop):
    """Let visitors see the draft as it is now, as the one version there is."""
    ScheduleRelease.objects.update_or_create(
        workshop=workshop, name="1", defaults={"sessions": snapshot(workshop)}
    )


class _Released:
    """What is made in a workshop whose programme is public is released at once."""

    @classmethod
    def _after_postgeneration(cls, instance, create, results=None):
        workshop = (instance if isinstance(instance, Session) else instance.session).workshop
        if create and workshop.programme_state != "draft":
            released(workshop)


class SpeakerFactory(DjangoModelFactory):
    """A confirmed speaker."""

    class Meta:
        model = Speaker

    workshop = factory.SubFactory(WorkshopFactory)
    slug = factory.Sequence(lambda n: f"speaker-{n}")
    name = factory.Sequence(lambda n: f"Speaker Number{n}")
    status = "confirmed"


class SessionFactory(_Released, DjangoModelFactory):
    class Meta:
        model = Session

    workshop = factory.SubFactory(WorkshopFactory)
    kind = "keynote"
    title = "Keynote"
    start = datetime(2026, 7, 18, 9, 10, tzinfo=UTC)
    end = datetime(2026, 7, 18, 9, 50, tzinfo=UTC)


class SessionSpeakerFactory(_Released, DjangoModelFactory):
    class Meta:
        model = SessionSpeaker

    session = factory.SubFactory(SessionFactory)
    speaker = factory.SubFactory(SpeakerFactory)


class SlotFactory(_Released, DjangoModelFactory):
    class Meta:
        model = Slot

    session = factory.SubFactory(SessionFactory, kind="spotlights", title="Spotlights")
    submission = factory.SubFactory(SubmissionFactory)
