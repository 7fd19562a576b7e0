"""Forms of a workshop's set-up."""

from __future__ import annotations

import re
import zoneinfo
from datetime import date, datetime, time
from typing import Any

from django import forms

from conference.dates import zone_of
from conference.deadlines import LAST_SECOND, end_of_day, to_utc
from conference.models import CommitteeMember, Contact, ImportantDate, Sponsor, Track, Workshop
from conference.models.people import RoleKind
from conference.models.tracks import PaperStyle, Presentation

LINK_AT_END = re.compile(r"[\s,;]+(https?://\S{3,190})\s*$")
ZONES = sorted(zoneinfo.available_timezones())


class TimeZoneField(forms.CharField):
    """A time zone by its name, with the known ones offered by the browser as one types."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            widget=forms.TextInput(attrs={"list": "time-zones", "autocomplete": "off"}), **kwargs
        )

    def clean(self, value: Any) -> str:
        name = str(super().clean(value)).strip()
        if not name or name in ZONES:
            return name
        city = name.lower().replace(" ", "_")
        found = [zone for zone in ZONES if zone.lower() == city or zone.lower().endswith(f"/{city}")]
        if len(found) == 1:
            return found[0]
        raise forms.ValidationError("No such time zone. Examples: America/Vancouver, Asia/Singapore, UTC.")


class VersionedForm(forms.ModelForm[Workshop]):
    """A form on the workshop itself; ``seen`` carries the version the person started from."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = self.instance.version


class SettingsForm(VersionedForm):
    """Title, place, texts, format and rules of reviewing."""

    timezone = TimeZoneField(label="Time zone")

    class Meta:
        model = Workshop
        fields = [
            "acronym", "title", "theme", "description", "host_conference", "host_url", "venue", "timezone",
            "recordings_url", "notice", "accent", "about_text", "call_text",
            "style_name", "style_url", "paper_size",
            "reviews_per_paper", "default_load",
            "authors_shown_after_release", "reviewers_see_one_another", "chairs_need_second_factor",
            "submission_count", "accepted_count", "attendees",
        ]  # fmt: skip
        widgets = {
            "accent": forms.TextInput(attrs={"type": "color"}),
            "about_text": forms.Textarea(attrs={"rows": 10}),
            "call_text": forms.Textarea(attrs={"rows": 18}),
        }
        help_texts = {
            "about_text": "Markdown. Shown on the first page.",
            "call_text": "Markdown. Tracks, topics and dates are shown beside it, you need not repeat them.",
            "attendees": "As you know it: 120, 50–100, 100+.",
        }

    GROUPS = (
        ("The workshop", "", ["acronym", "title", "theme", "description", "notice", "accent"]),
        ("Place", "", ["host_conference", "host_url", "venue", "timezone", "recordings_url"]),
        ("Texts", "", ["about_text", "call_text"]),
        ("Format of papers", "", ["style_name", "style_url", "paper_size"]),
        (
            "Reviewing",
            "Reviewing is double-blind.",
            [
                "reviews_per_paper",
                "default_load",
                "authors_shown_after_release",
                "reviewers_see_one_another",
            ],
        ),
        ("Safety", "", ["chairs_need_second_factor"]),
        (
            "Figures",
            (
                "Shown with this edition on the pages of the others of its series. What was submitted and accepted here "
                "is counted by itself."
            ),
            ["submission_count", "accepted_count", "attendees"],
        ),
    )

    def groups(self) -> list[dict[str, Any]]:
        """Return the fields under their headings, for the template."""
        return [
            {"title": title, "note": note, "fields": [self[name] for name in names]}
            for title, note, names in self.GROUPS
        ]


class TrackForm(forms.ModelForm[Track]):
    """One track. Its opt-ins are lines: a label, and after a bar what it means."""

    presentations = forms.MultipleChoiceField(
        choices=Presentation, required=False, widget=forms.CheckboxSelectMultiple, label="Presented as"
    )
    opt_in_lines = forms.CharField(
        required=False,
        label="Opt-ins for authors",
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="One a line; what it means after a bar: Proceedings volume | only original work.",
    )

    class Meta:
        model = Track
        fields = [
            "name", "page_limit", "references_count", "appendix_counts", "acknowledgements_count",
            "impact_statement_count", "style", "profile", "supplement_mb", "presentations",
            "previously_published_allowed", "is_open", "description",
        ]  # fmt: skip
        widgets = {"description": forms.Textarea(attrs={"rows": 2})}

    field_order = ["name", "page_limit"]
    GROUPS = (
        ("", ("name", "page_limit", "is_open", "description")),
        (
            "Length",
            ("references_count", "appendix_counts", "acknowledgements_count", "impact_statement_count"),
        ),
        ("What is sent", ("style", "profile", "supplement_mb", "previously_published_allowed")),
        ("After acceptance", ("presentations", "opt_in_lines")),
    )

    @property
    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields under their headings, as a row draws them."""
        return [
            (title, [self[name] for name in names if name in self.fields]) for title, names in self.GROUPS
        ]

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["opt_in_lines"].initial = "\n".join(
                f"{item.label} | {item.note}" if item.note else item.label
                for item in self.instance.opt_ins.all()
            )
        style = self.fields["style"]
        if isinstance(style, forms.ChoiceField):
            style.choices = [("", "Not compared"), *PaperStyle.choices]
        self._offer_profiles(workshop)

    def _offer_profiles(self, workshop: Workshop) -> None:
        field = self.fields["profile"]
        profiles = workshop.style_profiles.all()
        if not profiles:
            del self.fields["profile"]
        elif isinstance(field, forms.ModelChoiceField):
            field.queryset = profiles
            field.empty_label = "None"

    def opt_ins(self) -> list[tuple[str, str]]:
        """Return the opt-ins as (label, note), in order."""
        lines = self.cleaned_data["opt_in_lines"].splitlines()
        pairs = [line.partition("|") for line in lines if line.strip()]
        return [(label.strip(), note.strip()) for label, _, note in pairs if label.strip()]


class DateForm(forms.ModelForm[ImportantDate]):
    """One date, entered in its own zone: no day means to be determined, no time means the whole day."""

    day = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))
    clock = forms.TimeField(required=False, label="Time", widget=forms.TimeInput(attrs={"type": "time"}))
    last_day = forms.DateField(required=False, label="Until", widget=forms.DateInput(attrs={"type": "date"}))

    class Meta:
        model = ImportantDate
        fields = ["key", "label", "zone", "note"]

    field_order = ["key", "label", "day", "clock", "last_day", "zone", "note"]

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.workshop = workshop
        self.fields["key"].label = "What it is"
        if self.instance.pk and self.instance.at:
            zone = zone_of(workshop, self.instance.zone)
            start = self.instance.at.astimezone(zone)
            self.initial["day"] = start.date()
            self.initial["clock"] = None if self.instance.whole_day else start.time().replace(second=0)
            if self.instance.until:
                self.initial["last_day"] = self.instance.until.astimezone(zone).date()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        day, last = data.get("day"), data.get("last_day")
        if last and not day:
            self.add_error("last_day", "Give the first day too.")
        elif last and day and last < day:
            self.add_error("last_day", "The last day comes before the first.")
        return data

    def moment(self) -> dict[str, Any]:
        """Return the times to store: ``at``, ``until`` and ``whole_day``."""
        data = self.cleaned_data
        zone = zone_of(self.workshop, data["zone"])
        day, clock, last = data.get("day"), data.get("clock"), data.get("last_day")
        if day is None:
            return {"at": None, "until": None, "whole_day": False}
        until = end_of_day(last, zone) if last else None
        if clock is None:
            return {"at": end_of_day(day, zone), "until": until, "whole_day": True}
        return {"at": to_utc(_to_last_second(day, clock), zone), "until": until, "whole_day": False}


def _to_last_second(day: date, clock: time) -> datetime:
    """23:59 is meant to its last second; any other minute is meant as it stands."""
    return datetime.combine(day, LAST_SECOND if (clock.hour, clock.minute) == (23, 59) else clock)


class CommitteeForm(forms.ModelForm[CommitteeMember]):
    class Meta:
        model = CommitteeMember
        fields = ["name", "affiliation", "url", "group"]
        labels = {"group": "List"}
        widgets = {
            "name": forms.TextInput(attrs={"placeholder": "Name"}),
            "affiliation": forms.TextInput(attrs={"placeholder": "Affiliation"}),
            "url": forms.URLInput(attrs={"placeholder": "https://"}),
        }


class SponsorForm(forms.ModelForm[Sponsor]):
    class Meta:
        model = Sponsor
        fields = ["name", "kind", "url", "logo"]


class ContactForm(forms.ModelForm[Contact]):
    class Meta:
        model = Contact
        fields = ["label", "email", "url"]


class TopicsForm(forms.Form):
    """All topics at once: one a line, a topic's parts below it behind a space or a hyphen."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    topics = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text="One a line. Put parts of a topic below it, each behind a hyphen.",
    )

    def outline(self) -> list[tuple[str, list[str]]]:
        """Return topics with their parts, in order, without empty lines and repeats."""
        found: list[tuple[str, list[str]]] = []
        seen: set[str] = set()
        for line in self.cleaned_data["topics"].splitlines():
            name = line.strip().lstrip("-*").strip()[:200]
            if not name or name.casefold() in seen:
                continue
            seen.add(name.casefold())
            if found and line[:1] in {" ", "\t", "-", "*"}:
                found[-1][1].append(name)
            else:
                found.append((name, []))
        return found


OFFERED = [
    (kind.value, kind.label) for kind in (RoleKind.PROGRAM_CHAIR, RoleKind.AREA_CHAIR, RoleKind.SITE_EDITOR)
]


class RoleForm(forms.Form):
    """Give a person a part in the workshop, by e-mail."""

    email = forms.EmailField(label="E-mail")
    kind = forms.ChoiceField(label="Part", choices=OFFERED)


class PasteCommitteeForm(forms.Form):
    """Many people at once, a line each."""

    group = forms.ChoiceField(choices=CommitteeMember.Group, label="List")
    lines = forms.CharField(
        label="People",
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="One a line: name, affiliation, and a link at the end if there is one. "
        "People already listed are left as they are.",
    )

    def people(self) -> list[tuple[str, str, str]]:
        """Return (name, affiliation, link) of each line; the link is "" where there is none."""
        found = []
        for line in self.cleaned_data["lines"].splitlines():
            rest, url = line, ""
            if match := LINK_AT_END.search(line):
                rest, url = line[: match.start()], match[1]
            name, _, place = rest.partition(",")
            if name.strip():
                found.append((name.strip()[:200], place.strip(" \t,;")[:200], url))
        return found


class MailTextForm(forms.Form):
    """A workshop's own wording of a mail."""

    subject = forms.CharField(max_length=200)
    body = forms.CharField(widget=forms.Textarea(attrs={"rows": 16}), label="Text")
