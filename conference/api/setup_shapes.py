"""What the API shows and takes of a workshop's set-up, field by field."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from conference.dates import zone_of
from conference.forms.workshops import SettingsForm, TrackForm
from conference.models import ImportantDate, Topic, Track, Workshop
from conference.models.tracks import Presentation
from conference.models.workshops import DateKey

OPTIONAL = {"required": False}
MOST_OPT_INS = 40
CLOCK = r"^[0-2][0-9]:[0-5][0-9]$"
CHANGED = [name for name in SettingsForm.Meta.fields if name != "chairs_need_second_factor"]
TRACK_FIELDS = [name for name in TrackForm.Meta.fields if name not in {"presentations", "profile"}]


class SettingsSerializer(serializers.ModelSerializer[Workshop]):
    """The settings of a workshop, as on the page Settings."""

    class Meta:
        model = Workshop
        fields = ["version", *SettingsForm.Meta.fields]


class ChangeSettingsSerializer(serializers.ModelSerializer[Workshop]):
    """What is to change of the settings; what is not named stays. How chairs log in is chosen on the page alone."""

    class Meta:
        model = Workshop
        fields = CHANGED
        extra_kwargs = dict.fromkeys(CHANGED, OPTIONAL)


class OptInTextSerializer(serializers.Serializer[object]):
    """Something that authors may choose for a paper of the track; one that keeps its label keeps who chose it."""

    label = serializers.CharField(max_length=200)  # type: ignore[assignment]
    note = serializers.CharField(max_length=400, allow_blank=True, default="")


class SetUpTrackSerializer(serializers.ModelSerializer[Track]):
    """A track with all its settings."""

    presentations = serializers.ListField(child=serializers.ChoiceField(choices=Presentation.choices))
    opt_ins = OptInTextSerializer(many=True, source="opt_ins.all")

    class Meta:
        model = Track
        fields = ["id", "key", *TRACK_FIELDS, "profile", "presentations", "opt_ins"]


class ChangeTrackSerializer(serializers.ModelSerializer[Track]):
    """What is to change of a track; what is not named stays."""

    profile = serializers.IntegerField(required=False, allow_null=True, help_text="A style profile’s id.")
    presentations = serializers.ListField(
        child=serializers.ChoiceField(choices=Presentation.choices), required=False
    )
    opt_ins = OptInTextSerializer(many=True, required=False, max_length=MOST_OPT_INS)  # type: ignore[call-arg]

    class Meta:
        model = Track
        fields = [*TRACK_FIELDS, "profile", "presentations", "opt_ins"]
        extra_kwargs = dict.fromkeys(TRACK_FIELDS, OPTIONAL)


class NewTrackSerializer(ChangeTrackSerializer):
    """A new track; what is not named is as a new track has it."""

    name = serializers.CharField(max_length=120)


class SetUpDateSerializer(serializers.Serializer[object]):
    """A date as it is set, in its own zone: no day while it is to be determined, no time where the whole day counts."""

    id = serializers.IntegerField(source="pk")
    key = serializers.ChoiceField(choices=DateKey.choices)
    label = serializers.CharField()  # type: ignore[assignment]
    day = serializers.DateField(allow_null=True)
    time = serializers.RegexField(CLOCK, allow_null=True, help_text="Hours and minutes, such as 23:59.")
    last_day = serializers.DateField(allow_null=True)
    zone = serializers.ChoiceField(choices=ImportantDate.Zone.choices)
    note = serializers.CharField(allow_blank=True)
    at = serializers.DateTimeField(allow_null=True)

    def to_representation(self, instance: Any) -> dict[str, Any]:
        zone = zone_of(instance.workshop, instance.zone)
        start = instance.at.astimezone(zone) if instance.at else None
        shown = {name: getattr(instance, name) for name in ("pk", "key", "label", "zone", "note", "at")}
        shown["day"] = start.date() if start else None
        shown["time"] = f"{start:%H:%M}" if start and not instance.whole_day else None
        shown["last_day"] = instance.until.astimezone(zone).date() if instance.until else None
        return super().to_representation(shown)


class ChangeDateSerializer(serializers.Serializer[object]):
    """What is to change of a date; what is not named stays."""

    key = serializers.ChoiceField(choices=DateKey.choices, required=False)
    label = serializers.CharField(max_length=120, required=False)  # type: ignore[assignment]
    day = serializers.DateField(allow_null=True, required=False)
    time = serializers.RegexField(
        CLOCK, allow_null=True, required=False, help_text="Hours and minutes, such as 23:59."
    )
    last_day = serializers.DateField(allow_null=True, required=False)
    zone = serializers.ChoiceField(choices=ImportantDate.Zone.choices, required=False)
    note = serializers.CharField(max_length=200, allow_blank=True, required=False)


class NewDateSerializer(ChangeDateSerializer):
    """A new date."""

    label = serializers.CharField(max_length=120)


class TopicPartsSerializer(serializers.Serializer[object]):
    """A topic with its parts."""

    name = serializers.CharField(max_length=200)
    parts = serializers.ListField(child=serializers.CharField(max_length=200), default=list, max_length=200)


class TopicsSerializer(serializers.Serializer[object]):
    """All topics of the call, in order."""

    topics = TopicPartsSerializer(many=True, max_length=200)  # type: ignore[call-arg]


def outline_of(topics: list[Topic]) -> list[dict[str, Any]]:
    """Return topics with their parts, both in order."""
    return [
        {"name": topic.name, "parts": [part.name for part in topics if part.parent_id == topic.pk]}
        for topic in topics
        if topic.parent_id is None
    ]
