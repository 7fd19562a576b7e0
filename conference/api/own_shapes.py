"""What the API shows and takes of oneself."""

from __future__ import annotations

from rest_framework import serializers

from conference.api.setup_shapes import OPTIONAL
from conference.api.shapes import JobSerializer
from conference.forms.profile import LONGEST_PASTE, MOST_ROWS
from conference.models import Affiliation, Publication, Relation, User

PROFILE = ["name", "orcid", "homepage", "time_zone"]


class AffiliationSerializer(serializers.ModelSerializer[Affiliation]):
    """Where you work or worked; no last year while it lasts."""

    class Meta:
        model = Affiliation
        fields = ["institution", "domain", "country", "position", "start_year", "end_year"]


class RelationSerializer(serializers.ModelSerializer[Relation]):
    """Somebody with whom you have a tie that keeps you from judging."""

    class Meta:
        model = Relation
        fields = ["kind", "name", "email", "start_year", "end_year"]


class ProfileSerializer(serializers.ModelSerializer[User]):
    """Your profile."""

    affiliations = AffiliationSerializer(many=True)
    relations = RelationSerializer(many=True)

    class Meta:
        model = User
        fields = ["email", *PROFILE, "affiliations", "relations"]


class ChangeProfileSerializer(serializers.ModelSerializer[User]):
    """What is to change of your profile; what is not named stays. The lists are replaced as a whole."""

    orcid = serializers.CharField(max_length=60, allow_blank=True, required=False)
    affiliations = AffiliationSerializer(many=True, required=False, max_length=MOST_ROWS)  # type: ignore[call-arg]
    relations = RelationSerializer(many=True, required=False, max_length=MOST_ROWS)  # type: ignore[call-arg]

    class Meta:
        model = User
        fields = [*PROFILE, "affiliations", "relations"]
        extra_kwargs = dict.fromkeys(PROFILE, OPTIONAL)


class PublicationSerializer(serializers.ModelSerializer[Publication]):
    """A paper that you wrote."""

    authors = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = Publication
        fields = ["id", "title", "year", "venue", "authors"]


class AddPublicationsSerializer(serializers.Serializer[object]):
    text = serializers.CharField(
        max_length=LONGEST_PASTE, help_text="BibTeX, or one paper a line: title; year; authors."
    )


class OwnDataSerializer(serializers.Serializer[object]):
    """The file of all that is held of you: being made, or there to be fetched for a week."""

    making = JobSerializer(allow_null=True)
    made = JobSerializer(allow_null=True)


class NewWorkshopSerializer(serializers.Serializer[object]):
    """A new workshop, blank or made from an edition that you chair."""

    source = serializers.SlugField(  # type: ignore[assignment]
        required=False,
        max_length=60,
        help_text="The edition whose texts, tracks, topics and settings are copied.",
    )
    acronym = serializers.CharField(max_length=60)
    title = serializers.CharField(max_length=200)
    slug = serializers.SlugField(
        max_length=60, allow_blank=True, default="", help_text="Its address; made of the acronym if empty."
    )
    host_conference = serializers.CharField(max_length=120, allow_blank=True, default="")
    venue = serializers.CharField(max_length=200, allow_blank=True, default="")
    timezone = serializers.CharField(
        max_length=64,
        default="",
        allow_blank=True,
        help_text="Empty: that of the edition it starts from, UTC for a blank one.",
    )
    deadline_day = serializers.DateField(
        required=False, allow_null=True, help_text="The end of this day Anywhere on Earth."
    )


class MadeWorkshopSerializer(serializers.Serializer[object]):
    slug = serializers.SlugField()
    acronym = serializers.CharField()
    title = serializers.CharField()
