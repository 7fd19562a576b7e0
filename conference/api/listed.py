"""Whom the public pages list: sponsors, contacts, organizers and committee."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, ClassVar

from rest_framework.parsers import BaseParser, MultiPartParser
from rest_framework.response import Response

from conference.api import listed_shapes as shapes
from conference.api.operations import operation
from conference.api.rows import RowDoor
from conference.api.setup import READ, WRITE
from conference.forms.workshops import CommitteeForm, ContactForm, SponsorForm
from conference.models import Contact, Sponsor
from conference.services import workshops as services

TAG = "Chairs: sponsors and people"
SPONSOR = {
    "id": 3, "name": "Fund for Soils", "kind": "Travel grants", "url": "https://soils.example/", "has_logo": False,
}  # fmt: skip
CONTACT = {
    "id": 2,
    "label": "Program chairs",
    "email": "chairs@terrabytes.example",
    "url": "https://terrabytes.example/",
}
PERSON = {
    "id": 14, "group": "program_committee", "name": "Tomoe Kirishima", "affiliation": "Setouchi Observatory",
    "url": "https://setouchi-obs.example/tomoe",
}  # fmt: skip


class SponsorDoor(RowDoor):
    """An address of the sponsors."""

    def rows(self) -> Any:
        return self.workshop.sponsors.all()

    def form(self, row: Any, data: Any = None, files: Any = None) -> SponsorForm:
        return SponsorForm(data, files, instance=row)


class Sponsors(SponsorDoor):
    """The sponsors."""

    @operation(
        "list_sponsors", "The sponsors", tag=TAG, scope=READ, paged=True, answers=shapes.SponsorSerializer,
        example=SPONSOR,
    )  # fmt: skip
    def get(self) -> Response:
        """List the sponsors in their order. The ETag is that of the set-up."""
        return self.list_rows()

    @operation(
        "add_sponsor", "Add a sponsor", tag=TAG, scope=WRITE, guarded=True, status=201,
        takes=shapes.NewSponsorSerializer, sent={"name": "Fund for Soils", "kind": "Travel grants"},
        answers=shapes.SponsorSerializer, example=SPONSOR,
    )  # fmt: skip
    def post(self) -> Response:
        """Add a sponsor after the others."""
        return self.save(Sponsor(workshop=self.workshop), self.sent())


class OneSponsor(SponsorDoor):
    """A sponsor."""

    @operation(
        "read_sponsor", "A sponsor", tag=TAG, scope=READ, answers=shapes.SponsorSerializer, example=SPONSOR
    )
    def get(self, pk: int) -> Response:
        """Read a sponsor."""
        return self.show(self.found(pk))

    @operation(
        "change_sponsor", "Change a sponsor", tag=TAG, scope=WRITE, guarded=True,
        takes=shapes.ChangeSponsorSerializer, sent={"kind": "Prizes"}, answers=shapes.SponsorSerializer,
        example=SPONSOR | {"kind": "Prizes"},
    )  # fmt: skip
    def patch(self, pk: int) -> Response:
        """Change what you name of a sponsor; the rest stays."""
        return self.save(self.found(pk), self.sent())

    @operation("remove_sponsor", "Remove a sponsor", tag=TAG, scope=WRITE, guarded=True, status=204)
    def delete(self, pk: int) -> Response:
        """Take a sponsor off the site."""
        return self.remove(pk)


class SponsorLogo(SponsorDoor):
    """The logo of a sponsor."""

    names: ClassVar[dict[str, str]] = {"logo": "file"}
    parser_classes: ClassVar[list[type[BaseParser]]] = [MultiPartParser]  # type: ignore[misc]

    @operation(
        "set_sponsor_logo", "Upload a sponsor’s logo", tag=TAG, scope=WRITE, guarded=True, is_upload=True,
        takes=shapes.PictureSerializer, sent={"file": "logo.png"}, answers=shapes.SponsorSerializer,
        example=SPONSOR | {"has_logo": True},
    )  # fmt: skip
    def post(self, pk: int) -> Response:
        """Upload the picture that stands for a sponsor, in place of the one that is there."""
        return self.save(self.found(pk), {}, {"logo": self.sent()["file"]})

    @operation(
        "remove_sponsor_logo", "Remove a sponsor’s logo", tag=TAG, scope=WRITE, guarded=True,
        answers=shapes.SponsorSerializer, example=SPONSOR,
    )  # fmt: skip
    def delete(self, pk: int) -> Response:
        """Take the picture away; the name stands for the sponsor."""
        return self.save(self.found(pk), {"logo-clear": "on"})


class ContactDoor(RowDoor):
    """An address of the contacts."""

    def rows(self) -> Any:
        return self.workshop.contacts.all()

    def form(self, row: Any, data: Any = None, files: Any = None) -> ContactForm:
        return ContactForm(data, files, instance=row)


class Contacts(ContactDoor):
    """The contacts."""

    @operation(
        "list_contacts", "The contacts", tag=TAG, scope=READ, paged=True, answers=shapes.ContactSerializer,
        example=CONTACT,
    )  # fmt: skip
    def get(self) -> Response:
        """List whom visitors can write to, in order. The ETag is that of the set-up."""
        return self.list_rows()

    @operation(
        "add_contact", "Add a contact", tag=TAG, scope=WRITE, guarded=True, status=201,
        takes=shapes.NewContactSerializer, sent={"label": CONTACT["label"], "email": CONTACT["email"]},
        answers=shapes.ContactSerializer, example=CONTACT,
    )  # fmt: skip
    def post(self) -> Response:
        """Add a contact after the others."""
        return self.save(Contact(workshop=self.workshop), self.sent())


class OneContact(ContactDoor):
    """A contact."""

    @operation(
        "read_contact", "A contact", tag=TAG, scope=READ, answers=shapes.ContactSerializer, example=CONTACT
    )
    def get(self, pk: int) -> Response:
        """Read a contact."""
        return self.show(self.found(pk))

    @operation(
        "change_contact", "Change a contact", tag=TAG, scope=WRITE, guarded=True,
        takes=shapes.ChangeContactSerializer, sent={"label": "Chairs"}, answers=shapes.ContactSerializer,
        example=CONTACT | {"label": "Chairs"},
    )  # fmt: skip
    def patch(self, pk: int) -> Response:
        """Change what you name of a contact; the rest stays."""
        return self.save(self.found(pk), self.sent())

    @operation("remove_contact", "Remove a contact", tag=TAG, scope=WRITE, guarded=True, status=204)
    def delete(self, pk: int) -> Response:
        """Take a contact off the site."""
        return self.remove(pk)


class ListedPersonDoor(RowDoor):
    """An address of the people whom the public pages list."""

    def rows(self) -> Any:
        return self.workshop.committee.all()

    def form(self, row: Any, data: Any = None, files: Any = None) -> CommitteeForm:
        return CommitteeForm(data, files, instance=row)


class ListedPeople(ListedPersonDoor):
    """The people whom the public pages list."""

    @operation(
        "list_listed_people", "The people on the site", tag=TAG, scope=READ, paged=True,
        answers=shapes.ListedPersonSerializer, example=PERSON,
    )  # fmt: skip
    def get(self) -> Response:
        """List organizers and committee as the site shows them; they need no account. The ETag is that of the set-up."""
        return self.list_rows()

    @operation(
        "add_listed_people", "List people on the site", tag=TAG, scope=WRITE, keyed=True,
        takes=shapes.AddListedPeopleSerializer,
        sent={"group": "program_committee", "people": [{"name": "Tomoe Kirishima"}]},
        answers=shapes.AddedSerializer, example={"added": 1},
    )  # fmt: skip
    def post(self) -> Response:
        """Add people to a list of the site, after the others; a name that is listed already stays as it is."""
        given = self.sent()
        people = [(one["name"], one["affiliation"], one["url"]) for one in given["people"]]
        added = services.add_committee(
            workshop=self.workshop, by=self.user, group=given["group"], people=people
        )
        return self.answer(SimpleNamespace(added=added))


class OneListedPerson(ListedPersonDoor):
    """Somebody whom the public pages list."""

    @operation(
        "read_listed_person", "Somebody on the site", tag=TAG, scope=READ,
        answers=shapes.ListedPersonSerializer, example=PERSON,
    )  # fmt: skip
    def get(self, pk: int) -> Response:
        """Read how the site lists somebody."""
        return self.show(self.found(pk))

    @operation(
        "change_listed_person", "Change somebody on the site", tag=TAG, scope=WRITE, guarded=True,
        takes=shapes.ChangeListedPersonSerializer, sent={"group": "organizer"},
        answers=shapes.ListedPersonSerializer, example=PERSON | {"group": "organizer"},
    )  # fmt: skip
    def patch(self, pk: int) -> Response:
        """Change what you name of how the site lists somebody; the rest stays."""
        return self.save(self.found(pk), self.sent())

    @operation(
        "remove_listed_person",
        "Remove somebody from the site",
        tag=TAG,
        scope=WRITE,
        guarded=True,
        status=204,
    )
    def delete(self, pk: int) -> Response:
        """Take somebody off the site’s lists; parts in the workshop stay as they are."""
        return self.remove(pk)
