"""Forms of the chairs' page of reviewers."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.http import QueryDict

from reviews.invite_list import BrokenRow, InviteList, decode, read_list
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


class InviteForm(forms.Form):
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
        help_text="Columns name, email, affiliation, load; a header is welcome. Commas or semicolons.",
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
        self.listed = read_list(text)
        if self.listed.broken:
            many = len(self.listed.broken)
            rows = "1 row can't be read" if many == 1 else f"{many} rows can't be read"
            self.add_error(None, f"Nobody was invited: {rows}.")
        elif not self.listed.entries:
            self.add_error("text", "Paste at least one line with an e-mail address, or choose a file.")
        return data
