"""What the API shows and takes of what chairs set up: review forms, rules of conflicts, what final versions need."""

from __future__ import annotations

from rest_framework import serializers

from conference.models import Workshop
from conference.models.tracks import Corrections
from conference.models.workshops import ConflictKind
from reviews.forms.review_form import MOST, MOST_WORDS, USES
from reviews.review_form import Audience, Kind
from reviews.serializers.reviewing import OptionSerializer
from submissions.checklist import DEFAULTS, DUES, Need

KINDS = [*(kind.value for kind in Kind), *(role.value for role in USES)]
ITEMS = [item.value for item in DEFAULTS]
AUDIENCES = [one.value for one in Audience]
NEEDS = [need.value for need in Need]
RULES = ["affiliation_years", "coauthor_years", "ignore_internships"]
OPTIONAL = {"required": False}


class ComposedQuestionSerializer(serializers.Serializer[object]):
    """A question of a review form. Answers to overall, confidence and ethics are read by the software itself."""

    key = serializers.CharField(help_text="The same through all versions of a form.")
    label = serializers.CharField()  # type: ignore[assignment]
    kind = serializers.ChoiceField(choices=KINDS)
    audience = serializers.ChoiceField(
        choices=AUDIENCES, help_text="Who reads the answer besides its writer."
    )
    required = serializers.BooleanField()  # type: ignore[assignment]
    help = serializers.CharField(allow_blank=True)
    options = OptionSerializer(many=True)
    words_from = serializers.IntegerField(allow_null=True)
    words_to = serializers.IntegerField(allow_null=True)


class ReviewFormSerializer(serializers.Serializer[object]):
    """The form of a review as it holds; ``track`` is null for all tracks, version 0 where none was composed here."""

    track = serializers.IntegerField(allow_null=True)
    version = serializers.IntegerField()
    is_own = serializers.BooleanField(
        help_text="False: the track uses the form of all tracks, or the usual one."
    )
    questions = ComposedQuestionSerializer(many=True)


class WrittenOptionSerializer(serializers.Serializer[object]):
    """An answer to choose from: its number and its words."""

    value = serializers.IntegerField(min_value=0, max_value=999)
    words = serializers.CharField(max_length=300, allow_blank=True)


class WriteQuestionSerializer(serializers.Serializer[object]):
    key = serializers.CharField(
        default="",
        allow_blank=True,
        max_length=60,
        help_text="Of a question that the form had before; left out, the question is a new one.",
    )
    label = serializers.CharField(max_length=200)  # type: ignore[assignment]
    kind = serializers.ChoiceField(choices=KINDS)
    audience = serializers.ChoiceField(choices=AUDIENCES, default=Audience.AUTHORS.value)
    required = serializers.BooleanField(default=False)  # type: ignore[assignment]
    help = serializers.CharField(default="", allow_blank=True, max_length=500)
    options = WrittenOptionSerializer(many=True, default=list, max_length=100)  # type: ignore[call-arg]
    words_from = serializers.IntegerField(min_value=1, max_value=MOST_WORDS, default=None, allow_null=True)
    words_to = serializers.IntegerField(min_value=1, max_value=MOST_WORDS, default=None, allow_null=True)


class WriteReviewFormSerializer(serializers.Serializer[object]):
    """All questions of a form in their order."""

    questions = WriteQuestionSerializer(many=True, min_length=1, max_length=MOST)  # type: ignore[call-arg]


class ConflictRulesSerializer(serializers.ModelSerializer[Workshop]):
    """What a workshop counts as a conflict of interest. That nobody judges a paper of her own counts always."""

    kinds = serializers.ListField(
        child=serializers.ChoiceField(choices=ConflictKind.choices), source="conflict_kinds"
    )

    class Meta:
        model = Workshop
        fields = ["kinds", *RULES]


class ChangeConflictRulesSerializer(serializers.ModelSerializer[Workshop]):
    """What is to change of the rules; what is not named stays."""

    kinds = serializers.ListField(
        child=serializers.ChoiceField(choices=ConflictKind.choices), required=False, max_length=20
    )

    class Meta:
        model = Workshop
        fields = ["kinds", *RULES]
        extra_kwargs = dict.fromkeys(RULES, OPTIONAL)


class ChangedPairSerializer(serializers.Serializer[object]):
    """Somebody and a paper between which other rules would set a conflict, or lift it."""

    number = serializers.IntegerField()
    title = serializers.CharField()
    person = serializers.CharField()
    kinds = serializers.CharField()
    assigned = serializers.BooleanField(help_text="She has the paper.")


class WhatIfRulesSerializer(serializers.Serializer[object]):
    """What other rules would change. Of pairs that would tell who wrote a paper there is the number alone."""

    gained = ChangedPairSerializer(many=True)
    lost = ChangedPairSerializer(many=True)
    gained_kept = serializers.IntegerField()
    lost_kept = serializers.IntegerField()


class SetUpItemSerializer(serializers.Serializer[object]):
    """What a track asks of its accepted papers of one kind; ``needs`` by the way of presenting."""

    item = serializers.ChoiceField(choices=ITEMS)
    label = serializers.CharField()  # type: ignore[assignment]
    until = serializers.ChoiceField(choices=DUES, help_text="The date that ends it.")
    needs = serializers.DictField(child=serializers.ChoiceField(choices=NEEDS))


class FinalSetUpSerializer(serializers.Serializer[object]):
    """What a track asks of its accepted papers."""

    track = serializers.IntegerField()
    extra_pages = serializers.IntegerField()
    corrections = serializers.ChoiceField(choices=Corrections.choices)
    items = SetUpItemSerializer(many=True)


class ChangeItemNeedsSerializer(serializers.Serializer[object]):
    item = serializers.ChoiceField(choices=ITEMS)
    until = serializers.ChoiceField(choices=DUES, required=False)
    oral = serializers.ChoiceField(choices=NEEDS, required=False)
    spotlight = serializers.ChoiceField(choices=NEEDS, required=False)
    poster = serializers.ChoiceField(choices=NEEDS, required=False)


class ChangeFinalSetUpSerializer(serializers.Serializer[object]):
    """What is to change; what is not named stays."""

    extra_pages = serializers.IntegerField(min_value=0, max_value=50, required=False)
    corrections = serializers.ChoiceField(choices=Corrections.choices, required=False)
    items = ChangeItemNeedsSerializer(many=True, required=False, max_length=len(ITEMS))  # type: ignore[call-arg]
    every_track = serializers.BooleanField(default=False, help_text="All tracks then ask for the same.")
