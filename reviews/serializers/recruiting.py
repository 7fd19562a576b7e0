"""What the API shows and takes of recruiting: invitations, reviewers, those whom others suggested."""

from __future__ import annotations

from rest_framework import serializers

from conference.models import Invitation
from reviews.forms.pairs import MOST_EXTRA
from reviews.invite_list import LONGEST_NAME, MOST_LOAD, MOST_ROWS
from reviews.models import SubReview
from reviews.selectors.guests import PARTS, GuestState

ROLES = [(part.value, part.label) for part in PARTS]


class InvitationSerializer(serializers.Serializer[object]):
    """An invitation to the committee. ``message`` is what someone wrote who declined."""

    id = serializers.IntegerField(source="pk")
    email = serializers.CharField()
    name = serializers.CharField(allow_blank=True)
    affiliation = serializers.CharField(allow_blank=True)
    role = serializers.ChoiceField(source="kind", choices=ROLES)
    state = serializers.ChoiceField(choices=Invitation.State.choices)
    is_expired = serializers.BooleanField(help_text="It was not answered in time.")
    load = serializers.IntegerField(source="max_load", allow_null=True)
    at_least = serializers.IntegerField(source="min_load", allow_null=True)
    answer_by = serializers.DateField(allow_null=True, help_text="The last day, anywhere on Earth.")
    message = serializers.CharField(allow_blank=True)
    invited_at = serializers.DateTimeField(source="created_at")
    answered_at = serializers.DateTimeField(allow_null=True)


class InvitationQuerySerializer(serializers.Serializer[object]):
    role = serializers.ChoiceField(choices=ROLES, default="", allow_blank=True)
    state = serializers.ChoiceField(choices=Invitation.State.choices, default="", allow_blank=True)


class GuestSerializer(serializers.Serializer[object]):
    """Somebody to be invited; role and last day come from the whole where they are not named here."""

    email = serializers.EmailField()
    name = serializers.CharField(default="", allow_blank=True, max_length=LONGEST_NAME)
    affiliation = serializers.CharField(default="", allow_blank=True, max_length=LONGEST_NAME)
    role = serializers.ChoiceField(choices=ROLES, default="", allow_blank=True)
    load = serializers.IntegerField(
        min_value=1, max_value=MOST_LOAD, default=None, allow_null=True, help_text="Papers at most."
    )
    at_least = serializers.IntegerField(min_value=1, max_value=MOST_LOAD, default=None, allow_null=True)
    answer_by = serializers.DateField(default=None, allow_null=True)


class InviteSerializer(serializers.Serializer[object]):
    """Whom to invite. ``answer_by`` left out is two weeks from today; null is no end."""

    people = GuestSerializer(many=True, min_length=1, max_length=MOST_ROWS)  # type: ignore[call-arg]
    role = serializers.ChoiceField(choices=ROLES, default=ROLES[1][0])
    answer_by = serializers.DateField(required=False, allow_null=True)
    preview = serializers.BooleanField(
        default=False, help_text="Say what would happen to each, and send nothing."
    )


class GuestLineSerializer(serializers.Serializer[object]):
    """What is done for somebody on the list: who is new gets a mail, for the others ``note`` says why not."""

    email = serializers.CharField(source="entry.email")
    name = serializers.CharField(source="entry.name", allow_blank=True)
    role = serializers.ChoiceField(source="entry.role", choices=ROLES)
    state = serializers.ChoiceField(choices=[state.value for state in GuestState])
    note = serializers.CharField(allow_blank=True)


class InvitedSerializer(serializers.Serializer[object]):
    """How many mails went out, and what was done for each on the list."""

    sent = serializers.IntegerField()
    people = GuestLineSerializer(many=True)
    repeated = serializers.ListField(
        child=serializers.IntegerField(),
        help_text="The rows, counted from 1, that say what an earlier one says: each person is taken once.",
    )


class InvitationActSerializer(serializers.Serializer[object]):
    action = serializers.ChoiceField(choices=["remind", "withdraw", "invite_again"])


class ChangeReviewerSerializer(serializers.Serializer[object]):
    """What is to change of a reviewer; what is not named stays."""

    load = serializers.IntegerField(min_value=1, max_value=MOST_LOAD, required=False)
    at_least = serializers.IntegerField(min_value=0, max_value=MOST_LOAD, required=False)
    late_reviews = serializers.IntegerField(min_value=0, max_value=MOST_EXTRA, required=False)
    is_senior = serializers.BooleanField(required=False)


class SuggestionSerializer(serializers.Serializer[object]):
    """Somebody whom a person who declined would ask instead."""

    id = serializers.IntegerField(source="pk")
    name = serializers.CharField()
    email = serializers.CharField()
    role = serializers.ChoiceField(source="invitation.kind", choices=ROLES)
    suggested_by = serializers.CharField(source="invitation")


class SuggestionActSerializer(serializers.Serializer[object]):
    action = serializers.ChoiceField(choices=["invite", "set_aside"])


class SubReviewLineSerializer(serializers.Serializer[object]):
    """Somebody whom a reviewer asked to help with her review of a paper."""

    name = serializers.CharField()
    email = serializers.CharField()
    reviewer = serializers.CharField()
    number = serializers.IntegerField()
    state = serializers.ChoiceField(choices=SubReview.State.choices)
    listed = serializers.BooleanField(help_text="She agreed to be named in public.")
