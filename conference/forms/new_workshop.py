"""The form that begins a workshop, and the addresses that none can have."""

from __future__ import annotations

from functools import cache
from typing import Any

from django import forms
from django.urls import URLResolver, get_resolver
from django.utils.text import slugify

from conference.forms.workshops import TimeZoneField
from conference.models import Workshop


class NewWorkshopForm(forms.ModelForm[Workshop]):
    """What a new edition needs at least; the rest has its pages."""

    source = forms.ModelChoiceField(
        queryset=Workshop.objects.none(),
        required=False,
        label="Start from",
        empty_label="A blank workshop",
        help_text="Texts, tracks, topics, committee, sponsors and settings are copied; dates move along.",
    )
    timezone = TimeZoneField(label="Time zone", required=False, help_text="Empty: UTC.")
    deadline_day = forms.DateField(
        required=False,
        label="Submission deadline",
        help_text="The end of this day Anywhere on Earth. Leave empty while it is not set.",
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    class Meta:
        model = Workshop
        fields = ["acronym", "title", "slug", "host_conference", "venue"]
        labels = {"slug": "Web address"}
        help_texts = {"slug": "Its last part, such as terrabytes-2027. Empty: made from the acronym."}
        error_messages = {
            "slug": {
                "invalid": "Only letters, digits and hyphens.",
                "unique": "Another workshop has this address. Choose another.",
            }
        }

    field_order = [
        "source",
        "acronym",
        "title",
        "slug",
        "host_conference",
        "venue",
        "timezone",
        "deadline_day",
    ]

    def __init__(self, *args: Any, sources: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["source"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = sources
        if sources.exists():
            self.fields[
                "timezone"
            ].help_text = "Empty: that of the edition you start from, UTC for a blank one."
        else:
            del self.fields["source"]
        self.fields["slug"].required = False

    def clean_slug(self) -> str:
        slug = str(self.cleaned_data["slug"]).lower() or slugify(self.cleaned_data.get("acronym", ""))
        if not slug:
            raise forms.ValidationError("Give it an address of letters, digits and hyphens.")
        if is_reserved(slug):
            raise forms.ValidationError("This address is used by the site itself. Choose another.")
        return slug


def is_reserved(slug: str) -> bool:
    """Say whether pages of the installation itself lie below this address."""
    return slug in reserved_words()


@cache
def reserved_words() -> frozenset[str]:
    """Return the first words of all addresses that are not a workshop's."""
    words = {"static", "media"}
    pending: list[tuple[str, Any]] = [("", item) for item in get_resolver().url_patterns]
    while pending:
        before, item = pending.pop()
        route = before + str(item.pattern)
        if isinstance(item, URLResolver):
            pending += [(route, inner) for inner in item.url_patterns]
        first = route.lstrip("^").split("/")[0]
        if first and "<" not in first:
            words.add(first)
    return frozenset(words)
