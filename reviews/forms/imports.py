"""The form of an import: what kind of rows, pasted or as a file."""

from __future__ import annotations

from typing import Any

from django import forms

from conference.pasted import decode

MOST_BYTES = 2_000_000
KINDS = [
    ("tags", "Tags"),
    ("assignments", "Assignments"),
    ("decisions", "Decisions"),
    ("pairs", "Fixed and forbidden pairs"),
]


class ImportForm(forms.Form):
    """Rows of one kind. A file's text is put into the box, so that it can be mended there."""

    kind = forms.ChoiceField(
        label="What the rows are", choices=KINDS, widget=forms.RadioSelect, initial="tags"
    )
    text = forms.CharField(
        required=False,
        label="Rows",
        strip=False,
        max_length=MOST_BYTES,
        widget=forms.Textarea(attrs={"rows": 12, "class": "code"}),
    )
    file = forms.FileField(required=False, label="or a CSV file", help_text="Commas, semicolons or tabs.")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        file = data.get("file")
        if file and file.size > MOST_BYTES:
            self.add_error("file", "This file is too large for a list of rows: 2 MB are the most.")
        elif file:
            data["text"] = decode(file.read())
        if not self.errors and not (data.get("text") or "").strip():
            self.add_error("text", "Paste the rows here, or choose a file.")
        return data
