"""The wording of documents; asking for a letter of invitation and answering."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from conference.errors import Invalid
from program.models import DocumentTexts
from program.photos import small_jpeg
from program.services.document_texts import FIELDS, WORDED, Map, check_wording

from .uploads import made


class TextsForm(forms.ModelForm[DocumentTexts]):
    """What certificates, letters, badges and the booklet say."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    picture = forms.FileField(
        label="Map in the booklet",
        required=False,
        help_text="A picture of at most 10 MB.",
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )
    without_map = forms.BooleanField(label="Remove the map", required=False)
    jpeg: bytes | None = None

    class Meta:
        model = DocumentTexts
        fields = list(FIELDS)
        widgets = {
            "signed_by": forms.Textarea(attrs={"rows": 3}),
            "reviewer_text": forms.Textarea(attrs={"rows": 8}),
            "presenter_text": forms.Textarea(attrs={"rows": 9}),
            "letter_text": forms.Textarea(attrs={"rows": 10}),
            "booklet_notes": forms.Textarea(attrs={"rows": 6}),
            "more_badges": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = self.instance.version if self.instance.pk else 0
        for name, known in WORDED.items():
            listed = ", ".join(f"{{{mark}}}" for mark in known)
            self.fields[name].help_text = f"Markdown. Filled in for each person: {listed}."
        if not self.instance.booklet_map:
            del self.fields["without_map"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for name in WORDED:
            try:
                check_wording(name, data.get(name, ""))
            except Invalid as error:
                self.add_error(name, error.message)
        return data

    def clean_picture(self) -> Any:
        upload = self.cleaned_data["picture"]
        if upload:
            self.jpeg = made(small_jpeg, upload)
        return upload

    @property
    def map(self) -> Map:
        return Map(self.jpeg, remove=self.cleaned_data.get("without_map", False))

    def take_up(self, version: int) -> None:
        """Let the next save start from the version that is there now."""
        if isinstance(self.data, QueryDict):
            data = self.data.copy()
            data["seen"] = str(version)
            self.data = data


class AskLetterForm(forms.Form):
    """An author's wish for a letter of invitation."""

    paper = forms.TypedChoiceField(label="For the paper", coerce=int)
    name = forms.CharField(label="Your name as in the passport", max_length=200)
    address = forms.CharField(
        label="Your address on the letter",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Such as your institution’s. Leave it empty if the consulate does not ask for it.",
    )

    def __init__(self, *args: Any, papers: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["paper"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - tells the type checker which field it is
        field.choices = papers


class AnswerLetterForm(forms.Form):
    """A chair's answer: the words of the letter, or why there is none."""

    text = forms.CharField(
        label="The letter", required=False, widget=forms.Textarea(attrs={"rows": 14}), help_text="Markdown."
    )
    answer = forms.CharField(
        label="Or why it can’t be given",
        required=False,
        max_length=400,
        help_text="Only if you refuse; the author reads it.",
    )
