"""What the API shows and takes of sponsors, contacts and the people on the site."""

from __future__ import annotations

from rest_framework import serializers

from conference.api.setup_shapes import OPTIONAL
from conference.models import CommitteeMember, Contact, Sponsor


class SponsorSerializer(serializers.ModelSerializer[Sponsor]):
    """A sponsor as the site shows it."""

    has_logo = serializers.BooleanField(source="logo")

    class Meta:
        model = Sponsor
        fields = ["id", "name", "kind", "url", "has_logo"]


class ChangeSponsorSerializer(serializers.ModelSerializer[Sponsor]):
    """What is to change of a sponsor; what is not named stays."""

    class Meta:
        model = Sponsor
        fields = ["name", "kind", "url"]
        extra_kwargs = dict.fromkeys(fields, OPTIONAL)


class NewSponsorSerializer(ChangeSponsorSerializer):
    """A new sponsor."""

    name = serializers.CharField(max_length=160)


class PictureSerializer(serializers.Serializer[object]):
    """A picture."""

    file = serializers.FileField(help_text="PNG, JPEG or WebP.")


class ContactSerializer(serializers.ModelSerializer[Contact]):
    """Whom visitors can write to."""

    class Meta:
        model = Contact
        fields = ["id", "label", "email", "url"]


class ChangeContactSerializer(serializers.ModelSerializer[Contact]):
    """What is to change of a contact; what is not named stays."""

    class Meta:
        model = Contact
        fields = ["label", "email", "url"]
        extra_kwargs = dict.fromkeys(fields, OPTIONAL)


class NewContactSerializer(ChangeContactSerializer):
    """A new contact."""

    label = serializers.CharField(max_length=120)  # type: ignore[assignment]


class ListedPersonSerializer(serializers.ModelSerializer[CommitteeMember]):
    """Somebody whom the site lists."""

    class Meta:
        model = CommitteeMember
        fields = ["id", "group", "name", "affiliation", "url"]


class ChangeListedPersonSerializer(serializers.ModelSerializer[CommitteeMember]):
    """What is to change of how the site lists somebody; what is not named stays."""

    class Meta:
        model = CommitteeMember
        fields = ["group", "name", "affiliation", "url"]
        extra_kwargs = dict.fromkeys(fields, OPTIONAL)


class NamedPersonSerializer(serializers.Serializer[object]):
    name = serializers.CharField(max_length=200)
    affiliation = serializers.CharField(max_length=200, allow_blank=True, default="")
    url = serializers.URLField(max_length=200, allow_blank=True, default="")


class AddListedPeopleSerializer(serializers.Serializer[object]):
    """People to be listed on the site."""

    group = serializers.ChoiceField(choices=CommitteeMember.Group.choices)
    people = NamedPersonSerializer(many=True, min_length=1, max_length=500)  # type: ignore[call-arg]


class AddedSerializer(serializers.Serializer[object]):
    added = serializers.IntegerField(help_text="How many are new.")
