"""A list of papers accepted in another system."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.http import QueryDict

from conference.models import Workshop
from conference.models.tracks import Presentation
from program.elsewhere import LONGEST, Usual


class ElsewhereForm(forms.Form):
    """The list, and what holds where a row of it says nothing. A file's text is put into the box, to be mended there."""

    track = forms.ChoiceField(help_text="Where a row names none.")
    presentation = forms.ChoiceField(
        label="Presented as",
        choices=Presentation.choices,
        initial=Presentation.POSTER,
        help_text="Where a row says nothing.",
    )
    text = forms.CharField(
        label="Papers, one a line",
        required=False,
        strip=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 14, "class": "mono"}),
        help_text="Title | authors, parted by semicolons | track | oral, spotlight or poster | link. Or a table with a "
        "head: title, authors, track, presentation, abstract, topics, link, pdf, code, video, poster, slides. "
        "Or BibTeX. An affiliation stands in brackets after a name.",
    )
    file = forms.FileField(required=False, label="or a file", help_text="CSV or BibTeX, in UTF-8.")

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tracks = dict(workshop.tracks.values_list("key", "name"))
        self.topics = tuple(workshop.topics.values_list("name", flat=True))
        self.fields["track"].choices = list(self.tracks.items())  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        file = data.get("file")
        if file and file.size > LONGEST:
            self.add_error("file", "This file is too large for a list of papers: 2 MB are the most.")
        elif file:
            self._take(file.read())
        if not self.errors and not (data.get("text") or "").strip():
            self.add_error("text", "Paste the papers here, or choose a file.")
        return data

    def _take(self, content: bytes) -> None:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            self.add_error("file", "This file is not text in UTF-8.")
            return
        self.cleaned_data["text"] = text
        data = cast("QueryDict", self.data).copy()
        data["text"] = text
        self.data = data

    def usual(self) -> Usual:
        data = self.cleaned_data
        return Usual(self.tracks, data["track"], data["presentation"], self.topics)
