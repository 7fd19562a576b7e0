"""What chairs and speakers fill in."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.http import QueryDict

from conference.deadlines import to_utc
from conference.errors import Invalid
from conference.models import Workshop
from program.models import Session, SessionKind, SessionSpeaker, Speaker
from program.photos import small_jpeg
from program.selectors.papers import KIND_LABELS
from program.services.schedule import SessionInput
from program.services.speakers import OwnPage, SpeakerInput

DATE_INPUT = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def time_input() -> forms.TimeInput:
    return forms.TimeInput(format="%H:%M", attrs={"type": "time", "step": "60"})


class PaperSearch(forms.Form):
    """What visitors look for in the list of papers. Anything the list does not know is ignored."""

    q = forms.CharField(
        label="Search", required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    track = forms.ChoiceField(required=False)
    kind = forms.ChoiceField(label="Presentation", required=False)

    def __init__(self, *args: Any, tracks: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["track"] = forms.ChoiceField(
            label="Track", required=False, choices=[("", "All"), *tracks]
        )
        self.fields["kind"] = forms.ChoiceField(
            label="Presentation", required=False, choices=[("", "All"), *KIND_LABELS.items()]
        )
        if len(tracks) < 2:  # noqa: PLR2004 - one track is no choice
            del self.fields["track"]


class VersionedForm(forms.Form):
    """A form that knows which version of the row a person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @property
    def seen_version(self) -> int:
        return self.cleaned_data["version"] or 0

    def renew(self, version: int) -> None:
        """Keep what was typed and let it be saved over the version of now, which the person is shown."""
        data = cast("QueryDict", self.data).copy()
        data[self.add_prefix("version")] = str(version)
        self.data = data


class SessionForm(VersionedForm):
    """A session, its times on the clock of the workshop's place."""

    kind = forms.ChoiceField(choices=SessionKind.choices)
    title = forms.CharField(max_length=200)
    day = forms.DateField(widget=DATE_INPUT)
    start = forms.TimeField(label="Starts", widget=time_input())
    end = forms.TimeField(label="Ends", widget=time_input())
    room = forms.CharField(max_length=80, required=False)
    minutes_each = forms.IntegerField(
        label="Minutes a paper",
        required=False,
        min_value=1,
        max_value=240,
        help_text="For orals and spotlights: each paper then has its own time.",
    )
    abstract = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Markdown. Of the talk, or what the panel is about.",
    )
    note = forms.CharField(max_length=200, required=False, help_text="One line, such as “with questions”.")
    link = forms.URLField(required=False, assume_scheme="https")
    recording_url = forms.URLField(label="Recording", required=False, assume_scheme="https")

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.workshop = workshop

    @staticmethod
    def initial_of(session: Session, workshop: Workshop) -> dict[str, Any]:
        """Return a session as the form shows it."""
        start, end = session.start.astimezone(workshop.tz), session.end.astimezone(workshop.tz)
        names = (
            "kind",
            "title",
            "room",
            "minutes_each",
            "abstract",
            "note",
            "link",
            "recording_url",
            "version",
        )
        return {
            **{name: getattr(session, name) for name in names},
            "day": start.date(),
            "start": start.time(),
            "end": end.time(),
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        start, end = data.get("start"), data.get("end")
        if start and end and end <= start:
            self.add_error("end", "A session ends after it starts.")
        return data

    def given(self) -> SessionInput:
        """Return what was filled in, times as moments."""
        data = self.cleaned_data
        start, end = (
            to_utc(datetime.combine(data["day"], data[name]), self.workshop.tz) for name in ("start", "end")
        )
        return SessionInput(
            kind=data["kind"],
            title=data["title"],
            start=start,
            end=end,
            abstract=data["abstract"],
            note=data["note"],
            room=data["room"],
            minutes_each=data["minutes_each"],
            link=data["link"],
            recording_url=data["recording_url"],
        )


class SessionPersonForm(forms.Form):
    """A person in a session; a row that names nobody says nothing."""

    speaker = forms.ChoiceField(label="Person", required=False)
    part = forms.ChoiceField(
        label="As", choices=SessionSpeaker.Part.choices, initial=SessionSpeaker.Part.SPEAKER
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["speaker"] = forms.ChoiceField(
            label="Person", required=False, choices=[("", "Nobody"), *choices]
        )


if TYPE_CHECKING:
    PersonForms = forms.BaseFormSet[SessionPersonForm]
else:
    PersonForms = forms.BaseFormSet


class SessionPeople(PersonForms):
    """The people of a session, in order."""

    def clean(self) -> None:
        chosen = [speaker for speaker, _part in self.chosen()]
        if len(set(chosen)) < len(chosen):
            raise forms.ValidationError("Each person can be in a session once.")

    def chosen(self) -> list[tuple[str, str]]:
        """Return the ids of the speakers with their part, in the order that was given."""
        rows = [form for form in self.forms if form.is_valid() and form.cleaned_data.get("speaker")]
        kept = [form.cleaned_data for form in rows if not form.cleaned_data.get("DELETE")]
        kept.sort(key=lambda data: (data.get("ORDER") is None, data.get("ORDER") or 0))
        return [(data["speaker"], data["part"]) for data in kept]


_people = forms.formset_factory(
    SessionPersonForm, formset=SessionPeople, extra=1, can_delete=True, can_order=True, max_num=40
)


def session_people(
    data: QueryDict | None, *, choices: list[tuple[str, str]], initial: list[dict[str, str]] | None = None
) -> SessionPeople:
    """Return the rows of people of a session; ``choices`` are the speakers there are."""
    return cast(
        "SessionPeople", _people(data, initial=initial, prefix="people", form_kwargs={"choices": choices})
    )


class DayForm(forms.Form):
    """The day that is to be filled from the template."""

    day = forms.DateField(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))


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
            try:
                self.jpeg = small_jpeg(upload.file, upload.size)
            except Invalid as error:
                raise forms.ValidationError(error.message) from error
        return upload


class SpeakerForm(PhotoForm):
    """A speaker as the organizers know him."""

    name = forms.CharField(max_length=200)
    email = forms.EmailField(label="E-mail", required=False, help_text="Never shown to visitors.")
    affiliation = forms.CharField(max_length=200, required=False)
    url = forms.URLField(label="Home page", required=False, assume_scheme="https")
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
    url = forms.URLField(label="Home page", required=False, assume_scheme="https")
    bio = forms.CharField(
        label="About you",
        required=False,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text="A paragraph in the third person, as it shall stand on the site.",
    )
    without_photo = forms.BooleanField(label="Remove the photo", required=False)

    field_order = ["affiliation", "url", "bio", "photo", "without_photo"]

    def __init__(self, *args: Any, has_photo: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_photo:
            del self.fields["without_photo"]

    def given(self) -> OwnPage:
        data = self.cleaned_data
        return OwnPage(
            affiliation=data["affiliation"],
            url=data["url"],
            bio=data["bio"],
            photo=self.jpeg,
            without_photo=data.get("without_photo", False),
        )


class OwnTalkForm(VersionedForm):
    """A talk as its speaker words it."""

    title = forms.CharField(max_length=200)
    abstract = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 7}))
