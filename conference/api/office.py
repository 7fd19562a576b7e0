"""Oneself, and the chairs' office: people, mails, jobs."""

from __future__ import annotations

from types import SimpleNamespace

from rest_framework.response import Response

from conference import jobs as job_services
from conference.api import shapes
from conference.api.doors import Door, chairs
from conference.api.operations import operation
from conference.errors import NotFound, Refused
from conference.models import Job, Mail
from conference.scopes import Scope
from conference.selectors.jobs import jobs_of
from conference.selectors.outbox import (
    MailRow,
    find_mails,
    history_row,
    history_visible_to,
    mail_row,
    mails_visible_to,
    rules_of,
)
from conference.selectors.workshops import office_invitations, office_roles, own_roles
from conference.services import invitations, outbox
from conference.services import workshops as services

OFFICE = "Office"
A_MAIL = {
    "id": 311,
    "to": "tomoe.kirishima@setouchi-obs.example",
    "subject": "Your papers to review for TerraBytes 2026",
    "body": "Dear Tomoe Kirishima, …",
    "state": "sent",
    "error": "",
    "server_said": "",
    "attempts": 1,
    "goes_at": None,
    "at": "2026-03-02T09:14:05Z",
    "hidden": False,
}
A_JOB = {
    "id": 87,
    "kind": "assign",
    "title": "Assignment of 60 papers to 30 reviewers",
    "state": "running",
    "done": 3,
    "total": 5,
    "message": "Solving",
    "error": "",
    "created_at": "2026-03-01T16:00:00Z",
    "finished_at": None,
}


class Me(Door):
    """Oneself."""

    @operation(
        "me", "Whose token this is", tag="Yourself", scope=Scope.PUBLIC, any_token=True, answers=shapes.MeSerializer,
        example={
            "name": "Marguerite Aubin",
            "email": "marguerite.aubin@haute-plaine.example",
            "token": {
                "name": "Nightly export",
                "begins": "plenary_q7XbTz",
                "scopes": ["chair:read"],
                "workshop": "terrabytes-2026",
                "expires_at": "2026-06-01T12:00:00Z",
            },
            "roles": [{"workshop": "terrabytes-2026", "acronym": "TerraBytes 2026", "part": "program_chair"}],
        },
    )  # fmt: skip
    def get(self) -> Response:
        """Tell whose token a request carries, what it opens, and in which workshops its holder has a part."""
        token = self.asker.token
        roles = own_roles(self.user, token.workshop if token else None)
        return self.answer(
            SimpleNamespace(name=self.user.name, email=self.user.email, token=token, roles=roles)
        )


class People(Door):
    """The people who run a workshop."""

    allowed = chairs

    @operation(
        "list_people", "The people who run a workshop", tag=OFFICE, scope=Scope.CHAIR_READ, paged=True,
        answers=shapes.OfficePersonSerializer,
        example={
            "id": 6,
            "name": "Kalinda Wijesooriya",
            "email": "kalinda.wijesooriya@kandyhills.example",
            "part": "area_chair",
            "since": "2026-01-08T10:00:00Z",
        },
    )  # fmt: skip
    def get(self) -> Response:
        """List chairs, area chairs and site editors, as on the page People. Reviewers have a list of their own."""
        return self.page(self.part.of_rows(office_roles(self.workshop), lambda role: role.pk))

    @operation(
        "give_part", "Give somebody a part", tag=OFFICE, scope=Scope.CHAIR_WRITE, keyed=True,
        takes=shapes.GivePartSerializer, sent={"email": "noor.smit@northsea.example", "part": "site_editor"},
        answers=shapes.GivenPartSerializer, example={"done": "Noor Smit is now site editor."},
    )  # fmt: skip
    def post(self) -> Response:
        """Make somebody with an account chair, area chair or site editor at once; invite others by mail."""
        given = self.sent()
        done = invitations.offer_role(
            workshop=self.workshop, by=self.user, email=given["email"], kind=given["part"]
        )
        return self.answer(SimpleNamespace(done=done))


class OnePerson(Door):
    """Somebody with a part."""

    allowed = chairs

    @operation("take_part", "Take a part away", tag=OFFICE, scope=Scope.CHAIR_WRITE, status=204)
    def delete(self, pk: int) -> Response:
        """Take a part away from somebody who helps to run the workshop. It always keeps one program chair."""
        role = office_roles(self.workshop).filter(pk=pk).first()
        if role is None:
            raise NotFound
        services.remove_role(role=role, by=self.user)
        return self.nothing()


class OfficeInvitations(Door):
    """Invitations to parts."""

    allowed = chairs

    @operation(
        "list_part_invitations", "Whom an invitation has not brought here yet", tag=OFFICE,
        scope=Scope.CHAIR_READ, paged=True, answers=shapes.OfficeInvitationSerializer,
        example={
            "id": 9,
            "name": "",
            "email": "noor.smit@northsea.example",
            "part": "site_editor",
            "state": "pending",
            "created_at": "2026-01-08T10:00:00Z",
        },
    )  # fmt: skip
    def get(self) -> Response:
        """List invitations to parts, other than to review, that were not answered or whose person has no account yet."""
        return self.page(self.part.of_rows(office_invitations(self.workshop), lambda row: row.pk))


class OfficeInvitation(Door):
    """An invitation to a part."""

    allowed = chairs

    @operation(
        "take_back_part_invitation", "Take an invitation to a part back", tag=OFFICE, scope=Scope.CHAIR_WRITE,
        status=204,
    )  # fmt: skip
    def delete(self, pk: int) -> Response:
        """Take back an invitation that was not answered; its link opens no more."""
        found = office_invitations(self.workshop).filter(pk=pk).first()
        if found is None:
            raise NotFound
        invitations.cancel(invitation=found, by=self.user)
        return self.nothing()


class Mails(Door):
    """The outbox."""

    allowed = chairs

    @operation(
        "list_mails", "The outbox", tag=OFFICE, scope=Scope.CHAIR_READ, paged=True,
        query=shapes.MailQuerySerializer, answers=shapes.MailSerializer, example=A_MAIL,
    )  # fmt: skip
    def get(self) -> Response:
        """List the mails of a workshop, the newest first, as the outbox shows them to this chair."""
        mails, sight = mails_visible_to(self.viewer, self.workshop)
        asked, held = self.asked(), rules_of(self.workshop).held
        wanted = find_mails(mails, sight, q=asked["q"], kind=asked["kind"])
        if asked["state"]:
            wanted = wanted.filter(state=asked["state"])
        return self.page(
            self.part.newest_first(
                wanted, lambda part: [mail_row(mail, sight, all_held=held) for mail in part]
            )
        )


class MailDoor(Door):
    """An address of one mail of the outbox."""

    allowed = chairs

    def found(self, pk: int) -> tuple[Mail, MailRow]:
        mails, sight = mails_visible_to(self.viewer, self.workshop)
        mail = mails.filter(pk=pk).first()
        if mail is None:
            raise NotFound
        return mail, mail_row(mail, sight, all_held=rules_of(self.workshop).held)

    def show(self, pk: int) -> Response:
        _, row = self.found(pk)
        return self.answer(row, version=row.version)


class OneMail(MailDoor):
    """A mail."""

    @operation(
        "read_mail", "A mail of the outbox", tag=OFFICE, scope=Scope.CHAIR_READ, answers=shapes.MailSerializer,
        example=A_MAIL,
    )  # fmt: skip
    def get(self, pk: int) -> Response:
        """Read one mail."""
        return self.show(pk)

    @operation(
        "change_mail", "Change a mail that has not gone", tag=OFFICE, scope=Scope.CHAIR_WRITE, guarded=True,
        takes=shapes.ChangeMailSerializer, sent={"subject": "Your papers to review"},
        answers=shapes.MailSerializer, example=A_MAIL | {"state": "held", "subject": "Your papers to review"},
    )  # fmt: skip
    def patch(self, pk: int) -> Response:
        """Change the words that you name of a mail that has not gone; what is masked for you stays as it is."""
        mail, row = self.found(pk)
        expected, given = self.seen(row.version), self.sent()
        if row.masked:
            raise Refused("The text of this mail is kept from you as long as the authors of this paper are.")
        outbox.edit(
            mail=mail,
            by=self.user,
            subject=given.get("subject", mail.subject),
            body=given.get("body", mail.body),
            expected=expected,
        )
        return self.show(pk)


class MailAct(MailDoor):
    """What a chair does with a mail."""

    @operation(
        "act_on_mail", "Hold, send or take back a mail", tag=OFFICE, scope=Scope.CHAIR_WRITE,
        takes=shapes.MailActSerializer, sent={"action": "hold"}, answers=shapes.MailSerializer,
        example=A_MAIL | {"state": "held"},
    )  # fmt: skip
    def post(self, pk: int) -> Response:
        """Hold a mail, send it whatever is on hold, or take it back; refused where it is too late for that."""
        mail, _ = self.found(pk)
        mine = Mail.objects.filter(pk=mail.pk)
        if not outbox.act(workshop=self.workshop, by=self.user, action=self.sent()["action"], mails=mine):
            raise Refused("This mail is in no state for that any more.")
        return self.show(pk)


class MailsAct(Door):
    """What a chair does with some mails."""

    allowed = chairs

    @operation(
        "act_on_mails", "Hold, send or take back some mails", tag=OFFICE, scope=Scope.CHAIR_WRITE,
        takes=shapes.MailsActSerializer, sent={"action": "hold", "mails": [311, 312]},
        answers=shapes.ActedSerializer, example={"mails": 2},
    )  # fmt: skip
    def post(self) -> Response:
        """Hold mails, send them whatever is on hold, or take them back; those that you may not see are left out."""
        given = self.sent()
        mails, _ = mails_visible_to(self.viewer, self.workshop)
        mine = Mail.objects.filter(pk__in=mails.filter(pk__in=given["mails"]).order_by().values("pk"))
        many = outbox.act(workshop=self.workshop, by=self.user, action=given["action"], mails=mine)
        return self.answer(SimpleNamespace(mails=many))


class Jobs(Door):
    """The long works of a workshop."""

    allowed = chairs

    @operation(
        "list_jobs", "The long works of a workshop", tag=OFFICE, scope=Scope.CHAIR_READ, paged=True,
        answers=shapes.JobSerializer, example=A_JOB,
    )  # fmt: skip
    def get(self) -> Response:
        """List jobs, such as an assignment being solved, the newest first."""
        return self.page(self.part.newest_first(jobs_of(self.workshop), list))


class OneJob(Door):
    """A long work."""

    allowed = chairs

    @operation(
        "read_job",
        "A long work",
        tag=OFFICE,
        scope=Scope.CHAIR_READ,
        answers=shapes.JobSerializer,
        example=A_JOB,
    )
    def get(self, pk: int) -> Response:
        """Read how far a job is; its ETag spares a script that asks again what has not changed."""
        found = jobs_of(self.workshop).filter(pk=pk).first()
        if found is None:
            raise NotFound
        return self.answer(found)


def acted(job: Job, action: str) -> Job:
    """Cancel a job or try it again, and return it as it is then."""
    act = job_services.cancel_job if action == "cancel" else job_services.retry_job
    if not act(job=job):
        raise Refused("This job is in no state for that.")
    job.refresh_from_db()
    return job


class JobAct(Door):
    """What a chair does with a long work."""

    allowed = chairs

    @operation(
        "act_on_job", "Cancel a job, or try it again", tag=OFFICE, scope=Scope.CHAIR_WRITE,
        takes=shapes.JobActSerializer, sent={"action": "cancel"}, answers=shapes.JobSerializer,
        example=A_JOB | {"state": "cancelled"},
    )  # fmt: skip
    def post(self, pk: int) -> Response:
        """Stop a job that is not over, or put one that failed or was cancelled back in the queue."""
        found = jobs_of(self.workshop).filter(pk=pk).first()
        if found is None:
            raise NotFound
        return self.answer(acted(found, self.sent()["action"]))


class History(Door):
    """What was done in a workshop."""

    allowed = chairs

    @operation(
        "read_history", "The history", tag=OFFICE, scope=Scope.CHAIR_READ, paged=True,
        answers=shapes.HistorySerializer,
        example={
            "at": "2026-03-02T09:14:05Z",
            "who": "Marguerite Aubin",
            "text": "Proposal made live",
            "action": "assignment_live",
        },
    )  # fmt: skip
    def get(self) -> Response:
        """List what was done, by whom and when, the newest first."""
        entries, sight = history_visible_to(self.viewer, self.workshop)
        return self.page(
            self.part.newest_first(entries, lambda part: [history_row(entry, sight) for entry in part])
        )
