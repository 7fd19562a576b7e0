"""Dull makers of rows: what a test does not name is plain and valid."""

from tests.factories.conference import (
    AffiliationFactory,
    DateFactory,
    InvitationFactory,
    OptInFactory,
    PublicationFactory,
    RoleFactory,
    SeriesFactory,
    TopicFactory,
    TrackFactory,
    UserFactory,
    WorkshopFactory,
)
from tests.factories.program import SessionFactory, SessionSpeakerFactory, SlotFactory, SpeakerFactory
from tests.factories.reviews import (
    AssignmentFactory,
    ConflictFactory,
    DecisionFactory,
    ReviewerFactory,
    ReviewFactory,
)
from tests.factories.submissions import (
    AnswerFactory,
    AuthorFactory,
    FieldFactory,
    PaperFileFactory,
    SubmissionFactory,
    UploadFactory,
)

__all__ = [
    "AffiliationFactory",
    "AnswerFactory",
    "AssignmentFactory",
    "AuthorFactory",
    "ConflictFactory",
    "DateFactory",
    "DecisionFactory",
    "FieldFactory",
    "InvitationFactory",
    "OptInFactory",
    "PaperFileFactory",
    "PublicationFactory",
    "ReviewFactory",
    "ReviewerFactory",
    "RoleFactory",
    "SeriesFactory",
    "SessionFactory",
    "SessionSpeakerFactory",
    "SlotFactory",
    "SpeakerFactory",
    "SubmissionFactory",
    "TopicFactory",
    "TrackFactory",
    "UploadFactory",
    "UserFactory",
    "WorkshopFactory",
]
