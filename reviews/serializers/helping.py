"""What the API shows and takes of help with reviews, and of reviews as a text file."""

from __future__ import annotations

from rest_framework import serializers

from conference.api.paging import LARGEST
from reviews.models import SubReview
from reviews.review_file import LONGEST_FILE
from reviews.serializers.reviewing import BlindPaperSerializer, SeenVersionSerializer, WriteReviewSerializer


class SubReviewerSerializer(serializers.Serializer[object]):
    """Somebody whom you asked to help with your review."""

    name = serializers.CharField()
    email = serializers.CharField()
    state = serializers.ChoiceField(choices=SubReview.State.choices)
    asked_at = serializers.DateTimeField()


class SubReviewersSerializer(serializers.Serializer[object]):
    """Who helps with your review or is asked to, and everyone whom you asked."""

    helper = SubReviewerSerializer(allow_null=True)
    asked = SubReviewerSerializer(many=True)
    most = serializers.IntegerField(help_text="How many people you may ask for this paper.")


class AskSubReviewerSerializer(serializers.Serializer[object]):
    name = serializers.CharField(max_length=200)
    email = serializers.EmailField(max_length=254)


class HelpedPaperSerializer(serializers.Serializer[object]):
    """A paper with whose review you help."""

    paper = BlindPaperSerializer()
    reviewer = serializers.CharField(help_text="Whose review it is.")
    handed_over = serializers.BooleanField(source="handed")
    due = serializers.DateTimeField(source="due.at", allow_null=True)


class WriteHelpedReviewSerializer(WriteReviewSerializer):
    """Answers of another’s review; with ``submit`` she is told that the draft is ready. She brings it in herself."""


class NamedSerializer(serializers.Serializer[object]):
    named = serializers.BooleanField()


class SheetQuerySerializer(serializers.Serializer[object]):
    number = serializers.IntegerField(
        required=False, min_value=1, max_value=LARGEST, help_text="Of one paper; else of all."
    )


class UploadSheetSerializer(serializers.Serializer[object]):
    """The text file as it was filled in."""

    text = serializers.CharField(max_length=LONGEST_FILE, trim_whitespace=False)
    preview = serializers.BooleanField(default=False, help_text="Say what would change, and save nothing.")
    leave_broken_out = serializers.BooleanField(
        default=False, help_text="Save the rest where lines can’t be taken; else nothing is saved."
    )
    seen = SeenVersionSerializer(
        many=True,
        required=False,
        max_length=1000,
        help_text="From a preview: a review in another version stays.",
    )  # type: ignore[call-arg]


class SheetChangeSerializer(serializers.Serializer[object]):
    label = serializers.CharField()  # type: ignore[assignment]
    before = serializers.CharField(allow_blank=True)
    after = serializers.CharField(allow_blank=True)


class SheetSerializer(serializers.Serializer[object]):
    """What the file says of one review that it changes."""

    number = serializers.IntegerField()
    title = serializers.CharField()
    version = serializers.IntegerField()
    is_in = serializers.BooleanField(help_text="It was brought in, and stays so.")
    changes = SheetChangeSerializer(many=True)


class SheetProblemSerializer(serializers.Serializer[object]):
    line = serializers.IntegerField()
    text = serializers.CharField()


class FailedSheetSerializer(serializers.Serializer[object]):
    number = serializers.IntegerField()
    reason = serializers.CharField()


class UploadedSheetSerializer(serializers.Serializer[object]):
    """How many reviews are saved, what the file says of each, and what of it could not be taken or saved."""

    saved = serializers.IntegerField()
    reviews = SheetSerializer(many=True)
    problems = SheetProblemSerializer(many=True)
    failed = FailedSheetSerializer(many=True)
