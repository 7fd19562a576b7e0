"""The form of a paper. It takes what is there: what submitting needs is asked for when one submits."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from conference.models import OptIn, Topic, Track
from submissions.answers import Value
from submissions.forms.authors import LineField
from submissions.models import Submission
from submissions.services.authors import AuthorEntry
from submissions.services.papers import PaperEntry

LONGEST_ABSTRACT = 10_000


def grouped(topics: Iterable[Topic]) -> list[tuple[Any, Any]]:
    """Return topics as choices, those under another one as a group below its name."""
    every = list(topics)
    below: dict[int, list[tuple[int, str]]] = {}
    for topic in every:
        if topic.parent_id is not None:
            below.setdefault(topic.parent_id, []).append((topic.pk, topic.name))
    choices: list[tuple[Any, Any]] = []
    for topic in (topic for topic in every if topic.parent_id is None):
        children = below.get(topic.pk)
        choices.append((topic.name, children) if children else (topic.pk, topic.name))
    return choices


class TrackField(forms.ModelChoiceField[Track]):
    def label_from_instance(self, obj: Track) -> str:
        limit = "1 page" if obj.page_limit == 1 else f"{obj.page_limit} pages"
        return f"{obj.name}: up to {limit}"


class OptInField(forms.ModelMultipleChoiceField[OptIn]):
    def label_from_instance(self, obj: OptIn) -> str:
        conditions = f"By choosing this you agree: {obj.conditions}" if obj.conditions else ""
        return ". ".join(part.rstrip(".") for part in (obj.label, obj.note, conditions) if part)


class PaperForm(forms.Form):
    """What a paper says of itself, authors and file apart."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    track = TrackField(queryset=Track.objects.none(), empty_label=None, widget=forms.RadioSelect)
    title = LineField(max_length=300, required=False)
    abstract = forms.CharField(
        max_length=LONGEST_ABSTRACT,
        required=False,
        help_text="Formulas may stand between dollar signs: $\\alpha^2$.",
        widget=forms.Textarea(attrs={"rows": 9}),
    )
    keywords = LineField(max_length=300, required=False, help_text="Separated by commas.")
    topics = forms.ModelMultipleChoiceField(
        queryset=Topic.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    opt_ins = OptInField(
        queryset=OptIn.objects.none(), required=False, label="Options", widget=forms.CheckboxSelectMultiple
    )
    published_before = forms.BooleanField(label="This work is published already", required=False)
    published_elsewhere = LineField(
        label="Where and when it was published",
        max_length=300,
        required=False,
        help_text="Only for work that is published already: journal or conference, and year.",
    )
    declared_conflicts = forms.CharField(
        label="Who should not review this paper",
        max_length=5000,
        required=False,
        help_text="One a line: a name, an e-mail address or an institution’s domain. "
        "Your own institutions and co-authors are found without you.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, paper: Submission, fixed: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.paper = paper
        tracks = Track.objects.filter(Q(is_open=True) | Q(pk=paper.track_id), workshop=paper.workshop_id)
        topics = Topic.objects.filter(workshop=paper.workshop_id)
        opt_ins = OptIn.objects.filter(track__in=tracks).select_related("track")
        self._offer("track", tracks)
        self._offer("opt_ins", opt_ins)
        self._offer("topics", topics)
        topic_field = self.fields.get("topics")
        if isinstance(topic_field, forms.ModelMultipleChoiceField):
            topic_field.choices = grouped(topics)
            topic_field.widget.attrs["class"] = "choices-columns"
        if len(tracks) == 1:
            self.fields["track"].widget = forms.HiddenInput()
        if not any(track.previously_published_allowed for track in tracks):
            del self.fields["published_before"], self.fields["published_elsewhere"]
        for name in fixed:
            # Not "disabled": what somebody typed before the stroke is still taken in, and shown with the reason.
            self.fields[name].widget.attrs["readonly"] = not self.is_bound

    def _offer(self, name: str, rows: Any) -> None:
        field = self.fields[name]
        field.queryset = rows  # type: ignore[attr-defined]
        if not rows:
            del self.fields[name]

    def clean_abstract(self) -> str:
        return str(self.cleaned_data["abstract"]).replace("\r\n", "\n").strip()

    def clean_declared_conflicts(self) -> str:
        lines = str(self.cleaned_data["declared_conflicts"]).splitlines()
        return "\n".join(line.strip() for line in lines if line.strip())

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        track = data.get("track")
        published = data.get("published_before") or data.get("published_elsewhere")
        if track and published and not track.previously_published_allowed:
            self.add_error(
                "published_before",
                ValidationError(f"“{track.name}” takes work only that is not published yet."),
            )
        data["published_before"] = bool(published)
        if published:
            for opt_in in data.get("opt_ins", ()):
                if opt_in.original_only and opt_in.track_id == (track.pk if track else None):
                    self.add_error("opt_ins", f"“{opt_in.label}” is only for work not published before.")
        return data

    def entry(self, authors: tuple[AuthorEntry, ...], answers: Mapping[int, Value]) -> PaperEntry:
        """Return what a valid form says, with authors and answers; opt-ins of another track than the chosen one fall away."""
        data = self.cleaned_data
        track = data["track"]
        return PaperEntry(
            track=track,
            title=data["title"],
            abstract=data["abstract"],
            keywords=data["keywords"],
            published_before=data["published_before"],
            published_elsewhere=data.get("published_elsewhere", ""),
            declared_conflicts=data["declared_conflicts"],
            topics=tuple(data.get("topics", ())),
            opt_ins=tuple(opt_in for opt_in in data.get("opt_ins", ()) if opt_in.track_id == track.pk),
            authors=authors,
            answers=answers,
        )


def initial_of(paper: Submission) -> dict[str, Any]:
    """Return the form's fields as the paper has them saved."""
    return {
        "version": paper.version,
        "track": paper.track_id,
        "title": paper.title,
        "abstract": paper.abstract,
        "keywords": paper.keywords,
        "topics": list(paper.topics.values_list("pk", flat=True)),
        "opt_ins": list(paper.opt_ins.values_list("pk", flat=True)),
        "published_before": paper.published_before or bool(paper.published_elsewhere),
        "published_elsewhere": paper.published_elsewhere,
        "declared_conflicts": paper.declared_conflicts,
    }
