"""The small forms of the camera-ready checklist: one an item, each whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from conference.errors import Invalid
from conference.links import validate_leads_somewhere
from reviews.selectors.camera_ready import values_of
from submissions.checklist import LABELS, Item, length_in_words, read_length
from submissions.forms.authors import LineField
from submissions.forms.change import REFUSED
from submissions.models import Attendance, Licence, Submission


class ItemForm(forms.Form):
    """The answer to one item; ``seen`` marks the values that the person started from."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def values(self) -> dict[str, Any]:
        """Return what a valid form says, as the service takes it."""
        return {name: self.cleaned_data[name] for name in self.fields if name != "seen"}


class AuthorChoiceForm(ItemForm):
    """One of the authors, or nobody yet."""

    field = ""

    def __init__(self, *args: Any, paper: Submission, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Not said yet"), *((str(author.pk), author.name) for author in paper.authors.all())]
        self.fields[self.field] = forms.TypedChoiceField(
            choices=choices,
            coerce=int,
            empty_value=None,
            required=False,
            label="Author",
            error_messages={"invalid_choice": "Choose one of the authors."},
        )


class PresenterForm(AuthorChoiceForm):
    field = "presenter"


class RegistrationForm(AuthorChoiceForm):
    field = "registered_author"


class AttendanceForm(ItemForm):
    attendance = forms.ChoiceField(choices=Attendance, widget=forms.RadioSelect, label="The presenter comes")
    attendance_reason = LineField(
        max_length=400,
        required=False,
        label="Reason",
        help_text="Needed for online: visa, distance, care, health. The chairs read it.",
    )

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("attendance") == Attendance.ONLINE and not data.get("attendance_reason"):
            self.add_error("attendance_reason", "Give the reason for presenting online, in a few words.")
        return data


class TravelGrantForm(ItemForm):
    wants_travel_grant = forms.TypedChoiceField(
        choices=[("no", "No"), ("yes", "Yes, we ask for a grant")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        label="Travel grant",
    )
    travel_grant_reason = forms.CharField(
        max_length=4000,
        required=False,
        label="For whom and why",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Who travels from where, what is not paid for otherwise. Only the chairs read it.",
    )

    def clean_travel_grant_reason(self) -> str:
        return str(self.cleaned_data["travel_grant_reason"]).replace("\r\n", "\n").strip()

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("wants_travel_grant") and not data.get("travel_grant_reason"):
            self.add_error("travel_grant_reason", "Say for whom and why.")
        return data


class LicenceForm(ItemForm):
    licence = forms.ChoiceField(choices=Licence, widget=forms.RadioSelect, label="Licence")


class LengthField(forms.CharField):
    """A length as people write it, as seconds."""

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value)).strip()
        if not text:
            return None
        seconds = read_length(text)
        if seconds is None or seconds > 6 * 3600:
            raise ValidationError("Write the length as minutes and seconds, such as 4:55.")
        return seconds


class LinkForm(ItemForm):
    url = forms.URLField(
        validators=[URLValidator(schemes=["http", "https"]), validate_leads_somewhere],
        max_length=500,
        required=False,
        label="Link",
        assume_scheme="https",
        help_text="Begins with https://",
    )


class VideoForm(LinkForm):
    video_length = LengthField(
        required=False,
        max_length=20,
        label="Length",
        help_text="Minutes and seconds, such as 4:55. It is read from a file that you upload; write it for a link.",
    )


FORMS: dict[Item, type[ItemForm]] = {
    Item.PRESENTER: PresenterForm,
    Item.REGISTRATION: RegistrationForm,
    Item.ATTENDANCE: AttendanceForm,
    Item.TRAVEL_GRANT: TravelGrantForm,
    Item.LICENCE: LicenceForm,
    Item.VIDEO: VideoForm,
    Item.CODE: LinkForm,
}


def item_form(item: Item, paper: Submission, seen: str, data: Any = None) -> ItemForm | None:
    """Return the form of an item, filled with what was sent or what is saved; None for an item of files alone."""
    kind = FORMS.get(item)
    if kind is None:
        return None
    initial = {**values_of(paper, item), "seen": seen}
    if "video_length" in initial:
        initial["video_length"] = length_in_words(initial["video_length"])
    if initial.get("wants_travel_grant") is not None:
        initial["wants_travel_grant"] = "yes" if initial["wants_travel_grant"] else "no"
    extra: dict[str, Any] = {"paper": paper} if issubclass(kind, AuthorChoiceForm) else {}
    return kind(data, initial=initial, auto_id=f"{item.value}-%s", **extra)


def changed_item(paper: Submission, item: Item, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of an item with some changed, as its form reads them; what is not given stays.

    Raises Invalid, field by field.
    """
    unbound = item_form(item, paper, "seen")
    if unbound is None:
        raise Invalid(f"{LABELS[item]} is handed in as a file: upload it among the files of the paper.")
    unasked = [name for name in given if name not in unbound.fields]
    if unasked:
        raise Invalid(REFUSED, {name: ["This is not asked here."] for name in unasked})
    sent = {name: "" if value is None else value for name, value in given.items()}
    if isinstance(sent.get("wants_travel_grant"), bool):
        sent["wants_travel_grant"] = "yes" if sent["wants_travel_grant"] else "no"
    form = item_form(item, paper, "seen", {**unbound.initial, **sent})
    if form is None or not form.is_valid():
        errors = form.errors.items() if form else ()
        raise Invalid(REFUSED, {name: [str(reason) for reason in reasons] for name, reasons in errors})
    return form.values()


class CorrectionForm(forms.Form):
    """Title and abstract as they shall be published."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    title = LineField(max_length=300)
    abstract = forms.CharField(max_length=10_000, widget=forms.Textarea(attrs={"rows": 10}))

    def clean_abstract(self) -> str:
        return str(self.cleaned_data["abstract"]).replace("\r\n", "\n").strip()


class ReasonForm(forms.Form):
    """Why the authors shall change."""

    reason = forms.CharField(
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        label="Why",
        help_text="Who did what since the submission, or what was forgotten. The chairs decide by it.",
    )
