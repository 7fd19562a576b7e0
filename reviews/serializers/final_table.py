"""What the API shows and takes of final versions to chairs, field by field."""

from __future__ import annotations

from rest_framework import serializers

from conference.models.tracks import Presentation
from reviews.selectors.camera_ready_table import SORTS
from reviews.serializers.camera_ready import OptionRowSerializer
from reviews.serializers.reviewing import BlindAnswerSerializer
from submissions.checklist import Item, Standing

ITEMS = [item.value for item in Item]


class FinalQuerySerializer(serializers.Serializer[object]):
    """What to look for among the accepted papers; what is left empty does not narrow."""

    q = serializers.CharField(
        default="", allow_blank=True, max_length=200, help_text="Words of title and authors, or #12."
    )
    show = serializers.ChoiceField(choices=["incomplete", "complete", "grants"], default="", allow_blank=True)
    lacks = serializers.ChoiceField(choices=ITEMS, default="", allow_blank=True)
    track = serializers.CharField(
        default="", allow_blank=True, max_length=60, help_text="The key of a track."
    )
    presentation = serializers.ChoiceField(choices=Presentation.choices, default="", allow_blank=True)
    sort = serializers.ChoiceField(
        choices=[f"{turn}{key}" for key in SORTS for turn in ("", "-")], default="number"
    )


class FinalItemSerializer(serializers.Serializer[object]):
    """A thing that is asked for. ``file`` is the id of the version that stands."""

    item = serializers.ChoiceField(choices=ITEMS, source="key")
    label = serializers.CharField()  # type: ignore[assignment]
    required = serializers.BooleanField()  # type: ignore[assignment]
    state = serializers.ChoiceField(choices=[state.value for state in Standing], source="standing")
    problem = serializers.CharField(allow_blank=True)
    given = serializers.CharField(allow_blank=True)
    until = serializers.DateTimeField(source="due.at", allow_null=True)
    is_open = serializers.BooleanField()
    file = serializers.UUIDField(source="current.file.public_id", allow_null=True)


class FinalRowSerializer(serializers.Serializer[object]):
    """An accepted paper. With ``kept`` you have a conflict with it, and see its files and links alone."""

    number = serializers.IntegerField()
    title = serializers.CharField()
    track = serializers.CharField()
    presentation = serializers.CharField()
    authors = serializers.CharField(allow_blank=True)
    kept = serializers.BooleanField()
    is_complete = serializers.BooleanField()
    on_conditions = serializers.BooleanField(help_text="Nobody has signed its conditions off.")
    until = serializers.DateTimeField(source="due.at", allow_null=True)
    items = FinalItemSerializer(many=True)


class WishSerializer(serializers.Serializer[object]):
    """The authors ask to be changed."""

    id = serializers.IntegerField(source="change.pk")
    reason = serializers.CharField(source="change.reason")
    now = serializers.ListField(child=serializers.CharField())
    wanted = serializers.ListField(child=serializers.CharField())


class FinalPaperSerializer(serializers.Serializer[object]):
    """An accepted paper with all that you may see of what was handed in."""

    paper = FinalRowSerializer(source="row")
    travel_grant = serializers.CharField(allow_blank=True)
    extended_until = serializers.DateTimeField(allow_null=True)
    options = OptionRowSerializer(source="opt_ins", many=True)
    author_change = WishSerializer(source="change", allow_null=True)
    answers = BlindAnswerSerializer(many=True)


class ExtendFinalSerializer(serializers.Serializer[object]):
    last_day = serializers.DateField(
        allow_null=True, help_text="To its end, Anywhere on Earth; null for the dates of all others."
    )


class DecideWishSerializer(serializers.Serializer[object]):
    approve = serializers.BooleanField()
    answer = serializers.CharField(
        default="", allow_blank=True, max_length=400, help_text="The authors read it; needed for a refusal."
    )


class RemindFinalSerializer(serializers.Serializer[object]):
    paper = serializers.IntegerField(required=False, min_value=1, help_text="This paper only.")
    everyone = serializers.BooleanField(
        default=False, help_text="Write to all authors, not the corresponding ones alone."
    )
    again = serializers.BooleanField(default=False, help_text="Also to those who were reminded within a day.")


class LackingSerializer(serializers.Serializer[object]):
    """A paper whose authors are written to, and what it lacks."""

    number = serializers.IntegerField(source="paper.number")
    title = serializers.CharField(source="paper.title")
    to = serializers.CharField(source="names")
    lacks = serializers.CharField(source="what")


class RemindedSerializer(serializers.Serializer[object]):
    """How many mails went out, and about which papers; ``held_back`` were reminded within a day."""

    mails = serializers.IntegerField()
    papers = LackingSerializer(many=True)
    held_back = serializers.ListField(child=serializers.IntegerField())
