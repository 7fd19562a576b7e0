"""What the API shows and takes of what people say to one another about papers: bids, discussion, answers, releases."""

from __future__ import annotations

from rest_framework import serializers

from conference.api.paging import LARGEST
from reviews.models import Bid, Comment, Outcome
from reviews.serializers.reviewing import LONGEST_TEXT, ReviewSerializer
from reviews.services.discussion import LONGEST as LONGEST_COMMENT

MOST_PAPERS = 5000


class BidPaperSerializer(serializers.Serializer[object]):
    """A paper to bid on, without its authors."""

    number = serializers.IntegerField()
    title = serializers.CharField()
    abstract = serializers.CharField(allow_blank=True)
    track = serializers.CharField()
    topics = serializers.ListField(child=serializers.CharField())
    close = serializers.FloatField(help_text="How near it comes to your own work, from 0 to 1.")
    bid = serializers.ChoiceField(choices=Bid.Value.choices, allow_blank=True, source="value")


class BidQuerySerializer(serializers.Serializer[object]):
    topic = serializers.IntegerField(
        required=False, max_value=LARGEST, help_text="A topic’s id, from the submission form."
    )
    open = serializers.BooleanField(default=False, help_text="Only those on which you have not bid yet.")


class PlaceBidSerializer(serializers.Serializer[object]):
    bid = serializers.ChoiceField(
        choices=Bid.Value.choices,
        allow_blank=True,
        help_text="Empty takes it back; a conflict keeps the paper away from you from then on.",
    )


class BidsGivenSerializer(serializers.Serializer[object]):
    """How many bids you gave of those that are hoped for."""

    given = serializers.IntegerField()
    wished = serializers.IntegerField()


class FollowSerializer(serializers.Serializer[object]):
    on = serializers.BooleanField()


class CommentEditSerializer(serializers.Serializer[object]):
    """What a comment said before; for chairs."""

    text = serializers.CharField()
    at = serializers.DateTimeField()


class CommentSerializer(serializers.Serializer[object]):
    """A comment. ``name`` is empty where you may not know who stands behind a mark, and in your own."""

    id = serializers.IntegerField(source="pk")
    version = serializers.IntegerField()
    who = serializers.CharField(help_text="Her mark or part, by which others know the writer.")
    name = serializers.CharField(allow_blank=True)
    audience = serializers.ChoiceField(choices=Comment.Audience.choices)
    text = serializers.CharField()
    sent_at = serializers.DateTimeField()
    edited_at = serializers.DateTimeField(allow_null=True)
    edits = CommentEditSerializer(many=True)
    reply_to = serializers.IntegerField(allow_null=True)
    is_own = serializers.BooleanField()
    is_new = serializers.BooleanField()
    can_edit = serializers.BooleanField()


class WriteCommentSerializer(serializers.Serializer[object]):
    text = serializers.CharField(max_length=LONGEST_COMMENT, help_text="Markdown.")
    audience = serializers.ChoiceField(choices=Comment.Audience.choices, default=Comment.Audience.COMMITTEE)
    reply_to = serializers.IntegerField(
        required=False,
        allow_null=True,
        default=None,
        min_value=1,
        max_value=LARGEST,
        help_text="The id of the comment that it answers.",
    )


class EditCommentSerializer(serializers.Serializer[object]):
    text = serializers.CharField(max_length=LONGEST_COMMENT)


class ReadUpToSerializer(serializers.Serializer[object]):
    last = serializers.IntegerField(min_value=1, max_value=LARGEST, help_text="The id of the last comment.")


class AnswerToReviewsSerializer(serializers.Serializer[object]):
    """Your answer to the reviews of your paper, and the reviews; version 0 where it is not begun."""

    version = serializers.IntegerField()
    text = serializers.CharField(allow_blank=True, help_text="To all reviewers.")
    answers = serializers.DictField(
        child=serializers.CharField(allow_blank=True), help_text="To each review, by its mark."
    )
    sent_at = serializers.DateTimeField(allow_null=True, help_text="Since when the committee reads it.")
    until = serializers.DateTimeField(allow_null=True)
    words = serializers.IntegerField(help_text="How many words it may have in all.")
    reviews = ReviewSerializer(many=True)


class WriteAnswerSerializer(serializers.Serializer[object]):
    text = serializers.CharField(
        required=False, allow_blank=True, max_length=LONGEST_TEXT, help_text="What is not named stays."
    )
    answers = serializers.DictField(
        child=serializers.CharField(allow_blank=True, max_length=LONGEST_TEXT),
        required=False,
        help_text="By the mark of the review; what is not named stays.",
    )
    send = serializers.BooleanField(
        default=False, help_text="Hand it to the committee; without that it is kept as a draft."
    )


class MetaReviewSerializer(serializers.Serializer[object]):
    """Your recommendation on a paper."""

    version = serializers.IntegerField()
    recommendation = serializers.ChoiceField(choices=Outcome.choices, allow_blank=True)
    text = serializers.CharField(allow_blank=True, help_text="For the authors and the reviewers.")
    for_chairs = serializers.CharField(allow_blank=True, help_text="Never shown to authors or reviewers.")
    submitted_at = serializers.DateTimeField(allow_null=True)


class WriteMetaReviewSerializer(serializers.Serializer[object]):
    """What is to change of a recommendation; what is not named stays."""

    recommendation = serializers.ChoiceField(choices=Outcome.choices, required=False)
    text = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST_TEXT)
    for_chairs = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST_TEXT)
    submit = serializers.BooleanField(
        default=False, help_text="Send it to the chairs; without that it is saved as it stands."
    )


class ToReleaseSerializer(serializers.Serializer[object]):
    """A draft of a decision that a release would send out; ``enough`` says whether it has the reviews it needs."""

    number = serializers.IntegerField()
    version = serializers.IntegerField()
    title = serializers.CharField()
    outcome = serializers.ChoiceField(choices=Outcome.choices)
    enough = serializers.BooleanField()


class ReleasePartSerializer(serializers.Serializer[object]):
    """How many papers of one outcome would be released, and how many mails that makes."""

    outcome = serializers.ChoiceField(choices=Outcome.choices)
    papers = serializers.IntegerField()
    mails = serializers.IntegerField()


class ReleasePlanSerializer(serializers.Serializer[object]):
    """What a release of decisions would do now."""

    drafts = ToReleaseSerializer(many=True)
    parts = ReleasePartSerializer(many=True)
    undecided = serializers.IntegerField(help_text="How many papers have no decision yet.")


class SeenDraftSerializer(serializers.Serializer[object]):
    """A draft that you looked at, in the version that you saw."""

    number = serializers.IntegerField(min_value=1)
    version = serializers.IntegerField(min_value=1)


class ReleaseDecisionsSerializer(serializers.Serializer[object]):
    papers = SeenDraftSerializer(many=True, min_length=1, max_length=MOST_PAPERS)  # type: ignore[call-arg]


class ReleasedSerializer(serializers.Serializer[object]):
    """How many decisions were released; those that were so already are not counted."""

    released = serializers.IntegerField()


class LookSerializer(serializers.Serializer[object]):
    reason = serializers.CharField(max_length=1000, help_text="The other chairs read it in the history.")
