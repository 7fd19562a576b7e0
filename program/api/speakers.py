"""The organizers' list of speakers."""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework.parsers import BaseParser, MultiPartParser
from rest_framework.response import Response

from conference.api.listed_shapes import PictureSerializer
from conference.api.operations import operation
from conference.forms.reading import require_valid, shown_values
from program import serializers as shapes
from program.api import examples
from program.api.draft import READ, WRITE, DraftDoor
from program.forms import SpeakerForm
from program.models import Speaker
from program.selectors.speaker_list import speaker_of
from program.services import speakers as services
from program.services.speakers import SpeakerInput

TAG = "Programme: speakers"


class SpeakerDoor(DraftDoor):
    """An address of the speakers."""

    def entry(self, speaker: Speaker) -> Response:
        return self.answer(speaker, version=speaker.version)

    def given(self, speaker: Speaker) -> SpeakerInput:
        """Return a speaker as he would be with what was sent; the form of the page reads it."""
        form = SpeakerForm(
            {**shown_values(SpeakerForm(initial=SpeakerForm.initial_of(speaker))), **self.sent()}
        )
        require_valid(form)
        return form.given()


class Speakers(SpeakerDoor):
    """The speakers, invited or not."""

    @operation(
        "list_all_speakers", "The speakers, invited or not", tag=TAG, scope=READ, paged=True,
        answers=shapes.ChairSpeakerSerializer, example=examples.CHAIR_SPEAKER,
    )  # fmt: skip
    def get(self) -> Response:
        """List the speakers with where they stand. Visitors see those who confirmed."""
        rows = Speaker.objects.filter(workshop=self.workshop)
        return self.page(self.part.of_rows(rows, lambda speaker: speaker.pk))

    @operation(
        "add_speaker", "Add a speaker", tag=TAG, scope=WRITE, keyed=True, status=201,
        takes=shapes.NewSpeakerSerializer, sent={"name": "Ada Moreau", "email": "ada@moreau.example"},
        answers=shapes.ChairSpeakerSerializer, example=examples.CHAIR_SPEAKER,
    )  # fmt: skip
    def post(self) -> Response:
        """Add a speaker to the list; nobody is told."""
        new = Speaker(workshop=self.workshop, position=self.workshop.speakers.count() + 1)
        return self.entry(
            services.speaker_create(workshop=self.workshop, actor=self.user, given=self.given(new))
        )


class OneSpeaker(SpeakerDoor):
    """A speaker."""

    @operation(
        "read_speaker", "A speaker", tag=TAG, scope=READ, answers=shapes.ChairSpeakerSerializer,
        example=examples.CHAIR_SPEAKER,
    )  # fmt: skip
    def get(self, speaker: str) -> Response:
        """Read what is known of a speaker."""
        return self.entry(speaker_of(self.workshop, speaker))

    @operation(
        "change_speaker", "Change a speaker", tag=TAG, scope=WRITE, guarded=True,
        takes=shapes.ChangeSpeakerSerializer, sent={"status": "confirmed"},
        answers=shapes.ChairSpeakerSerializer, example=examples.CHAIR_SPEAKER | {"status": "confirmed"},
    )  # fmt: skip
    def patch(self, speaker: str) -> Response:
        """Change what you name of a speaker; the rest stays."""
        found = speaker_of(self.workshop, speaker)
        expected = self.seen(found.version)
        services.speaker_change(speaker=found, actor=self.user, given=self.given(found), expected=expected)
        return self.entry(found)

    @operation("remove_speaker", "Remove a speaker", tag=TAG, scope=WRITE, guarded=True, status=204)
    def delete(self, speaker: str) -> Response:
        """Remove a speaker from the list and from every session."""
        found = speaker_of(self.workshop, speaker)
        self.seen(found.version)
        services.speaker_delete(speaker=found, actor=self.user)
        return self.nothing()


class InviteSpeaker(SpeakerDoor):
    """The invitation of a speaker."""

    @operation(
        "invite_speaker", "Invite a speaker", tag=TAG, scope=WRITE, guarded=True,
        answers=shapes.ChairSpeakerSerializer, example=examples.CHAIR_SPEAKER | {"status": "invited"},
    )  # fmt: skip
    def post(self, speaker: str) -> Response:
        """Mail a speaker the link to his own page, with the question whether he comes."""
        found = speaker_of(self.workshop, speaker)
        services.speaker_invite(speaker=found, actor=self.user, expected=self.seen(found.version))
        return self.entry(found)


class SpeakerPhoto(SpeakerDoor):
    """The photo of a speaker."""

    parser_classes: ClassVar[list[type[BaseParser]]] = [MultiPartParser]  # type: ignore[misc]

    @operation(
        "set_speaker_photo", "Upload a speaker’s photo", tag=TAG, scope=WRITE, guarded=True, is_upload=True,
        takes=PictureSerializer, sent={"file": "ada.jpg"}, answers=shapes.ChairSpeakerSerializer,
        example=examples.CHAIR_SPEAKER,
    )  # fmt: skip
    def post(self, speaker: str) -> Response:
        """Upload a portrait in place of the one that is there; it is made small, and what the camera noted is dropped."""
        found = speaker_of(self.workshop, speaker)
        expected = self.seen(found.version)
        kept = shown_values(SpeakerForm(initial=SpeakerForm.initial_of(found)))
        files: Any = {"photo": self.sent()["file"]}
        form = SpeakerForm(kept, files)
        require_valid(form, {"photo": "file"})
        services.speaker_change(
            speaker=found, actor=self.user, given=form.given(), expected=expected, photo=form.jpeg
        )
        return self.entry(found)
