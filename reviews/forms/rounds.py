"""Asking further reviews: in which round, until when, and of whom for each paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms

from conference.models import Workshop
from reviews.models import ReviewRound
from reviews.selectors.rounds import Candidate, RoundLine
from submissions.models import Submission


class MomentField(forms.DateTimeField):
    """A wall-clock moment in the workshop's zone."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"], **kwargs)


class FurtherForm(forms.Form):
    in_round = forms.TypedChoiceField(label="Round", coerce=int, required=False)
    due = MomentField(label="Due, in a new round", required=False)

    def __init__(
        self,
        workshop: Workshop,
        papers: Sequence[Submission],
        offered: Mapping[int, list[Candidate]],
        rounds: Sequence[RoundLine],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.workshop = workshop
        self.papers = {f"reviewer-{paper.number}": paper for paper in papers}
        open_ = [
            (line.pk, f"Round {line.number}, until {line.due.text}")
            for line in rounds
            if not line.due.is_past
        ]
        self.fields["in_round"] = forms.TypedChoiceField(
            label="Round", coerce=int, required=False, choices=[("", "A new round"), *open_]
        )
        self.fields["due"].help_text = f"In the workshop’s time zone, {workshop.timezone}."
        for name, paper in self.papers.items():
            people = offered[paper.pk]
            self.fields[name] = forms.TypedChoiceField(
                label=f"#{paper.number} {paper.title}",
                coerce=int,
                required=False,
                choices=[("", "Nobody"), *((person.user_id, person.label) for person in people)],
                initial=people[0].user_id if people else "",
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        due = data.get("due")
        if due is not None:
            data["due"] = due.replace(tzinfo=self.workshop.tz)
        elif not data.get("in_round") and "due" not in self.errors:
            self.add_error("due", "Until when? Choose a moment.")
        return data

    def chosen(self) -> list[tuple[Submission, int]]:
        """Return the papers for which somebody was chosen."""
        return [
            (paper, self.cleaned_data[name]) for name, paper in self.papers.items() if self.cleaned_data[name]
        ]


class MoveForm(forms.Form):
    """Another date for one round."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    due = MomentField(label="Due")

    def __init__(self, workshop: Workshop, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.workshop = workshop

    def clean_due(self) -> datetime:
        moment: datetime = self.cleaned_data["due"]
        return moment.replace(tzinfo=self.workshop.tz)


def move_form(workshop: Workshop, found: ReviewRound | RoundLine) -> MoveForm:
    """Return the form that moves a round, as it stands."""
    at = found.due_at if isinstance(found, ReviewRound) else found.due.at
    due = at.astimezone(workshop.tz).strftime("%Y-%m-%dT%H:%M") if at else ""
    return MoveForm(
        workshop, initial={"version": found.version, "due": due}, auto_id=f"round-{found.number}-%s"
    )
