from conference.models.accounts import Affiliation, Publication, Relation, User
from conference.models.audit import AuditEntry
from conference.models.jobs import Job
from conference.models.mail import Mail, MailTemplate
from conference.models.people import CommitteeMember, Contact, Invitation, Role, Sponsor
from conference.models.styles import StyleProfile
from conference.models.workshops import DateChange, ImportantDate, OptIn, Series, Topic, Track, Workshop

__all__ = [
    "Affiliation",
    "AuditEntry",
    "CommitteeMember",
    "Contact",
    "DateChange",
    "ImportantDate",
    "Invitation",
    "Job",
    "Mail",
    "MailTemplate",
    "OptIn",
    "Publication",
    "Relation",
    "Role",
    "Series",
    "Sponsor",
    "StyleProfile",
    "Topic",
    "Track",
    "User",
    "Workshop",
]
