"""What a reviewer says of herself: topics, load, conflicts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory

from conference import domains
from conference.forms.reading import require_valid
from reviews.models import DeclaredConflict, Reviewer
from reviews.selectors.papers import TopicTree
from reviews.services.committee import Declared

MOST_CONFLICTS = 200


class LoadForm(forms.Form):
    """How many papers somebody takes."""

    max_load = forms.IntegerField(
        min_value=1,
        max_value=100,
        label="Papers at most",
        help_text="Never more than these.",
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    min_load = forms.IntegerField(
        min_value=0,
        max_value=100,
        required=False,
        label="Papers at least",
        help_text="As far as it can be. Empty: any number.",
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and (data["min_load"] or 0) > data["max_load"]:
            self.add_error("min_load", "This is more than the most.")
        return data


class PreferencesForm(LoadForm):
    """Topics and load."""

    topics = forms.TypedMultipleChoiceField(
        coerce=int, required=False, widget=forms.CheckboxSelectMultiple, label="What you can judge"
    )
    emergency_load = forms.IntegerField(
        min_value=0,
        max_value=20,
        required=False,
        label="Late reviews beyond that, at short notice",
        help_text="For when somebody drops out. Empty or 0: none.",
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, tree: TopicTree, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tree = tree
        field = self.fields["topics"]
        if isinstance(field, forms.TypedMultipleChoiceField):
            field.choices = [(topic.pk, topic.name) for topic, _depth in tree.topics]

    def chosen(self) -> dict[str, int]:
        """Return the numbers that were given; an empty one is none."""
        names = ("max_load", "min_load", "emergency_load")
        return {name: self.cleaned_data[name] or 0 for name in names}

    def ticked(self) -> set[int]:
        """Return the topics that are ticked in the form as it stands."""
        value = self["topics"].value() or []
        return {int(item) for item in value if str(item).isdigit()}


def preferences_initial(reviewer: Reviewer) -> dict[str, Any]:
    """Return where the form begins: at what the reviewer said before."""
    return {
        "max_load": reviewer.max_load,
        "min_load": reviewer.min_load or None,
        "emergency_load": reviewer.emergency_load,
        "topics": list(reviewer.topics.values_list("pk", flat=True)),
    }


class DeclaredForm(forms.Form):
    """One conflict: a person by name or address, or an institution by its domain."""

    name = forms.CharField(required=False, max_length=200, label="Person")
    email = forms.EmailField(required=False, label="Her or his e-mail")
    domain = forms.CharField(
        required=False,
        max_length=200,
        label="or institution's domain",
        widget=forms.TextInput(attrs={"placeholder": "uni-example.edu"}),
    )
    note = forms.CharField(required=False, max_length=200, label="Why")

    def clean_domain(self) -> str:
        domain = str(self.cleaned_data.get("domain") or "").strip().lower()
        if not domain:
            return ""
        host = domains.host_of(domain)
        if not host:
            raise ValidationError("Give the institution's domain, such as uni-example.edu.")
        if domains.stands_for_nobody(host):
            raise ValidationError(
                "This domain stands for no institution: everyone can have an address there."
            )
        return host

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        person = data.get("name") or data.get("email")
        if person and data.get("domain"):
            raise ValidationError("A row names a person or an institution. Use two rows for both.")
        if data.get("note") and not person and not data.get("domain") and not self.errors:
            raise ValidationError("Whom does this row mean? Give a name, an e-mail or a domain.")
        return data


DeclaredFormSet: type[BaseFormSet[DeclaredForm]] = formset_factory(
    DeclaredForm, extra=1, can_delete=True, max_num=MOST_CONFLICTS, validate_max=True
)


def initial_rows(rows: list[DeclaredConflict]) -> list[dict[str, str]]:
    """Return what is declared as the rows of the form begin."""
    return [{"name": row.name, "email": row.email, "domain": row.domain, "note": row.note} for row in rows]


def declared(formset: BaseFormSet[DeclaredForm]) -> list[Declared]:
    """Return the rows that name someone and are not to be removed."""
    found = []
    for form in formset:
        data = form.cleaned_data
        if data.get("DELETE") or not (data.get("name") or data.get("email") or data.get("domain")):
            continue
        found.append(Declared(data["name"], data["email"], data["domain"], data["note"]))
    return found


def read_declared(rows: Iterable[Mapping[str, str]]) -> list[Declared]:
    """Return conflicts whose fields come by name; Invalid names the field of the row that can't be read, from 0 on."""
    found = []
    for place, row in enumerate(rows):
        form = DeclaredForm(row)
        require_valid(form, {name: f"conflicts.{place}.{name}" for name in (*form.fields, "__all__")})
        data = form.cleaned_data
        if data["name"] or data["email"] or data["domain"]:
            found.append(Declared(data["name"], data["email"], data["domain"], data["note"]))
    return found
