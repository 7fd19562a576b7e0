"""Forms of the chairs' page of reviewers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, cast

from django import forms
from django.http import QueryDict

from conference.errors import Invalid
from conference.forms.reading import REFUSED, require_valid
from conference.models.people import RoleKind, last_open_day
from conference.pasted import BrokenRow, decode
from conference.services.invitations import usual_answer_by
from reviews.invite_list import Entry, InviteList, read_fields, read_list
from reviews.selectors.reviewers import ORDERS, ReviewerQuery, Standing

MOST_BYTES = 1_000_000


class ReviewerFilterForm(forms.Form):
    """What narrows the table of reviewers."""

    q = forms.CharField(
        required=False,
        label="Search",
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "Name, address or affiliation"}),
    )
    standing = forms.ChoiceField(
        required=False,
        label="State",
        choices=[("", "Any"), *((standing.value, standing.label) for standing in Standing)],
    )
    sort = forms.CharField(required=False, widget=forms.HiddenInput)

    def query(self) -> ReviewerQuery:
        """Return what is asked for; a value that is no choice asks for nothing."""
        self.is_valid()
        data = self.cleaned_data
        sort = data.get("sort") or "name"
        known = sort.removeprefix("-") in ORDERS
        return ReviewerQuery(data.get("q", ""), data.get("standing", ""), sort if known else "name")


ROLES = [(kind.value, kind.label) for kind in (RoleKind.REVIEWER, RoleKind.AREA_CHAIR)]


class TermsForm(forms.Form):
    """What holds for every row of a list that does not say otherwise."""

    role = forms.ChoiceField(label="Invite as", choices=ROLES, initial=RoleKind.REVIEWER, required=False)
    answer_by = forms.DateField(
        label="Answer by",
        required=False,
        initial=usual_answer_by,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="The last day for an answer, anywhere on Earth. Empty for no end.",
    )

    @property
    def terms(self) -> list[forms.BoundField]:
        """The fields that hold for all rows, as a group of the page."""
        return [self["role"], self["answer_by"]]

    def clean_answer_by(self) -> date | None:
        day: date | None = self.cleaned_data["answer_by"]
        if day and day < last_open_day():
            raise forms.ValidationError("This day is past.")
        return day

    def complete(self, entry: Entry) -> Entry:
        """Return an entry with its role and its last day, from its row or else from here."""
        data = self.cleaned_data
        return replace(
            entry,
            role=entry.role or data.get("role") or RoleKind.REVIEWER,
            answer_by=entry.answer_by or data.get("answer_by"),
        )


class InviteForm(TermsForm):
    """A list of people, pasted or as a file. A file's text is put into the box, so that it can be mended there."""

    text = forms.CharField(
        required=False,
        label="People",
        strip=False,
        widget=forms.Textarea(
            attrs={"rows": 10, "placeholder": "Jane Doe <jane@hill.example>, Hill College, 3"}
        ),
        help_text="One a line: Name &lt;mail&gt;, affiliation, papers at most. Only the address is needed.",
    )
    file = forms.FileField(
        required=False,
        label="or a CSV file",
        help_text="Columns name, email, affiliation, load; with a header also at least, role and answer by. Commas or semicolons.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.listed = InviteList()

    @property
    def broken(self) -> tuple[BrokenRow, ...]:
        return self.listed.broken

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        file = data.get("file")
        text = str(data.get("text") or "")
        if file and file.size > MOST_BYTES:
            self.add_error("file", "A list of reviewers has at most 1 MB.")
            return data
        if file:
            text = decode(file.read())
            shown = cast("QueryDict", self.data).copy()
            shown[self.add_prefix("text")] = text
            self.data = shown
        self.listed = _not_past(read_list(text))
        if self.listed.broken:
            many = len(self.listed.broken)
            rows = "1 row can't be read" if many == 1 else f"{many} rows can't be read"
            self.add_error(None, f"Nobody was invited: {rows}.")
        elif not self.listed.entries:
            self.add_error("text", "Paste at least one line with an e-mail address, or choose a file.")
        return data

    def entries(self) -> list[Entry]:
        """Return the people of the list, each with role and last day."""
        return [self.complete(entry) for entry in self.listed.entries]


def read_guests(people: Iterable[Mapping[str, str]], terms: Mapping[str, Any]) -> InviteList:
    """Return people whose fields come by name, each with role and last day; Invalid names who can't be read, from 0 on."""
    form = TermsForm(terms)
    require_valid(form)
    listed = _not_past(read_fields(people))
    if listed.broken:
        raise Invalid(REFUSED, {f"people.{row.row - 1}": [row.reason] for row in listed.broken})
    return replace(listed, entries=tuple(form.complete(entry) for entry in listed.entries))


def _not_past(listed: InviteList) -> InviteList:
    """Name the rows whose last day for an answer is over already."""
    past = [
        BrokenRow(entry.row, entry.email, f"The last day {entry.answer_by} is past.")
        for entry in listed.entries
        if entry.answer_by and entry.answer_by < last_open_day()
    ]
    return replace(listed, broken=(*listed.broken, *past))


class EarlierForm(TermsForm):
    """People of an earlier edition, and what they are invited to: the part they had, or one for all."""

    role = forms.ChoiceField(label="Invite as", choices=[("", "What they were"), *ROLES], required=False)
    people = forms.TypedMultipleChoiceField(
        coerce=int, error_messages={"required": "Choose at least one person."}
    )

    def __init__(self, *args: Any, known: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["people"]).choices = [(pk, pk) for pk in known]
