"""What chairs fill in of the day."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.http import QueryDict

from conference.deadlines import to_utc
from conference.links import validate_leads_somewhere
from conference.models import Workshop
from program.daytext import LONGEST
from program.models import Session, SessionKind, SessionSpeaker
from program.services.schedule import SessionInput

from .versioned import VersionedForm

DATE_INPUT = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def time_input() -> forms.TimeInput:
    return forms.TimeInput(format="%H:%M", attrs={"type": "time", "step": "60"})


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
    link = forms.URLField(required=False, assume_scheme="https", validators=[validate_leads_somewhere])
    recording_url = forms.URLField(
        label="Recording", required=False, assume_scheme="https", validators=[validate_leads_somewhere]
    )

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
    """A blank day and its lines."""

    day = forms.DateField(widget=DATE_INPUT)
    text = forms.CharField(
        label="Sessions, one a line",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 16, "class": "mono"}),
        help_text="Each line begins with its time: “09:00-09:10 Opening”, “10:30 Coffee break”, "
        "“14:00 Keynote: Name (Affiliation)”. “@ Hall 1” at the end names a room, “(15 x 2 min)” the papers’ length.",
    )
