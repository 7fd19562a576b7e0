"""Opt-ins and their packages, the facts of the proceedings volume, papers accepted in another system."""

from __future__ import annotations

import io
from types import SimpleNamespace
from typing import Any

from django.http import FileResponse
from rest_framework.response import Response

from conference.api.doors import Door, chairs, editors
from conference.api.operations import operation
from conference.api.setup import READ, WRITE, SetUpDoor
from conference.deadlines import AOE
from conference.errors import Invalid, NotFound
from conference.forms.reading import REFUSED, require_valid, sent_values, shown_values
from conference.models import OptIn
from conference.scopes import Scope
from program.api import paper_shapes as shapes
from program.api.making import MADE, MAKING, made_file, made_row
from program.api.site_shapes import MadeSerializer
from program.elsewhere import read_papers, without
from program.exports import FORMATS
from program.forms import ElsewhereForm, VolumeForm
from program.models import ProceedingsVolume
from program.opt_in_form import OptInForm
from program.selectors import opt_ins as selectors
from program.selectors.exports import export_sheet, named_papers
from program.selectors.volume import derived_volume, stored_volume
from program.services import opt_ins as services
from program.services.elsewhere import papers_take_in
from program.services.packages import start_package
from program.services.volume import FACTS, save_volume

TAG = "Chairs: after acceptance"
OPT_IN = {
    "id": 5,
    "track": "short",
    "label": "Proceedings volume",
    "note": "Only original work",
    "kind": "proceedings",
    "conditions": "I agree to **CC BY 4.0**.",
    "original_only": True,
    "last_day": "2026-06-17",
}
PAPER = {
    "number": 12,
    "title": "Counting furrows from orbit",
    "authors": "Xiaoman Ruan, Imre Halmos",
    "goes_in": False,
    "reasons": [],
    "missing": ["Final PDF"],
    "agreed_at": "2026-06-03T08:00:00Z",
    "agreed_by": "Xiaoman Ruan",
    "other_wording": False,
}
VOLUME = {
    "title": "Proceedings of Earth Observation Data at Scale",
    "name": "Earth Observation Data at Scale",
    "short_name": "TerraBytes",
    "series": "Proceedings of Machine Learning Research",
    "number": "",
    "conference_number": 2,
    "editors": "Marguerite Aubin\nKalinda Wijesooriya",
    "start": "2026-07-18",
    "end": "2026-07-18",
    "address": "Vancouver, Canada",
    "sections": "track",
    "preface": "",
}


class OptInDoor(SetUpDoor):
    """An address of opt-ins. The ETag is that of the set-up."""

    def opt_in(self, pk: int) -> OptIn:
        return selectors.access_opt_in(self.workshop, pk)

    @staticmethod
    def shown(opt_in: OptIn, **more: Any) -> Any:
        last_day = opt_in.closes_at.astimezone(AOE).date() if opt_in.closes_at else None
        names = ("pk", "id", "track", *shapes.TERMS)
        return SimpleNamespace(**{name: getattr(opt_in, name) for name in names}, last_day=last_day, **more)


class OptIns(OptInDoor):
    """The opt-ins."""

    @operation(
        "list_opt_ins", "The opt-ins", tag=TAG, scope=READ, paged=True, answers=shapes.TermsRowSerializer,
        example=OPT_IN | {"chosen": 9},
    )  # fmt: skip
    def get(self) -> Response:
        """List what authors may choose, with how many accepted papers chose it, as far as you may count them."""
        lines = selectors.opt_in_lines(self.viewer, self.workshop)
        rows = [self.shown(line.opt_in, chosen=line.chosen) for line in lines]
        return self.show(self.part.of_rows(rows, lambda row: row.pk))


class OneOptIn(OptInDoor):
    """An opt-in."""

    @operation(
        "read_opt_in",
        "The terms of an opt-in",
        tag=TAG,
        scope=READ,
        answers=shapes.TermsSerializer,
        example=OPT_IN,
    )
    def get(self, pk: int) -> Response:
        """Read the terms of an opt-in."""
        return self.show(self.shown(self.opt_in(pk)))

    @operation(
        "change_opt_in", "Change the terms of an opt-in", tag=TAG, scope=WRITE, guarded=True,
        takes=shapes.ChangeTermsSerializer, sent={"last_day": "2026-06-20"}, answers=shapes.TermsSerializer,
        example=OPT_IN | {"last_day": "2026-06-20"},
    )  # fmt: skip
    def patch(self, pk: int) -> Response:
        """Change what you name of the terms. Who agreed before agreed to the earlier words; they are kept."""
        found, expected = self.opt_in(pk), self.seen(self.workshop.version)
        kept = shown_values(OptInForm(instance=found, workshop=self.workshop))
        form = OptInForm({**kept, **sent_values(self.sent())}, instance=found, workshop=self.workshop)
        require_valid(form)
        services.save_opt_in(opt_in=form.instance, by=self.user, expected=expected)
        self.workshop.refresh_from_db(fields=["version"])
        return self.get(pk)


class OptInPapers(OptInDoor):
    """The papers that chose an opt-in."""

    @operation(
        "list_opted_papers", "The papers of an opt-in", tag=TAG, scope=READ, paged=True,
        answers=shapes.OptInPaperSerializer, example=PAPER,
    )  # fmt: skip
    def get(self, pk: int) -> Response:
        """List the accepted papers that chose it and which you may know: what each lacks, and who agreed."""
        page = selectors.opt_in_page(self.viewer, self.workshop, pk)
        return self.page(self.part.of_rows(page.papers, lambda paper: paper.number))


class Package(OptInDoor):
    """The package of an opt-in: what its maker may see, so hers alone."""

    @operation(
        "read_package", "The package of an opt-in", tag=TAG, scope=READ, answers=MadeSerializer, example=MADE
    )
    def get(self, pk: int) -> Response:
        """Read how far the newest package is that you had made."""
        return self.answer(made_row(selectors.own_packages(self.viewer, self.opt_in(pk)).first()))

    @operation(
        "make_package", "Have a package made", tag=TAG, scope=WRITE, keyed=True, answers=MadeSerializer,
        example=MAKING,
    )  # fmt: skip
    def post(self, pk: int) -> Response:
        """Have the package made: for a volume at PMLR, a journal, a special issue."""
        return self.answer(made_row(start_package(opt_in=self.opt_in(pk), by=self.user)))


class PackageFile(OptInDoor):
    """The package itself."""

    @operation("download_package", "Download a package", tag=TAG, scope=READ, is_file=True)
    def get(self, pk: int) -> FileResponse:
        """Download the newest package that you had made, a ZIP."""
        jobs = selectors.own_packages(self.viewer, self.opt_in(pk))
        return made_file(self, jobs, f"{self.workshop.slug}-package-{pk}.zip")


class Volume(Door):
    """The facts of the proceedings volume."""

    allowed = chairs

    def form(self) -> VolumeForm:
        stored = stored_volume(self.workshop)
        initial = None if stored else VolumeForm.initial_of(derived_volume(self.workshop))
        return VolumeForm(instance=stored or ProceedingsVolume(workshop=self.workshop), initial=initial)

    @operation(
        "read_volume",
        "The proceedings volume",
        tag=TAG,
        scope=READ,
        answers=shapes.VolumeSerializer,
        example=VOLUME,
    )
    def get(self) -> Response:
        """Read the facts of the volume as they were entered, or as they follow from the workshop."""
        form = self.form()
        facts = {name: form.get_initial_for_field(form.fields[name], name) for name in FACTS}
        version = form.instance.version if form.instance.pk else 0
        return self.answer(SimpleNamespace(**facts), version=version)

    @operation(
        "change_volume", "Enter the facts of the volume", tag=TAG, scope=WRITE, guarded=True,
        takes=shapes.ChangeVolumeSerializer, sent={"number": "262"}, answers=shapes.VolumeSerializer,
        example=VOLUME | {"number": "262"},
    )  # fmt: skip
    def patch(self) -> Response:
        """Enter what you name of the facts; packages and proceedings made from now on say so."""
        shown = self.form()
        expected = self.seen(shown.instance.version if shown.instance.pk else 0)
        data = {**shown_values(shown), **sent_values(self.sent())}
        form = VolumeForm(data, instance=shown.instance)
        require_valid(form)
        save_volume(volume=form.instance, by=self.user, expected=expected)
        return self.get()


class AcceptedElsewhere(Door):
    """Papers that were accepted in another system."""

    allowed = chairs

    @operation(
        "take_in_papers", "Take in papers accepted elsewhere", tag=TAG, scope=WRITE, keyed=True,
        takes=shapes.ElsewhereSerializer,
        sent={"track": "short", "text": "Counting furrows | Xiaoman Ruan; Imre Halmos | short | oral"},
        answers=shapes.TakenInSerializer, example={"added": 1, "known": 0},
    )  # fmt: skip
    def post(self) -> Response:
        """Take papers in that were reviewed and accepted in another system, as accepted ones; nobody gets a mail."""
        form = ElsewhereForm(self.sent(), workshop=self.workshop)
        require_valid(form)
        there = named_papers(self.viewer, self.workshop).values_list("title", flat=True)
        read, known = without(read_papers(form.cleaned_data["text"], form.usual()), list(there))
        if read.broken:
            raise Invalid(REFUSED, {"text": [f"Row {row.row}: {row.reason}" for row in read.broken]})
        added = papers_take_in(workshop=self.workshop, actor=self.user, papers=read.papers)
        return self.answer({"added": added, "known": known})


class Export(Door):
    """The accepted papers in one format."""

    allowed = editors

    @operation(
        "export_papers", "The accepted papers in a format", tag=TAG, scope=Scope.PROGRAMME_READ, is_file=True
    )
    def get(self, kind: str) -> FileResponse:
        """Download the accepted papers in one of the formats of the page Exports, such as `bibtex`, `csv` or `json`."""
        if kind not in FORMATS:
            raise NotFound
        made = FORMATS[kind]
        content = made.write(export_sheet(self.viewer, self.workshop))
        return self.file(io.BytesIO(content), f"{self.workshop.slug}-{made.key}.{made.ending}")
