from conference.models.accounts import Affiliation, Publication, Relation, User
from conference.models.api import ApiToken, KeptAnswer
from conference.models.audit import AuditEntry
from conference.models.dates import DateChange, ImportantDate
from conference.models.jobs import Job
from conference.models.leaving import Leaving
from conference.models.mail import DeadAddress, Mail, MailRefusal, MailRules, MailTemplate
from conference.models.operations import Incident, Pulse
from conference.models.people import CommitteeMember, Contact, Invitation, Role, Sponsor, SuggestedGuest
from conference.models.reminders import ReminderRule
from conference.models.retention import Retention
from conference.models.styles import StyleProfile
from conference.models.tracks import OptIn, Track
from conference.models.webhooks import Webhook, WebhookDelivery
from conference.models.workshops import Series, Topic, Workshop

__all__ = [
    "Affiliation",
    "ApiToken",
    "AuditEntry",
    "CommitteeMember",
    "Contact",
    "DateChange",
    "DeadAddress",
    "ImportantDate",
    "Incident",
    "Invitation",
    "Job",
    "KeptAnswer",
    "Leaving",
    "Mail",
    "MailRefusal",
    "MailRules",
    "MailTemplate",
    "OptIn",
    "Publication",
    "Pulse",
    "Relation",
    "ReminderRule",
    "Retention",
    "Role",
    "Series",
    "Sponsor",
    "StyleProfile",
    "SuggestedGuest",
    "Topic",
    "Track",
    "User",
    "Webhook",
    "WebhookDelivery",
    "Workshop",
]
