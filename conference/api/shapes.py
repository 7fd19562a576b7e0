"""What the office's part of the API shows and takes, field by field."""

from __future__ import annotations

from rest_framework import serializers

from conference.forms.workshops import OFFERED
from conference.mailing import LONGEST_SUBJECT
from conference.models import Invitation, Job, Mail
from conference.models.people import RoleKind
from conference.scopes import Scope
from conference.services.outbox import LONGEST_BODY, WORDS


class RoleSerializer(serializers.Serializer[object]):
    """A part in a workshop."""

    workshop = serializers.SlugField(source="workshop.slug")
    acronym = serializers.CharField(source="workshop.acronym")
    part = serializers.ChoiceField(source="kind", choices=RoleKind.choices)


class TokenSerializer(serializers.Serializer[object]):
    """The token that a request came with."""

    name = serializers.CharField()
    begins = serializers.CharField(source="prefix", help_text="How the token begins.")
    scopes = serializers.ListField(child=serializers.ChoiceField(choices=[scope.value for scope in Scope]))
    workshop = serializers.SlugField(
        source="workshop.slug", allow_null=True, default=None, help_text="The only workshop that it opens."
    )
    expires_at = serializers.DateTimeField()


class MeSerializer(serializers.Serializer[object]):
    """Whose token it is, and what it opens."""

    name = serializers.CharField()
    email = serializers.EmailField()
    token = TokenSerializer()
    roles = RoleSerializer(many=True)


class OfficePersonSerializer(serializers.Serializer[object]):
    """Someone with a part in a workshop."""

    id = serializers.IntegerField(source="pk")
    name = serializers.CharField(source="user.name")
    email = serializers.EmailField(source="user.email")
    part = serializers.ChoiceField(source="kind", choices=RoleKind.choices)
    since = serializers.DateTimeField(source="created_at")


class MailSerializer(serializers.Serializer[object]):
    """A mail of the outbox. While authors are hidden, so is whom among them it goes to, and what it says."""

    id = serializers.IntegerField(source="pk")
    to = serializers.CharField()
    subject = serializers.CharField()
    body = serializers.CharField(allow_blank=True)
    state = serializers.ChoiceField(choices=Mail.State.choices)
    error = serializers.CharField(allow_blank=True)
    server_said = serializers.CharField(
        source="said", allow_blank=True, help_text="What a mail server answered, word for word."
    )
    attempts = serializers.IntegerField()
    goes_at = serializers.DateTimeField(allow_null=True, help_text="When it goes, while it waits for that.")
    at = serializers.DateTimeField()
    hidden = serializers.BooleanField(source="masked")


class ChangeMailSerializer(serializers.Serializer[object]):
    """What is to change of a mail; what is not named stays."""

    subject = serializers.CharField(max_length=LONGEST_SUBJECT, required=False)
    body = serializers.CharField(max_length=LONGEST_BODY, required=False, help_text="Markdown.")


class MailActSerializer(serializers.Serializer[object]):
    action = serializers.ChoiceField(choices=list(WORDS))


class MailsActSerializer(MailActSerializer):
    """What is to be done with some mails; those that are in no state for it stay as they are."""

    mails = serializers.ListField(
        child=serializers.IntegerField(min_value=1), min_length=1, max_length=1000, help_text="Their ids."
    )


class ActedSerializer(serializers.Serializer[object]):
    mails = serializers.IntegerField(help_text="With how many that was possible.")


class MailQuerySerializer(serializers.Serializer[object]):
    state = serializers.ChoiceField(choices=Mail.State.choices, default="", allow_blank=True)
    q = serializers.CharField(
        default="", allow_blank=True, max_length=200, help_text="Words of subject or address."
    )
    kind = serializers.CharField(
        default="",
        allow_blank=True,
        max_length=60,
        help_text="The kind of mail by its key, such as “assignment”.",
    )


class JobSerializer(serializers.Serializer[object]):
    """A long work and how far it is."""

    id = serializers.IntegerField(source="pk")
    kind = serializers.CharField()
    title = serializers.CharField()
    state = serializers.ChoiceField(choices=Job.State.choices)
    done = serializers.IntegerField()
    total = serializers.IntegerField()
    message = serializers.CharField(allow_blank=True)
    error = serializers.CharField(allow_blank=True)
    created_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)


class JobActSerializer(serializers.Serializer[object]):
    action = serializers.ChoiceField(choices=["cancel", "retry"])


class GivePartSerializer(serializers.Serializer[object]):
    email = serializers.EmailField(max_length=254)
    part = serializers.ChoiceField(choices=OFFERED)


class OfficeInvitationSerializer(serializers.ModelSerializer[Invitation]):
    """An invitation to a part whose person has no account yet."""

    part = serializers.ChoiceField(source="kind", choices=RoleKind.choices)

    class Meta:
        model = Invitation
        fields = ["id", "name", "email", "part", "state", "created_at"]


class GivenPartSerializer(serializers.Serializer[object]):
    """What was done: the part given to who has an account, or an invitation by mail."""

    done = serializers.CharField()


class ReminderSerializer(serializers.Serializer[object]):
    """A kind of reminder: how many it would go to now, and when it goes by itself."""

    kind = serializers.CharField(source="kind.key")
    label = serializers.CharField(source="kind.label")  # type: ignore[assignment]
    whom = serializers.CharField(source="kind.whom", help_text="It goes to those who …")
    waiting = serializers.IntegerField(help_text="How many mails a press would send now.")
    reminded = serializers.IntegerField(help_text="How many more had theirs within a day.")
    by_itself = serializers.CharField(source="days", allow_blank=True, help_text="Empty for never.")
    last = serializers.DateTimeField(allow_null=True)


class OwedSerializer(serializers.Serializer[object]):
    """Somebody who owes something."""

    name = serializers.CharField(allow_blank=True)
    email = serializers.CharField()
    what = serializers.CharField(allow_blank=True)
    due = serializers.DateTimeField(allow_null=True)


class OneReminderSerializer(serializers.Serializer[object]):
    """Whom a reminder would go to, and how it reads to the first of them."""

    kind = serializers.CharField(source="kind.key")
    label = serializers.CharField(source="kind.label")  # type: ignore[assignment]
    people = OwedSerializer(many=True)
    reminded = OwedSerializer(many=True)
    subject = serializers.CharField(allow_blank=True)
    body = serializers.CharField(allow_blank=True)


class SentSerializer(serializers.Serializer[object]):
    mails = serializers.IntegerField()


class HistorySerializer(serializers.Serializer[object]):
    """An entry of the history; what would name an author who is hidden from you is not there."""

    at = serializers.DateTimeField()
    who = serializers.CharField()
    text = serializers.CharField()
    action = serializers.CharField()
