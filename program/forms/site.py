"""What organizers fill in about the public site: pictures, sections, who may embed it, news, awards."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms import BaseFormSet, formset_factory

from program.models import Award, NewsPost, PublicSite, SiteSection
from program.photos import small_jpeg, small_png
from program.selectors.sections import Block
from program.services.site import SiteInput

from .uploads import made
from .versioned import VersionedForm

LOGO_SIDE, BANNER_SIDE = 480, 1600
HOST = re.compile(
    r"^(?:https?://)?(\*\.)?([a-z0-9-]+(?:\.[a-z0-9-]+)+|localhost)(:\d{2,5})?/?$", re.IGNORECASE
)
MOST_SECTIONS = 40
PICTURES = {"accept": "image/png,image/jpeg,image/webp"}


class SiteForm(forms.Form):
    """Pictures and embedding. A picture is made anew from what was uploaded."""

    logo = forms.FileField(
        required=False,
        help_text="Stands beside the name on every page. PNG, JPEG or WebP.",
        widget=forms.FileInput(attrs=PICTURES),
    )
    without_logo = forms.BooleanField(label="Remove the logo", required=False)
    banner = forms.FileField(
        required=False,
        help_text="Stands above the front page, three times as wide as high.",
        widget=forms.FileInput(attrs=PICTURES),
    )
    banner_alt = forms.CharField(
        label="What the banner shows",
        required=False,
        max_length=200,
        help_text="For those who can’t see it. Empty where it only decorates.",
    )
    without_banner = forms.BooleanField(label="Remove the banner", required=False)
    takes_questions = forms.BooleanField(
        label="Visitors can ask questions and give feedback on sessions",
        required=False,
        help_text="You read each before anybody else does, under the tab Questions.",
    )
    embed_hosts = forms.CharField(
        label="Sites that may embed the programme and the papers",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Host names, one a line: www.example.org. Empty: none.",
    )
    logo_png: bytes | None = None
    banner_jpeg: bytes | None = None

    def __init__(self, *args: Any, has_logo: bool, has_banner: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_logo:
            del self.fields["without_logo"]
        if not has_banner:
            del self.fields["without_banner"]

    @staticmethod
    def initial_of(site: PublicSite) -> dict[str, Any]:
        return {name: getattr(site, name) for name in ("banner_alt", "embed_hosts", "takes_questions")}

    def given(self) -> SiteInput:
        data = self.cleaned_data
        return SiteInput(
            logo=self.logo_png,
            without_logo=data.get("without_logo", False),
            banner=self.banner_jpeg,
            without_banner=data.get("without_banner", False),
            banner_alt=data["banner_alt"],
            embed_hosts=data["embed_hosts"],
            takes_questions=data["takes_questions"],
        )

    def clean_logo(self) -> Any:
        upload = self.cleaned_data["logo"]
        if upload:
            self.logo_png = made(small_png, upload, LOGO_SIDE)
        return upload

    def clean_banner(self) -> Any:
        upload = self.cleaned_data["banner"]
        if upload:
            self.banner_jpeg = made(small_jpeg, upload, BANNER_SIDE)
        return upload

    def clean_embed_hosts(self) -> str:
        """Return clean host names, one a line: they go into a header."""
        found = []
        for line in self.cleaned_data["embed_hosts"].split():
            host = HOST.fullmatch(line.strip())
            if host is None:
                raise forms.ValidationError(f"“{line}” is not a host name. An example: www.example.org")
            found.append("".join(part or "" for part in host.groups()).lower())
        return "\n".join(dict.fromkeys(found))


class SectionForm(forms.Form):
    """A section of the front page; a part that every site has can only be shown, hidden and moved."""

    kind = forms.CharField(widget=forms.HiddenInput, required=False, initial="text")
    is_shown = forms.BooleanField(label="Shown", required=False, initial=True)
    title = forms.CharField(max_length=120, required=False)
    body = forms.CharField(
        label="Text", required=False, widget=forms.Textarea(attrs={"rows": 5}), help_text="Markdown."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.block = Block(str(self["kind"].value() or "text")) if self._known() else Block("text")
        if self.block.kind != SiteSection.Kind.TEXT:
            del self.fields["title"], self.fields["body"]
            self.fields["is_shown"].label = self.block.label

    def _known(self) -> bool:
        return str(self["kind"].value() or "text") in SiteSection.Kind.values

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.block.kind == SiteSection.Kind.TEXT and not data.get("title"):
            self.add_error("title", "A text needs a title.")
        return data

    def made(self) -> Block:
        """Return the section as it was filled in."""
        data = self.cleaned_data
        return Block(self.block.kind, data.get("title", ""), data.get("body", ""), data["is_shown"])


class Sections(BaseFormSet):  # type: ignore[type-arg]
    """All sections in their order."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if form.block.kind != SiteSection.Kind.TEXT:
            del form.fields["DELETE"]

    def made(self) -> list[Block]:
        """Return the sections in their order; those taken away left out, each part of every site once."""
        found: dict[object, Block] = {}
        for place, form in enumerate(self.ordered_forms):
            block = form.made()
            found.setdefault(place if block.kind == SiteSection.Kind.TEXT else block.kind, block)
        return list(found.values())


def sections_formset(data: Any, blocks: list[Block]) -> Sections:
    factory = formset_factory(
        SectionForm,
        formset=Sections,
        extra=0,
        can_order=True,
        can_delete=True,
        max_num=MOST_SECTIONS,
        validate_max=True,
    )
    initial = [{"kind": b.kind, "title": b.title, "body": b.body, "is_shown": b.is_shown} for b in blocks]
    return factory(data, initial=initial, prefix="sections")  # type: ignore[return-value]


class NewsForm(VersionedForm):
    """A piece of news."""

    title = forms.CharField(max_length=200)
    body = forms.CharField(label="Text", widget=forms.Textarea(attrs={"rows": 10}), help_text="Markdown.")

    @staticmethod
    def initial_of(post: NewsPost) -> dict[str, Any]:
        return {"title": post.title, "body": post.body, "version": post.version}


def _paper_label(paper: Any) -> str:
    return f"#{paper.number} {paper.title}"[:90]


class AwardForm(forms.ModelForm[Award]):
    """An award for a paper or for a person."""

    class Meta:
        model = Award
        fields = ["title", "submission", "person", "note"]
        help_texts = {"person": "In place of a paper: a reviewer, a team."}

    def __init__(self, *args: Any, papers: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["submission"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = papers
            field.label_from_instance = _paper_label  # type: ignore[assignment]
            field.empty_label = "No paper"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if bool(data.get("submission")) == bool(data.get("person")):
            raise forms.ValidationError("Choose a paper or name a person: one of the two.")
        return data
