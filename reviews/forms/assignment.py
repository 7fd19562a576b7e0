"""Forms of the assignment: what a proposal aims at, and a change of one paper in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms import BoundField

from conference.models import Track, Workshop
from reviews.asked import USUAL_KEEP, Asked, Weights
from reviews.models import AssignmentRun
from reviews.selectors.pairs import PairPage
from reviews.selectors.proposals import AreaChairFacts, Feasibility, asked_last

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
    """How a proposal is to be solved. ``track_5`` is the number of reviews for track 5, where there are several."""

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
    keep = forms.IntegerField(
        min_value=50,
        max_value=100,
        initial=97,
        required=False,
        label="Of the best total, keep in percent",
        help_text="For the fair aim: how much of the total may be given for it.",
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    senior = forms.BooleanField(
        required=False,
        label="At least one senior on each paper",
        help_text="You mark seniors on the page of reviewers.",
    )
    apart = forms.BooleanField(
        required=False,
        label="No two of one institution on a paper",
        help_text="By the rules that conflicts go by.",
    )
    at_least = forms.IntegerField(
        min_value=0,
        max_value=100,
        required=False,
        label="Papers for everyone at least",
        help_text="As far as it can be; who gets fewer is named. One who asked for more of her own gets that. Empty: none.",
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    minimum = forms.FloatField(
        min_value=0,
        max_value=1,
        required=False,
        label="Lowest score of a pair",
        help_text="From 0 to 1; no pair below it but fixed ones. Empty: none.",
        widget=forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"}),
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
    seed = forms.IntegerField(
        min_value=0,
        max_value=2**31 - 1,
        required=False,
        label="Seed",
        help_text="Decides between proposals that are equally good; the same number gives the same one. Empty: any.",
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )

    more_names = ("at_least", "senior", "apart", "minimum", "cap", "seed")

    def __init__(
        self,
        *args: Any,
        facts: Feasibility,
        usual: int,
        last: Asked | None,
        tracks: Iterable[Track],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.facts = facts
        self.track_names = []
        several = list(tracks)
        for track in several if len(several) > 1 else []:
            name = f"track_{track.pk}"
            self.track_names.append(name)
            self.fields[name] = forms.IntegerField(
                min_value=1,
                max_value=20,
                required=False,
                label=f"Reviews a paper in {track.name}",
                help_text="Empty: as above.",
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )
        self.initial = {**_initial(last or Asked(usual)), **self.initial}
        if facts.has_bids and not self.initial["bids"]:
            self.initial["bids"] = USUAL_BIDS

    @property
    def plain(self) -> list[BoundField]:
        """What most need."""
        return [self[name] for name in ("reviews_per_paper", "text", "topics", "bids", "fair", "keep")]

    @property
    def more(self) -> list[BoundField]:
        """What few need."""
        return [self[name] for name in (*self.track_names, *self.more_names)]

    @property
    def more_is_open(self) -> bool:
        """Say whether something of the rest is set or wrong, so that it should be seen."""
        return any(field.errors or field.value() not in {None, "", False, "0"} for field in self.more)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if all(data.get(name) == 0 for name in ("text", "topics", "bids")):
            raise forms.ValidationError("One of the weights has to be above 0.")
        if data.get("cap"):
            self._check_draw(data)
        if not self.facts.papers or not self.facts.reviewers:
            raise forms.ValidationError("There have to be submitted papers and reviewers who accepted.")
        return data

    def _check_draw(self, data: dict[str, Any]) -> None:
        if data.get("fair"):
            self.add_error(
                "cap", "A draw goes with the best total only. Choose that aim, or leave this empty."
            )
        for name in ("senior", "apart"):
            if data.get(name):
                self.add_error(name, "This can't be kept in a draw: leave it out, or leave the draw.")

    def asked(self) -> Asked:
        """Return what is asked for."""
        data = self.cleaned_data
        per_track = {
            int(name.removeprefix("track_")): data[name]
            for name in self.track_names
            if data[name] and data[name] != data["reviews_per_paper"]
        }
        return Asked(
            per_paper=data["reviews_per_paper"],
            weights=Weights(**{name: data[name] / 100 for name in ("text", "topics", "bids")}),
            per_track=per_track,
            fair=data["fair"],
            keep=data["keep"] / 100 if data["keep"] else USUAL_KEEP,
            at_least=data["at_least"] or 0,
            minimum=data["minimum"],
            senior=data["senior"],
            apart=data["apart"],
            cap=data["cap"] / 100 if data["cap"] else None,
            seed=data["seed"],
        )


def proposal_form(data: Any, workshop: Workshop, facts: Feasibility) -> ProposalForm:
    """Return the form, which begins at what was asked for last."""
    return ProposalForm(
        data,
        facts=facts,
        usual=workshop.reviews_per_paper,
        last=asked_last(workshop, AssignmentRun.Kind.REVIEWERS),
        tracks=workshop.tracks.all(),
    )


def _initial(asked: Asked) -> dict[str, Any]:
    """Return where the form begins: at what was asked for last. A drawn seed is not asked for again."""
    weights = asked.weights
    return {
        "reviews_per_paper": asked.per_paper,
        **{name: round(100 * getattr(weights, name)) for name in ("text", "topics", "bids")},
        **{f"track_{track}": many for track, many in asked.per_track.items()},
        "fair": "fair" if asked.fair else "exact",
        "keep": round(100 * asked.keep),
        "at_least": asked.at_least or None,
        "minimum": asked.minimum,
        "senior": asked.senior,
        "apart": asked.apart,
        "cap": round(100 * asked.cap) if asked.cap else None,
        "seed": None if asked.cap else asked.seed,
    }


class AreaChairForm(forms.Form):
    """How area chairs are to be given papers."""

    per_paper = forms.IntegerField(min_value=1, max_value=5, initial=1, label="Area chairs a paper")
    most = forms.IntegerField(min_value=1, max_value=500, label="Papers an area chair at most")
    at_least = forms.IntegerField(
        min_value=0,
        required=False,
        label="and at least",
        help_text="As far as it can be. Empty: none.",
    )
    text = _weight("Weight of texts", "How close an area chair's publications come to the paper.", initial=70)
    topics = _weight("Weight of topics", "Topics that an area chair named who reviews too.", initial=30)

    def __init__(self, *args: Any, last: Asked | None, usual_most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = last or Asked(1, most=usual_most)
        self.initial = {
            "per_paper": asked.per_paper,
            "most": asked.most,
            "at_least": asked.at_least or None,
            "text": round(100 * asked.weights.text),
            "topics": round(100 * asked.weights.topics),
            **self.initial,
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("text") == 0 and data.get("topics") == 0:
            raise forms.ValidationError("One of the weights has to be above 0.")
        if (data.get("at_least") or 0) > data.get("most", 0) and not self.errors:
            self.add_error("at_least", "This is more than the most.")
        return data

    def asked(self) -> Asked:
        """Return what is asked for."""
        data = self.cleaned_data
        weights = Weights(text=data["text"] / 100, topics=data["topics"] / 100)
        return Asked(data["per_paper"], weights, most=data["most"], at_least=data["at_least"] or 0)


def area_chair_form(data: Any, workshop: Workshop, facts: AreaChairFacts) -> AreaChairForm:
    """Return the form, which begins at what was asked for last."""
    last = asked_last(workshop, AssignmentRun.Kind.AREA_CHAIRS)
    return AreaChairForm(data, last=last, usual_most=facts.usual_most)


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


def change_form(data: Any, shown: PairPage, **initial: Any) -> ChangeForm:
    """Return the form for one paper: who can leave is not live, who can come is not on it."""
    return ChangeForm(
        data,
        chosen=[(pair.user_id, pair.name) for pair in shown.chosen if not pair.is_live],
        candidates=[
            (item.user_id, f"{item.name} ({item.score:.2f}, {item.load} of {item.max_load})")
            for item in shown.candidates
            if not item.is_chosen
        ],
        initial=initial,
    )
