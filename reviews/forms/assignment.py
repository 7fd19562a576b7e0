"""Forms of the assignment: what a proposal aims at, and a change of one paper in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from reviews.selectors.matching import Weights
from reviews.selectors.proposals import Feasibility

USUAL_BIDS = 30


def _weight(label: str, help_text: str, initial: int) -> forms.IntegerField:
    return forms.IntegerField(
        min_value=0,
        max_value=100,
        initial=initial,
        label=label,
        help_text=help_text,
        widget=forms.NumberInput(attrs={"step": 5, "data-weight": "weights"}),
    )


class ProposalForm(forms.Form):
    """How a proposal is to be solved."""

    reviews_per_paper = forms.IntegerField(min_value=1, max_value=20, label="Reviews a paper")
    text = _weight("Weight of texts", "How close a reviewer's publications come to the paper.", initial=70)
    topics = _weight("Weight of topics", "How many of the paper's topics the reviewer ticked.", initial=30)
    bids = _weight("Weight of bids", "What the reviewer said of the paper when bidding.", initial=0)
    fair = forms.TypedChoiceField(
        coerce=lambda value: value == "fair",
        choices=[
            ("exact", "The best total: as good as it can be over all papers"),
            (
                "fair",
                "Fair to every paper: the worst-off papers are raised first, at a small cost to the total",
            ),
        ],
        initial="exact",
        widget=forms.RadioSelect,
        label="Aim",
    )
    cap = forms.IntegerField(
        min_value=1,
        max_value=99,
        required=False,
        label="No pair more likely than, in percent",
        help_text="Against bids given to get a friend's paper: the assignment is drawn at random, and nobody can "
        "count on a paper. The lower it is, the more of the total it costs. Empty: nothing is drawn.",
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, facts: Feasibility, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.facts = facts
        if facts.has_bids:
            self.fields["bids"].initial = USUAL_BIDS

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if all(data.get(name) == 0 for name in ("text", "topics", "bids")):
            raise forms.ValidationError("One of the weights has to be above 0.")
        if data.get("cap") and data.get("fair"):
            self.add_error(
                "cap", "A draw goes with the best total only. Choose that aim, or leave this empty."
            )
        wanted = data.get("reviews_per_paper")
        if wanted:
            self._check_places(wanted)
        return data

    def _check_places(self, wanted: int) -> None:
        facts = self.facts
        if not facts.papers or not facts.reviewers:
            raise forms.ValidationError("There have to be submitted papers and reviewers who accepted.")
        if wanted > facts.reviewers:
            raise forms.ValidationError(
                f"{wanted} reviews a paper need as many reviewers; {facts.reviewers} accepted so far."
            )
        missing = facts.missing(wanted)
        if missing:
            raise forms.ValidationError(
                f"{_many(facts.papers, 'paper')} with {_many(wanted, 'review')} each: "
                f"{_many(facts.papers * wanted, 'review')} in all; {_many(facts.reviewers, 'reviewer')} can take "
                f"{facts.places} at most. {missing} {'is' if missing == 1 else 'are'} missing: invite more "
                "reviewers, ask for higher loads, or ask for fewer reviews a paper."
            )

    def highest_chance(self) -> float | None:
        """Return the highest probability of a pair, None where nothing is drawn."""
        percent = self.cleaned_data["cap"]
        return percent / 100 if percent else None

    def weights(self) -> Weights:
        return Weights(**{name: self.cleaned_data[name] / 100 for name in ("text", "topics", "bids")})


class ChangeForm(forms.Form):
    """Put someone on a paper of a proposal, take someone off, or both; ``version`` is the proposal that was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    leaves = forms.TypedChoiceField(coerce=int, required=False, empty_value=None, label="Take off")
    comes = forms.TypedChoiceField(coerce=int, required=False, empty_value=None, label="Put on")

    def __init__(
        self,
        *args: Any,
        chosen: Iterable[tuple[int, str]],
        candidates: Iterable[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("leaves", chosen), ("comes", candidates)):
            field = self.fields[name]
            if isinstance(field, forms.TypedChoiceField):
                field.choices = [("", "Nobody"), *choices]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not data.get("leaves") and not data.get("comes"):
            raise forms.ValidationError("Choose whom to take off, whom to put on, or both.")
        return data


def _many(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
