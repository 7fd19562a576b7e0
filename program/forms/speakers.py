"""What chairs write of a speaker, and speakers of themselves."""

from __future__ import annotations

from typing import Any

from django import forms

from conference.forms.workshops import TimeZoneField
from conference.links import validate_leads_somewhere
from program.models import Speaker
from program.photos import small_jpeg
from program.services.speakers import OwnPage, SpeakerInput
from program.slides import plain_pdf
from submissions.models import Attendance

from .sessions import DATE_INPUT
from .uploads import made
from .versioned import VersionedForm


class PhotoForm(VersionedForm):
    """A form that takes a photo and hands it on as a small JPEG."""

    photo = forms.FileField(
        required=False,
        help_text="A portrait of at most 10 MB. We make it small and drop what the camera noted.",
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )
    jpeg: bytes | None = None

    def clean_photo(self) -> Any:
        upload = self.cleaned_data["photo"]
        if upload:
            self.jpeg = made(small_jpeg, upload)
        return upload


class SpeakerForm(PhotoForm):
    """A speaker as the organizers know him."""

    name = forms.CharField(max_length=200)
    email = forms.EmailField(label="E-mail", required=False, help_text="Never shown to visitors.")
    affiliation = forms.CharField(max_length=200, required=False)
    url = forms.URLField(
        label="Home page", required=False, assume_scheme="https", validators=[validate_leads_somewhere]
    )
    bio = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Markdown. The speaker can write it too.",
    )
    status = forms.ChoiceField(
        choices=Speaker.Status.choices, help_text="Visitors see confirmed speakers only."
    )
    position = forms.IntegerField(label="Place in the list", required=False, min_value=0, max_value=999)

    field_order = ["name", "email", "affiliation", "url", "bio", "photo", "status", "position"]

    @staticmethod
    def initial_of(speaker: Speaker) -> dict[str, Any]:
        names = ("name", "email", "affiliation", "url", "bio", "status", "position", "version")
        return {name: getattr(speaker, name) for name in names}

    def given(self) -> SpeakerInput:
        data = self.cleaned_data
        return SpeakerInput(
            name=data["name"],
            email=data["email"],
            affiliation=data["affiliation"],
            url=data["url"],
            bio=data["bio"],
            status=data["status"],
            position=data["position"] or 0,
        )


class OwnPageForm(PhotoForm):
    """A speaker's own page."""

    affiliation = forms.CharField(max_length=200, required=False)
    url = forms.URLField(
        label="Home page", required=False, assume_scheme="https", validators=[validate_leads_somewhere]
    )
    bio = forms.CharField(
        label="About you",
        required=False,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text="A paragraph in the third person, as it shall stand on the site.",
    )
    without_photo = forms.BooleanField(label="Remove the photo", required=False)
    talk_title = forms.CharField(label="Title of your talk", max_length=200, required=False)
    talk_abstract = forms.CharField(
        label="Abstract", required=False, widget=forms.Textarea(attrs={"rows": 7})
    )
    slides = forms.FileField(
        required=False,
        help_text="A PDF of at most 50 MB. The organizers can fetch it before the talk.",
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
    )
    without_slides = forms.BooleanField(label="Remove the slides", required=False)
    slides_url = forms.URLField(
        label="or an address where they can be read",
        required=False,
        assume_scheme="https",
        validators=[validate_leads_somewhere],
    )
    slides_public = forms.BooleanField(label="Visitors may read them on the site", required=False)
    attendance = forms.ChoiceField(
        label="You come", required=False, choices=[("", "Not known yet"), *Attendance.choices]
    )
    time_zone = TimeZoneField(
        label="Your time zone", required=False, help_text="Mails and calendar files then speak your time."
    )
    arrives = forms.DateField(label="You arrive on", required=False, widget=DATE_INPUT)
    leaves = forms.DateField(label="You leave on", required=False, widget=DATE_INPUT)
    recording = forms.ChoiceField(
        label="May the talk be recorded?",
        required=False,
        choices=[("", "Not answered yet"), *Speaker.Recording.choices],
    )

    ABOUT = ("affiliation", "url", "bio", "photo", "without_photo")
    TALK = ("talk_title", "talk_abstract")
    SLIDES = ("slides", "without_slides", "slides_url", "slides_public")
    PRACTICAL = ("attendance", "time_zone", "arrives", "leaves", "recording")
    field_order = [*ABOUT, *TALK, *SLIDES, *PRACTICAL]

    pdf: bytes | None = None

    def __init__(
        self,
        *args: Any,
        has_photo: bool = False,
        has_slides: bool = False,
        has_session: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if not has_photo:
            del self.fields["without_photo"]
        if not has_slides:
            del self.fields["without_slides"]
        if has_session:
            for name in self.TALK:
                del self.fields[name]

    @property
    def about(self) -> list[forms.BoundField]:
        return self._named(self.ABOUT)

    @property
    def talk(self) -> list[forms.BoundField]:
        return self._named(self.TALK)

    @property
    def about_slides(self) -> list[forms.BoundField]:
        return self._named(self.SLIDES)

    @property
    def practical(self) -> list[forms.BoundField]:
        return self._named(self.PRACTICAL)

    def clean_slides(self) -> Any:
        upload = self.cleaned_data["slides"]
        if upload:
            self.pdf = made(plain_pdf, upload)
        return upload

    def _named(self, names: tuple[str, ...]) -> list[forms.BoundField]:
        return [self[name] for name in names if name in self.fields]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        arrives, leaves = data.get("arrives"), data.get("leaves")
        if arrives and leaves and leaves < arrives:
            self.add_error("leaves", "You would leave before you arrive.")
        return data

    def given(self) -> OwnPage:
        data = self.cleaned_data
        return OwnPage(
            affiliation=data["affiliation"],
            url=data["url"],
            bio=data["bio"],
            photo=self.jpeg,
            without_photo=data.get("without_photo", False),
            slides=self.pdf,
            without_slides=data.get("without_slides", False),
            slides_url=data["slides_url"],
            slides_public=data["slides_public"],
            talk_title=data.get("talk_title"),
            talk_abstract=data.get("talk_abstract"),
            **{name: data[name] for name in self.PRACTICAL},
        )


class OwnTalkForm(VersionedForm):
    """A talk as its speaker words it."""

    title = forms.CharField(max_length=200)
    abstract = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 7}))
