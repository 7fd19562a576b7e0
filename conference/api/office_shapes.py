"""What the API shows and takes of webhooks, wordings of mails, their rules, and the end of an edition."""

from __future__ import annotations

from rest_framework import serializers

from conference.forms.reminders import MOST_DAYS
from conference.models import MailRules, Webhook, WebhookDelivery
from conference.services.outbox import LONGEST_BODY

MOST_POINTS = 20


class HookSerializer(serializers.Serializer[object]):
    """A webhook; of another chair’s you read its host and not its address."""

    id = serializers.IntegerField(source="pk")
    host = serializers.CharField()
    url = serializers.CharField(allow_blank=True)
    note = serializers.CharField(allow_blank=True)
    owner = serializers.CharField()
    is_own = serializers.BooleanField()
    is_on = serializers.BooleanField()
    off_reason = serializers.CharField(allow_blank=True)
    failing_since = serializers.DateTimeField(allow_null=True)
    failed = serializers.IntegerField(help_text="How many of its messages were given up.")


class OwnHookSerializer(serializers.ModelSerializer[Webhook]):
    """A webhook of your own."""

    events = serializers.ListField(child=serializers.CharField(), help_text="The kinds of events it is told.")
    url = serializers.CharField()

    class Meta:
        model = Webhook
        fields = ["id", "version", "url", "events", "note", "is_on", "off_reason", "failing_since"]


class ChangeHookSerializer(serializers.Serializer[object]):
    """What is to change of a webhook; what is not named stays."""

    url = serializers.CharField(max_length=500, required=False)
    events = serializers.ListField(
        child=serializers.CharField(max_length=60), required=False, min_length=1, max_length=100
    )
    note = serializers.CharField(max_length=120, allow_blank=True, required=False)


class NewHookSerializer(ChangeHookSerializer):
    """A new webhook."""

    url = serializers.CharField(max_length=500)
    events = serializers.ListField(child=serializers.CharField(max_length=60), min_length=1, max_length=100)


class SwitchSerializer(serializers.Serializer[object]):
    on = serializers.BooleanField()


class SecretSerializer(serializers.Serializer[object]):
    """The secret of a webhook, shown once."""

    secret = serializers.CharField()


class TrySerializer(serializers.Serializer[object]):
    """A try to deliver a message."""

    at = serializers.DateTimeField()
    said = serializers.CharField(help_text="What the receiver answered, in words.")
    ms = serializers.IntegerField(help_text="How long it took, in milliseconds.")


class DeliverySerializer(serializers.ModelSerializer[WebhookDelivery]):
    """A message of a webhook, as it was signed and sent, with each try."""

    log = TrySerializer(many=True)

    class Meta:
        model = WebhookDelivery
        fields = [
            "id",
            "public_id",
            "event",
            "state",
            "attempts",
            "next_at",
            "created_at",
            "delivered_at",
            "body",
            "log",
        ]


class EventSerializer(serializers.Serializer[object]):
    """A kind of event."""

    key = serializers.CharField()
    title = serializers.CharField()


class MailTextRowSerializer(serializers.Serializer[object]):
    """A kind of mail, and whether the workshop words it itself."""

    key = serializers.CharField()
    title = serializers.CharField()
    is_own = serializers.BooleanField()


class MailTextSerializer(MailTextRowSerializer):
    """The wording of a kind of mail; what stands in braces is filled in for each recipient."""

    subject = serializers.CharField()
    body = serializers.CharField(help_text="Markdown.")
    placeholders = serializers.DictField(child=serializers.CharField())


class WordMailSerializer(serializers.Serializer[object]):
    """A wording."""

    subject = serializers.CharField(max_length=200)
    body = serializers.CharField(max_length=LONGEST_BODY, help_text="Markdown.")


class TryMailSerializer(serializers.Serializer[object]):
    """A wording to be tried; what is not named is as it is saved."""

    subject = serializers.CharField(max_length=200, required=False)
    body = serializers.CharField(max_length=LONGEST_BODY, required=False)
    reader = serializers.CharField(
        max_length=200, default="", allow_blank=True, help_text="The key of one of the readers."
    )


class ReaderSerializer(serializers.Serializer[object]):
    key = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]


class PreviewSerializer(serializers.Serializer[object]):
    """The mail as a reader would get it, and who else could be chosen."""

    reader = ReaderSerializer(allow_null=True)
    readers = ReaderSerializer(many=True)
    subject = serializers.CharField()
    body = serializers.CharField()
    unknown = serializers.ListField(
        child=serializers.CharField(), help_text="Placeholders that are filled in when the mail is caused."
    )


class MailRulesSerializer(serializers.ModelSerializer[MailRules]):
    """Whether mails go, and how long those to many wait."""

    class Meta:
        model = MailRules
        fields = ["held", "delay_minutes"]


class ReminderDaysSerializer(serializers.Serializer[object]):
    """When a kind of reminder goes by itself."""

    on = serializers.BooleanField()
    before = serializers.ListField(
        child=serializers.IntegerField(min_value=0, max_value=MOST_DAYS), max_length=MOST_POINTS,
        help_text="So many days before the date.",
    )  # fmt: skip
    after = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=MOST_DAYS), max_length=MOST_POINTS,
        help_text="So many days after it.",
    )  # fmt: skip


class EndSerializer(serializers.Serializer[object]):
    """Where an edition stands after its end."""

    archived_at = serializers.DateTimeField(allow_null=True)
    months = serializers.IntegerField(
        allow_null=True, help_text="How long reviews are kept after the workshop; null for ever."
    )
    due = serializers.DateTimeField(allow_null=True, help_text="When reviews are deleted.")
    deleted_at = serializers.DateTimeField(allow_null=True)


class ArchiveSerializer(serializers.Serializer[object]):
    archived = serializers.BooleanField(help_text="Closed to every change; its public site stays.")


class TermSerializer(serializers.Serializer[object]):
    months = serializers.IntegerField(allow_null=True, min_value=1, max_value=120)
