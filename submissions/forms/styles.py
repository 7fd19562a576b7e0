"""A style profile: from the style's own sample file, with its numbers in millimetres and points to be looked over."""

from __future__ import annotations

from typing import Any

from django import forms

from conference.models import StyleProfile, Workshop
from submissions.pdfcheck import Style

MILLIMETRE = 72 / 25.4
LETTER = (612.0, 792.0)
A4 = (595.276, 841.89)
PAPERS: dict[str, tuple[tuple[float, float], ...]] = {
    "": (),
    "letter": (LETTER,),
    "a4": (A4,),
    "both": (LETTER, A4),
}


class SampleForm(forms.Form):
    """The sample that is measured."""

    name = forms.CharField(max_length=60, label="Name of the style")
    sample = forms.FileField(
        label="Its own sample as a PDF", widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"})
    )


class StyleForm(forms.Form):
    """The numbers of a style; what is empty asks nothing."""

    name = forms.CharField(max_length=60, label="Name of the style")
    paper = forms.ChoiceField(
        choices=[("", "Any"), ("letter", "US letter"), ("a4", "A4"), ("both", "US letter or A4")],
        required=False,
    )
    columns = forms.TypedChoiceField(
        choices=[("", "Any"), (1, "One"), (2, "Two")], coerce=int, empty_value=None, required=False
    )
    text_width = forms.FloatField(min_value=20, max_value=500, required=False, label="Width of the text, mm")
    text_height = forms.FloatField(
        min_value=20, max_value=800, required=False, label="Height of the text, mm"
    )
    text_size = forms.FloatField(min_value=4, max_value=30, required=False, label="Size of the text, pt")
    line_spacing = forms.FloatField(min_value=4, max_value=60, required=False, label="Line spacing, pt")

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.workshop = workshop

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"]).strip()
        if StyleProfile.objects.filter(workshop=self.workshop, name__iexact=name).exists():
            raise forms.ValidationError(
                "There is a profile of this name. Remove it first, or take another name."
            )
        return name

    def style(self) -> Style:
        given = self.cleaned_data
        return Style(
            name=given["name"],
            papers=PAPERS[given["paper"]],
            columns=given["columns"],
            text_width=_points(given["text_width"]),
            text_height=_points(given["text_height"]),
            text_size=given["text_size"],
            line_spacing=given["line_spacing"],
        )


def initial_of(style: Style) -> dict[str, Any]:
    """Return a style as the form shows it."""
    shapes = {_nearest(paper) for paper in style.papers}
    paper = next((key for key, papers in PAPERS.items() if set(papers) == shapes), "")
    return {
        "name": style.name,
        "paper": paper,
        "columns": style.columns or "",
        "text_width": _millimetres(style.text_width),
        "text_height": _millimetres(style.text_height),
        "text_size": round(style.text_size, 1) if style.text_size else None,
        "line_spacing": round(style.line_spacing, 1) if style.line_spacing else None,
    }


def _nearest(paper: tuple[float, float]) -> tuple[float, float]:
    return min((LETTER, A4), key=lambda one: abs(one[0] - paper[0]) + abs(one[1] - paper[1]))


def _millimetres(points: float | None) -> float | None:
    return round(points / MILLIMETRE, 1) if points else None


def _points(millimetres: float | None) -> float | None:
    return round(millimetres * MILLIMETRE, 2) if millimetres else None
