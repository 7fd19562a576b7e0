"""A person's own page: who she is, where she worked, what she wrote."""

from __future__ import annotations

from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse_lazy

from conference.forms.workshops import TimeZoneField
from conference.models import Affiliation, Publication, Relation, User
from conference.own_papers import read_paper
from conference.publication_files import read_file
from conference.publications import Paper, UnreadableError

MOST_ROWS = 200
LONGEST_PASTE = 500_000
MOST_BYTES = 2_000_000
MOST_PDFS = 5
MOST_PDF_BYTES = 20_000_000


class ProfileForm(forms.ModelForm[User]):
    orcid = forms.CharField(label="ORCID", required=False, max_length=60)
    time_zone = TimeZoneField(label="Time zone", required=False)

    class Meta:
        model = User
        fields = ["name", "orcid", "homepage", "time_zone"]
        help_texts = {"name": "As you write it on your papers, in any script."}

    def clean_orcid(self) -> str:
        return str(self.cleaned_data["orcid"]).strip().rsplit("/", 1)[-1]


class AffiliationForm(forms.ModelForm[Affiliation]):
    class Meta:
        model = Affiliation
        fields = ["institution", "domain", "country", "position", "start_year", "end_year"]
        help_texts = {"end_year": "Empty while it lasts."}
        widgets = {
            "institution": forms.TextInput(
                attrs={
                    "list": "institutions",
                    "data-suggest": reverse_lazy("conference:institutions"),
                    "autocomplete": "off",
                }
            )
        }

    def clean_domain(self) -> str:
        return str(self.cleaned_data["domain"]).strip().lower().removeprefix("www.")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        check_years(self, data)
        return data


class RelationForm(forms.ModelForm[Relation]):
    class Meta:
        model = Relation
        fields = ["kind", "name", "email", "start_year", "end_year"]
        help_texts = {"end_year": "Empty while it lasts."}

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).strip().lower()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        check_years(self, data)
        return data


def check_years(form: forms.BaseForm, data: dict[str, Any]) -> None:
    """Add an error where something ends before it starts."""
    start, end = data.get("start_year"), data.get("end_year")
    if start and end and end < start:
        form.add_error("end_year", "This year comes before the first.")


class PdfsInput(forms.FileInput):
    allow_multiple_selected = True


class PdfsField(forms.FileField):
    """Several PDFs at once."""

    widget = PdfsInput(attrs={"accept": "application/pdf,.pdf", "multiple": True})

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[bytes]]:
        files = [super(PdfsField, self).clean(file, initial) for file in data or [] if file]
        if len(files) > MOST_PDFS:
            raise forms.ValidationError(f"Choose {MOST_PDFS} files at most.")
        if any(file.size > MOST_PDF_BYTES for file in files):
            raise forms.ValidationError("A PDF has at most 20 MB here.")
        return files


class PublicationsForm(forms.Form):
    """Publications as a file, as pasted BibTeX, or as plain lines: title; year; authors. Either one or the other."""

    text = forms.CharField(
        required=False,
        max_length=LONGEST_PASTE,
        label="Add publications",
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Paste BibTeX, or one paper a line: title; year; authors separated by commas.",
    )
    file = forms.FileField(
        required=False,
        label="or a file",
        help_text="BibTeX, the XML or BibTeX of your page at DBLP, or the works of your ORCID record as XML, "
        "JSON or BibTeX.",
    )

    pdfs = PdfsField(
        required=False,
        label="or PDFs of your papers",
        help_text=f"Up to {MOST_PDFS} at a time, 20 MB each. Title and abstract are read from them; no file is kept.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.papers: list[Paper] = []

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        text, file = str(data.get("text") or ""), data.get("file")
        if [bool(text), bool(file), bool(data.get("pdfs"))].count(True) != 1:
            if not self.errors:
                self.add_error("text", "Paste a list, choose a file, or choose PDFs: one of the three.")
            return data
        if data.get("pdfs"):
            self.papers = self._read_pdfs(data["pdfs"])
            return data
        where = "file" if file else "text"
        if file and file.size > MOST_BYTES:
            self.add_error("file", "A file of publications has at most 2 MB.")
            return data
        try:
            self.papers = read_file(file.read() if file else text.encode())
        except UnreadableError as error:
            self.add_error(where, str(error))
        return data

    def _read_pdfs(self, files: list[UploadedFile[bytes]]) -> list[Paper]:
        """Read each file; what can't be read is named, and nothing of the others is lost to a second try."""
        papers = []
        for file in files:
            with NamedTemporaryFile(suffix=".pdf") as copy:
                for chunk in file.chunks():
                    copy.write(chunk)
                copy.flush()
                try:
                    papers.append(read_paper(Path(copy.name)))
                except UnreadableError as error:
                    self.add_error("pdfs", f"{file.name}: {error}")
        return papers


AffiliationFormSet = forms.inlineformset_factory(
    User, Affiliation, form=AffiliationForm, extra=0, can_delete=True, max_num=MOST_ROWS
)
RelationFormSet = forms.inlineformset_factory(
    User, Relation, form=RelationForm, extra=0, can_delete=True, max_num=MOST_ROWS
)
PublicationFormSet = forms.inlineformset_factory(
    User,
    Publication,
    fields=["title", "year", "venue"],
    extra=0,
    can_delete=True,
    max_num=MOST_ROWS,
    widgets={"title": forms.TextInput(attrs={"class": "field-long"})},
)
