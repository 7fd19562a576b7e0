"""The committee's publications from one file."""

from __future__ import annotations

from typing import Any

from django import forms

from conference.publications import UnreadableError
from reviews.expertise_list import LONGEST_TEXT, OwnedPaper, read_expertise


class ExpertiseForm(forms.Form):
    """A BibTeX or CSV file; ``text`` is the same as it was read before."""

    file = forms.FileField(
        label="BibTeX or CSV",
        required=False,
        help_text="Whose paper it is stands in a field or column reviewer, as an address or a name. BibTeX without it "
        "goes by the names of the authors. CSV needs a first row with reviewer and title; abstract, year, venue and "
        "authors may follow.",
    )
    text = forms.CharField(required=False, widget=forms.HiddenInput, strip=False, max_length=LONGEST_TEXT)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.papers: list[OwnedPaper] = []

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        file = data.get("file")
        if file is not None:
            if file.size > LONGEST_TEXT:
                raise forms.ValidationError("This file is too large: it may have 2 MB.")
            try:
                data["text"] = file.read().decode("utf-8-sig")
            except UnicodeDecodeError:
                raise forms.ValidationError("This file is not text in UTF-8.") from None
        if not data.get("text"):
            raise forms.ValidationError("Choose the file.")
        try:
            self.papers = read_expertise(data["text"])
        except UnreadableError as error:
            raise forms.ValidationError(str(error)) from error
        return data
