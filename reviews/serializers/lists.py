"""What the API takes and shows of lists that come and go as files: rows of a table, people, publications."""

from __future__ import annotations

from rest_framework import serializers

from reviews.expertise_list import LONGEST_TEXT
from reviews.forms.imports import KINDS, MOST_BYTES
from reviews.forms.reviewers import MOST_BYTES as LONGEST_LIST
from reviews.selectors.import_plan import ADD, CHANGE, REMOVE
from reviews.selectors.tables.export import WRITERS
from reviews.serializers.chairs import TableQuerySerializer
from reviews.serializers.final_table import FinalQuerySerializer
from reviews.serializers.recruiting import ROLES

PREVIEW = "Say what would happen, and do nothing."


class ExportTableQuerySerializer(TableQuerySerializer):
    format = serializers.ChoiceField(choices=list(WRITERS), default="csv")
    only = serializers.RegexField(
        r"^[0-9]{1,7}(,[0-9]{1,7})*$",
        default="",
        allow_blank=True,
        max_length=8000,
        help_text="Numbers of papers with commas between them; empty for all that are found.",
    )


class ExportFinalQuerySerializer(FinalQuerySerializer):
    format = serializers.ChoiceField(choices=list(WRITERS), default="csv")


class BrokenRowSerializer(serializers.Serializer[object]):
    """A row that can’t be taken: its number as a spreadsheet counts it, what it says, and why."""

    row = serializers.IntegerField()
    text = serializers.CharField(allow_blank=True)
    reason = serializers.CharField()


class ImportRowsSerializer(serializers.Serializer[object]):
    """Rows as the page Import takes them: CSV with commas, semicolons or tabs, with or without a first row of names."""

    kind = serializers.ChoiceField(choices=KINDS)
    text = serializers.CharField(max_length=MOST_BYTES, trim_whitespace=False)
    preview = serializers.BooleanField(default=False, help_text=PREVIEW)
    leave_broken_out = serializers.BooleanField(
        default=False, help_text="Import the other rows where some can’t be taken; else nothing is imported."
    )
    stamp = serializers.CharField(
        default="",
        allow_blank=True,
        max_length=64,
        help_text="From a preview: where it would be another now, nothing is imported.",
    )


class PlannedChangeSerializer(serializers.Serializer[object]):
    """A change that a row makes."""

    row = serializers.IntegerField()
    paper = serializers.IntegerField(source="paper.number")
    how = serializers.ChoiceField(choices=[ADD, CHANGE, REMOVE])
    said = serializers.CharField()


class ImportedSerializer(serializers.Serializer[object]):
    """What an import does, row by row; ``done`` is how many changes are made, 0 of a preview."""

    done = serializers.IntegerField()
    stamp = serializers.CharField()
    changes = PlannedChangeSerializer(many=True)
    broken = BrokenRowSerializer(many=True)
    unchanged = serializers.IntegerField(source="same", help_text="Rows that say what is so already.")


class ImportPeopleSerializer(serializers.Serializer[object]):
    """A list of people as the page Invite takes it. ``answer_by`` left out is two weeks from today; null is no end."""

    text = serializers.CharField(
        max_length=LONGEST_LIST,
        trim_whitespace=False,
        help_text="CSV, or one a line: Name <mail>, affiliation, papers.",
    )
    role = serializers.ChoiceField(choices=ROLES, default=ROLES[1][0])
    answer_by = serializers.DateField(required=False, allow_null=True)
    preview = serializers.BooleanField(default=False, help_text=PREVIEW)


class EarlierEditionSerializer(serializers.Serializer[object]):
    """An earlier edition that you chaired."""

    slug = serializers.SlugField()
    acronym = serializers.CharField()


class EarlierPersonSerializer(serializers.Serializer[object]):
    """Somebody of its committee who has no part here and was not asked."""

    name = serializers.CharField(allow_blank=True)
    email = serializers.CharField()
    role = serializers.ChoiceField(choices=ROLES)
    load = serializers.IntegerField(allow_null=True)


class ImportPublicationsSerializer(serializers.Serializer[object]):
    """Publications of the committee, as BibTeX or CSV."""

    text = serializers.CharField(max_length=LONGEST_TEXT, trim_whitespace=False)
    preview = serializers.BooleanField(default=False, help_text=PREVIEW)


class ExpertSerializer(serializers.Serializer[object]):
    """Somebody of the committee, with what is new to her profile and how much of it is there already."""

    name = serializers.CharField(source="user.name")
    email = serializers.CharField(source="user.email")
    new = serializers.ListField(child=serializers.CharField())
    already_there = serializers.IntegerField(source="there")


class UnmatchedSerializer(serializers.Serializer[object]):
    row = serializers.IntegerField()
    title = serializers.CharField()
    reason = serializers.CharField()


class PublicationsImportedSerializer(serializers.Serializer[object]):
    """Whose publications they are; ``done`` is how many are added, 0 of a preview."""

    done = serializers.IntegerField()
    people = ExpertSerializer(many=True)
    unmatched = UnmatchedSerializer(many=True)
    without = serializers.ListField(
        child=serializers.CharField(), help_text="Of the committee, those of whom there is none."
    )
