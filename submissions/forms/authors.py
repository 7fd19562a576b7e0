"""The list of authors: a formset whose rows can be added, removed and put in order."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.urls import reverse_lazy

from conference.models.accounts import ORCID
from submissions.people import clean_line, clean_orcid, orcid_adds_up
from submissions.services.authors import AuthorEntry

MOST_AUTHORS = 100
ABSOLUTE_MOST = MOST_AUTHORS + 20
PREFIX = "authors"
SUGGESTIONS = reverse_lazy("conference:institutions")
ROW = re.compile(rf"^{PREFIX}-\d+-")


class LineField(forms.CharField):
    """One line of text; what is not shown is taken out, accents and apostrophes stay as they were typed."""

    def to_python(self, value: Any) -> str:
        return clean_line(super().to_python(value) or "")


class AuthorForm(forms.Form):
    """One author. A row without any text is no author."""

    name = LineField(max_length=200, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    email = forms.EmailField(label="E-mail", max_length=254, required=False)
    affiliation = LineField(
        max_length=200,
        required=False,
        widget=forms.TextInput(
            attrs={"list": "institutions", "data-suggest": SUGGESTIONS, "autocomplete": "off"}
        ),
    )
    country = LineField(max_length=80, required=False)
    orcid = forms.CharField(
        label="ORCID",
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "0000-0002-1825-0097", "inputmode": "text"}),
    )
    is_corresponding = forms.BooleanField(label="Corresponding author", required=False)
    is_presenting = forms.BooleanField(label="Presents the paper", required=False)

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).strip().lower()

    def clean_orcid(self) -> str:
        orcid = clean_orcid(self.cleaned_data["orcid"])
        if not orcid:
            return ""
        ORCID(orcid)
        if not orcid_adds_up(orcid):
            raise ValidationError("This ORCID has a typing mistake: its last digit does not fit the others.")
        return orcid

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        anything = any(data.get(name) for name in ("email", "affiliation", "country", "orcid"))
        if anything and not data.get("name") and "name" not in self.errors:
            self.add_error("name", "Write the name as it stands on the paper; one word is enough.")
        return data

    def entry(self) -> AuthorEntry | None:
        """Return the author of a valid row, or None for an empty one."""
        data = self.cleaned_data
        if not data.get("name"):
            return None
        names = ("name", "email", "affiliation", "country", "orcid", "is_corresponding", "is_presenting")
        return AuthorEntry(**{name: data[name] for name in names})


class BaseAuthorFormSet(forms.BaseFormSet[AuthorForm]):
    """The authors in their order."""

    def clean(self) -> None:
        seen: set[str] = set()
        for form in self.forms:
            data = getattr(form, "cleaned_data", {})
            email = data.get("email")
            if not email or data.get("DELETE"):
                continue
            if email in seen:
                form.add_error("email", "Another author has the same address.")
            seen.add(email)

    def entries(self) -> tuple[AuthorEntry, ...]:
        """Return the authors of a valid formset, in order; removed and empty rows are left out."""
        kept = [form for form in self.forms if not form.cleaned_data.get("DELETE")]
        last = len(kept) + 1
        kept.sort(key=lambda form: form.cleaned_data.get("ORDER") or last)
        return tuple(entry for entry in (form.entry() for form in kept) if entry)

    def add_fields(self, form: AuthorForm, index: int | None) -> None:
        super().add_fields(form, index)
        if not self.can_order:
            return
        form.fields["ORDER"].label = "Place"
        form.fields["ORDER"].widget.attrs["class"] = "field-narrow"
        form.fields["DELETE"].label = "Remove this author"


def fix_people(formset: forms.BaseFormSet[AuthorForm]) -> None:
    """Show who the authors are without letting it change: names, addresses and order stand."""
    formset.can_order = formset.can_delete = False
    formset.extra = 0
    for form in formset.forms:
        for name in ("name", "email"):
            form.fields[name].widget.attrs["readonly"] = True


def rows_in_order(sent: QueryDict) -> QueryDict:
    """Return what was sent with the authors in their order and without the removed ones, so that it is shown so again."""
    rows: list[tuple[int, dict[str, str]]] = []
    for index in range(_number(sent.get(f"{PREFIX}-TOTAL_FORMS"), 0, ABSOLUTE_MOST)):
        start = f"{PREFIX}-{index}-"
        row = {name.removeprefix(start): str(sent[name]) for name in sent if name.startswith(start)}
        if not row.pop("DELETE", ""):
            rows.append((_number(row.pop("ORDER", ""), ABSOLUTE_MOST, ABSOLUTE_MOST), row))
    rows.sort(key=lambda item: item[0])
    tidy = QueryDict(mutable=True)
    for name, values in sent.lists():
        if not ROW.match(name):
            tidy.setlist(name, values)
    tidy[f"{PREFIX}-TOTAL_FORMS"] = str(len(rows))
    tidy[f"{PREFIX}-INITIAL_FORMS"] = "0"
    for place, (_order, row) in enumerate(rows):
        for name, value in {**row, "ORDER": str(place + 1)}.items():
            tidy[f"{PREFIX}-{place}-{name}"] = value
    return tidy


def _number(text: str | None, otherwise: int, most: int) -> int:
    return min(int(text), most) if text and text.isdecimal() and len(text) < 6 else otherwise  # noqa: PLR2004 - no place has six digits


AuthorFormSet = forms.formset_factory(
    AuthorForm,
    formset=BaseAuthorFormSet,
    extra=0,
    can_order=True,
    can_delete=True,
    max_num=MOST_AUTHORS,
    validate_max=True,
    absolute_max=ABSOLUTE_MOST,
)
