"""Oneself: the profile, publications, the file of one's data, and a workshop of one's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.http import FileResponse
from rest_framework.request import Request
from rest_framework.response import Response

from conference.api import own_shapes as shapes
from conference.api.doors import Door
from conference.api.listed_shapes import AddedSerializer
from conference.api.office import A_JOB, acted
from conference.api.operations import operation
from conference.api.problems import LacksScope
from conference.api.shapes import JobActSerializer, JobSerializer
from conference.errors import Invalid, NotFound
from conference.forms.new_workshop import NewWorkshopForm
from conference.forms.profile import AffiliationFormSet, ProfileForm, PublicationsForm, RelationFormSet
from conference.forms.reading import REFUSED, require_valid, sent_values, shown_values
from conference.models import Job, Workshop
from conference.models.people import RoleKind
from conference.scopes import Scope
from conference.selectors.own_data import exports_of, own_data
from conference.services import accounts
from conference.services import workshops as services
from conference.services.personal_export import start_export

TAG = "Yourself"
READ, WRITE = Scope.ACCOUNT_READ, Scope.ACCOUNT_WRITE
PROFILE = {
    "email": "marguerite.aubin@haute-plaine.example",
    "name": "Marguerite Aubin",
    "orcid": "",
    "homepage": "https://haute-plaine.example/aubin",
    "time_zone": "Europe/Paris",
    "affiliations": [
        {
            "institution": "Haute-Plaine Institute", "domain": "haute-plaine.example", "country": "France",
            "position": "Professor", "start_year": 2019, "end_year": None,
        }
    ],
    "relations": [
        {"kind": "advisee", "name": "Ilse Brandt", "email": "ilse@brandt.example", "start_year": 2020, "end_year": 2024}
    ],
}  # fmt: skip
PUBLICATION = {
    "id": 71,
    "title": "Counting furrows",
    "year": 2024,
    "venue": "Field Notes",
    "authors": ["Marguerite Aubin", "Ilse Brandt"],
}
EXPORT = A_JOB | {"kind": "personal_export", "title": "Your data"}
NEW = {"source": "terrabytes-2026", "acronym": "TerraBytes 2027", "title": "Earth Observation Data at Scale"}


class OwnDoor(Door):
    """An address of oneself. A token that is made for one workshop opens none of these."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if self.asker.token and self.asker.token.workshop_id:
            raise LacksScope("This token is for one workshop alone. Make one for all of them.")


class Profile(OwnDoor):
    """One's profile."""

    @operation(
        "read_profile", "Your profile", tag=TAG, scope=READ, answers=shapes.ProfileSerializer, example=PROFILE
    )
    def get(self) -> Response:
        """Read who you are, where you work and worked, and with whom you have ties."""
        return self.answer(self.user)

    @operation(
        "change_profile", "Change your profile", tag=TAG, scope=WRITE, takes=shapes.ChangeProfileSerializer,
        sent={"time_zone": "Europe/Paris"}, answers=shapes.ProfileSerializer, example=PROFILE,
    )  # fmt: skip
    def patch(self) -> Response:
        """Change what you name of your profile; affiliations and relations are replaced as a whole."""
        given = dict(self.sent())
        lists = {name: given.pop(name) for name in LISTS if name in given}
        kept = shown_values(ProfileForm(instance=self.user))
        parts = [ProfileForm({**kept, **sent_values(given)}, instance=self.user)]
        require_valid(parts[0])
        parts += [self._rows(name, rows) for name, rows in lists.items()]
        with transaction.atomic():
            for part in parts:
                part.save()
        self.user.refresh_from_db()
        return self.answer(self.user)

    def _rows(self, name: str, given: list[Mapping[str, Any]]) -> Any:
        """Return the rows of a part of the profile as its page sends them: those there taken away, the new ones."""
        there = list(getattr(self.user, name).all())
        data: dict[str, Any] = {
            f"{name}-TOTAL_FORMS": len(there) + len(given), f"{name}-INITIAL_FORMS": len(there),
        }  # fmt: skip
        for place, row in enumerate(there):
            data |= {f"{name}-{place}-id": row.pk, f"{name}-{place}-DELETE": "on"}
        for place, row in enumerate(given, len(there)):
            data |= {f"{name}-{place}-{field}": value for field, value in sent_values(row).items()}
        rows = LISTS[name](data, instance=self.user, prefix=name)
        if not rows.is_valid():
            # Rows that go have no errors, so these are counted from the first new one.
            raise Invalid(
                REFUSED,
                {
                    f"{name}.{place}.{field}": [str(reason) for reason in reasons]
                    for place, errors in enumerate(rows.errors)
                    for field, reasons in errors.items()
                }
                or {name: [str(reason) for reason in rows.non_form_errors()]},
            )
        return rows


LISTS: dict[str, Any] = {"affiliations": AffiliationFormSet, "relations": RelationFormSet}


class Publications(OwnDoor):
    """One's publications."""

    @operation(
        "list_publications", "Your publications", tag=TAG, scope=READ, paged=True,
        answers=shapes.PublicationSerializer, example=PUBLICATION,
    )  # fmt: skip
    def get(self) -> Response:
        """List your publications, by which papers are matched to you and co-authors are found."""
        return self.page(self.part.newest_first(self.user.publications.all(), list))

    @operation(
        "add_publications", "Add publications", tag=TAG, scope=WRITE, takes=shapes.AddPublicationsSerializer,
        sent={"text": "Counting furrows; 2024; Marguerite Aubin, Ilse Brandt"}, answers=AddedSerializer,
        example={"added": 1},
    )  # fmt: skip
    def post(self) -> Response:
        """Add publications from BibTeX or plain lines; those that are there already stay as they are."""
        form = PublicationsForm(self.sent())
        require_valid(form)
        return self.answer({"added": accounts.add_publications(user=self.user, papers=form.papers)})


class OnePublication(OwnDoor):
    """A publication of one's own."""

    @operation("remove_publication", "Remove a publication", tag=TAG, scope=WRITE, status=204)
    def delete(self, pk: int) -> Response:
        """Take a publication off your list."""
        found = self.user.publications.filter(pk=pk).first()
        if found is None:
            raise NotFound
        found.delete()
        return self.nothing()


class OwnJobs(OwnDoor):
    """One's own long works."""

    @operation(
        "list_own_jobs",
        "Your long works",
        tag=TAG,
        scope=READ,
        paged=True,
        answers=JobSerializer,
        example=EXPORT,
    )
    def get(self) -> Response:
        """List the jobs that you started, such as a document being made, the newest first."""
        return self.page(self.part.newest_first(self.user.jobs.all(), list))


class OwnJobDoor(OwnDoor):
    """An address of a long work of one's own."""

    def job(self, pk: int) -> Job:
        found = self.user.jobs.filter(pk=pk).first()
        if found is None:
            raise NotFound
        return found


class OwnJob(OwnJobDoor):
    """A long work of one's own."""

    @operation(
        "read_own_job", "A long work of yours", tag=TAG, scope=READ, answers=JobSerializer, example=EXPORT
    )
    def get(self, pk: int) -> Response:
        """Read how far a job of yours is; its ETag spares a script that asks again what has not changed."""
        return self.answer(self.job(pk))


class OwnJobAct(OwnJobDoor):
    """What one does with a long work of one's own."""

    @operation(
        "act_on_own_job", "Cancel a job of yours, or try it again", tag=TAG, scope=WRITE, takes=JobActSerializer,
        sent={"action": "cancel"}, answers=JobSerializer, example=EXPORT | {"state": "cancelled"},
    )  # fmt: skip
    def post(self, pk: int) -> Response:
        """Stop a job of yours that is not over, or put one that failed or was cancelled back in the queue."""
        return self.answer(acted(self.job(pk), self.sent()["action"]))


class Data(OwnDoor):
    """The file of all that is held of a person."""

    @operation(
        "read_own_data", "The file of your data", tag=TAG, scope=READ, answers=shapes.OwnDataSerializer,
        example={"making": EXPORT, "made": None},
    )  # fmt: skip
    def get(self) -> Response:
        """Read whether the file of your data is being made, or is there to be fetched."""
        return self.answer(own_data(self.user))

    @operation(
        "collect_own_data", "Have your data collected", tag=TAG, scope=WRITE, keyed=True,
        answers=shapes.OwnDataSerializer, example={"making": EXPORT, "made": None},
    )  # fmt: skip
    def post(self) -> Response:
        """Have all that is held of you put into one file; one that is being made is not begun again."""
        start_export(user=self.user)
        return self.answer(own_data(self.user))


class DataFile(OwnDoor):
    """The file itself."""

    @operation("download_own_data", "Download your data", tag=TAG, scope=READ, is_file=True)
    def get(self) -> FileResponse:
        """Download the file of your data, a ZIP."""
        made = exports_of(self.user).first()
        if made is None or not default_storage.exists(made.result["file"]):
            raise NotFound
        return self.file(default_storage.open(made.result["file"]), "plenary-data.zip")


class NewWorkshop(OwnDoor):
    """A new workshop."""

    @operation(
        "begin_workshop", "Begin a workshop", tag="Chairs: set-up", scope=WRITE, keyed=True, status=201,
        takes=shapes.NewWorkshopSerializer, sent=NEW, answers=shapes.MadeWorkshopSerializer,
        example={"slug": "terrabytes-2027", "acronym": NEW["acronym"], "title": NEW["title"]},
    )  # fmt: skip
    def post(self) -> Response:
        """Begin a workshop that you chair, blank or as a copy of an edition that you chair; nobody else sees it yet."""
        given = dict(self.sent())
        chaired = Workshop.objects.filter(roles__user=self.user, roles__kind=RoleKind.PROGRAM_CHAIR)
        source = chaired.filter(slug=given["source"]).first() if given.get("source") else None
        if given.get("source") and source is None:
            raise Invalid(REFUSED, {"source": ["You chair no such workshop."]})
        form = NewWorkshopForm(
            sent_values({**given, "source": source.pk if source else None}), sources=chaired
        )
        require_valid(form)
        data = form.cleaned_data
        made = services.create_workshop(
            by=self.user,
            time_zone=data["timezone"],
            deadline=data["deadline_day"],
            source=source,
            **{name: data[name] for name in ("acronym", "title", "slug", "host_conference", "venue")},
        )
        return self.answer(made)
