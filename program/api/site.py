"""The public site: its look, awards, what visitors asked, figures, a copy of all of it."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any, ClassVar

from django.http import FileResponse
from rest_framework.parsers import BaseParser, MultiPartParser
from rest_framework.response import Response

from conference.api.doors import Door, chairs, editors
from conference.api.listed_shapes import PictureSerializer
from conference.api.operations import operation
from conference.api.rows import RowDoor
from conference.errors import Invalid, NotFound
from conference.forms.reading import REFUSED, require_valid, shown_values
from conference.models import Job
from conference.scopes import Scope
from program.api import site_shapes as shapes
from program.api.draft import READ, WRITE, DraftDoor
from program.api.making import MADE, MAKING, made_file, made_row
from program.forms import AwardForm, SiteForm, sections_formset
from program.models import Award, Remark
from program.selectors import figures as figure_selectors
from program.selectors.sections import Block, blocks_of, public_site
from program.services import site as services
from program.services.copies import SITE_COPY, copies_of, start_copy
from program.services.figures import choose_public
from program.services.questions import remark_moderate
from program.visibility import accepted_papers

TAG = "Programme: the site"
PICTURES = ("logo", "banner")
SITE = {
    "banner_alt": "Fields from above",
    "embed_hosts": ["www.icml.example"],
    "takes_questions": False,
    "has_logo": True,
    "has_banner": False,
    "sections": [
        {"kind": "about", "title": "", "body": "", "is_shown": True},
        {"kind": "text", "title": "How to get there", "body": "By **tram**.", "is_shown": True},
    ],
}
AWARD = {"id": 2, "title": "Best paper", "paper": 12, "person": "", "note": ""}
REMARK = {
    "id": 8,
    "session": "0b0f3c52-6c8e-4c2f-9a57-3b1f3a2d6d11",
    "kind": "question",
    "text": "Does it work for orchards?",
    "name": "",
    "state": "new",
    "made_at": "2026-07-18T17:12:00Z",
}
FIGURE = {
    "key": "track",
    "title": "Submissions and acceptance by track",
    "unit": "submissions",
    "part_label": "accepted",
    "is_public": True,
    "points": [{"label": "Short papers", "value": 40, "part": 16}],
}


class SiteDoor(DraftDoor):
    """An address of the site’s look. The ETag is that of the set-up."""

    def shown(self) -> Response:
        self.workshop.refresh_from_db()
        site = public_site(self.workshop)
        shown = SimpleNamespace(
            banner_alt=site.banner_alt,
            hosts=site.hosts,
            takes_questions=site.takes_questions,
            has_logo=bool(self.workshop.logo),
            has_banner=bool(site.banner),
            sections=blocks_of(self.workshop),
        )
        return self.answer(shown, version=self.workshop.version)

    def save(
        self, given: Mapping[str, Any], blocks: list[Block] | None = None, files: Any = None
    ) -> Response:
        """Save what was sent of the look, as its page reads it; what is not named stays."""
        expected, site = self.seen(self.workshop.version), public_site(self.workshop)
        there = {"has_logo": bool(self.workshop.logo), "has_banner": bool(site.banner)}
        kept = shown_values(SiteForm(initial=SiteForm.initial_of(site), **there))
        form = SiteForm({**kept, **given}, files, **there)
        require_valid(form, dict.fromkeys(PICTURES, "file"))
        services.site_save(
            workshop=self.workshop,
            actor=self.user,
            given=form.given(),
            blocks=blocks_of(self.workshop) if blocks is None else blocks,
            expected=expected,
        )
        return self.shown()


class Site(SiteDoor):
    """The look of the site."""

    @operation(
        "read_site", "The look of the site", tag=TAG, scope=READ, answers=shapes.SiteSerializer, example=SITE
    )
    def get(self) -> Response:
        """Read which sections the front page has, its pictures, and who may embed programme and papers."""
        return self.shown()

    @operation(
        "change_site", "Change the look of the site", tag=TAG, scope=WRITE, guarded=True,
        takes=shapes.ChangeSiteSerializer, sent={"takes_questions": True}, answers=shapes.SiteSerializer,
        example=SITE | {"takes_questions": True},
    )  # fmt: skip
    def patch(self) -> Response:
        """Change what you name of the look; sections are replaced as a whole, in their order."""
        given = dict(self.sent())
        sections = given.pop("sections", None)
        if "embed_hosts" in given:
            given["embed_hosts"] = "\n".join(given["embed_hosts"])
        return self.save(given, None if sections is None else self._blocks(sections))

    def _blocks(self, given: list[Mapping[str, Any]]) -> list[Block]:
        data: dict[str, Any] = {"sections-TOTAL_FORMS": len(given), "sections-INITIAL_FORMS": len(given)}
        for place, section in enumerate(given):
            values = {**section, "is_shown": "on" if section["is_shown"] else "", "ORDER": place + 1}
            data |= {f"sections-{place}-{name}": value for name, value in values.items()}
        formset: Any = sections_formset(data, [])
        if not formset.is_valid():
            raise Invalid(
                REFUSED,
                {
                    f"sections.{place}.{name}": [str(reason) for reason in reasons]
                    for place, errors in enumerate(formset.errors)
                    for name, reasons in errors.items()
                },
            )
        blocks: list[Block] = formset.made()
        return blocks


class SitePicture(SiteDoor):
    """The logo or the banner."""

    parser_classes: ClassVar[list[type[BaseParser]]] = [MultiPartParser]  # type: ignore[misc]

    @operation(
        "set_site_picture", "Upload the logo or the banner", tag=TAG, scope=WRITE, guarded=True, is_upload=True,
        takes=PictureSerializer, sent={"file": "logo.png"}, answers=shapes.SiteSerializer, example=SITE,
    )  # fmt: skip
    def post(self, item: str) -> Response:
        """Upload the `logo` or the `banner` in place of the one that is there."""
        return self.save({}, files={_picture(item): self.sent()["file"]})

    @operation(
        "remove_site_picture", "Remove the logo or the banner", tag=TAG, scope=WRITE, guarded=True,
        answers=shapes.SiteSerializer, example=SITE | {"has_logo": False},
    )  # fmt: skip
    def delete(self, item: str) -> Response:
        """Take the `logo` or the `banner` away."""
        return self.save({f"without_{_picture(item)}": "on"})


def _picture(item: str) -> str:
    if item not in PICTURES:
        raise NotFound
    return item


class AwardDoor(RowDoor):
    """An address of the awards."""

    allowed = editors
    names: ClassVar[dict[str, str]] = {"submission": "paper"}

    def rows(self) -> Any:
        return Award.objects.filter(workshop=self.workshop)

    def form(self, row: Any, data: Any = None, files: Any = None) -> AwardForm:
        return AwardForm(data, files, instance=row, papers=accepted_papers(self.viewer, self.workshop))

    def shown(self, row: Award) -> Any:
        known = accepted_papers(self.viewer, self.workshop).filter(pk=row.submission_id).first()
        names = {name: getattr(row, name) for name in ("id", "title", "person", "note")}
        return SimpleNamespace(**names, paper=known.number if known else None)

    def given(self) -> dict[str, Any]:
        """Return what was sent, the paper as its form reads it."""
        given = dict(self.sent())
        if "paper" in given:
            number = given.pop("paper")
            paper = accepted_papers(self.viewer, self.workshop).filter(number=number).first()
            if number and paper is None:
                raise Invalid(REFUSED, {"paper": ["This is no accepted paper."]})
            given["submission"] = paper.pk if paper else None
        return given


class Awards(AwardDoor):
    """The awards."""

    @operation(
        "list_awards",
        "The awards",
        tag=TAG,
        scope=READ,
        paged=True,
        answers=shapes.AwardSerializer,
        example=AWARD,
    )
    def get(self) -> Response:
        """List the awards in their order. The ETag is that of the set-up."""
        numbers = dict(accepted_papers(self.viewer, self.workshop).values_list("pk", "number"))
        rows = list(self.rows())
        for row in rows:
            row.paper = numbers.get(row.submission_id)
        return self.show(self.part.of_rows(rows, lambda row: row.pk))

    @operation(
        "add_award", "Add an award", tag=TAG, scope=WRITE, guarded=True, status=201, takes=shapes.NewAwardSerializer,
        sent={"title": "Best paper", "paper": 12}, answers=shapes.AwardSerializer, example=AWARD,
    )  # fmt: skip
    def post(self) -> Response:
        """Add an award for a paper or for a person; of a paper it is public once the paper is."""
        return self.save(Award(workshop=self.workshop), self.given())


class OneAward(AwardDoor):
    """An award."""

    @operation("read_award", "An award", tag=TAG, scope=READ, answers=shapes.AwardSerializer, example=AWARD)
    def get(self, pk: int) -> Response:
        """Read an award."""
        return self.show(self.shown(self.found(pk)))

    @operation(
        "change_award", "Change an award", tag=TAG, scope=WRITE, guarded=True, takes=shapes.ChangeAwardSerializer,
        sent={"note": "With a prize"}, answers=shapes.AwardSerializer, example=AWARD | {"note": "With a prize"},
    )  # fmt: skip
    def patch(self, pk: int) -> Response:
        """Change what you name of an award; the rest stays."""
        return self.save(self.found(pk), self.given())

    @operation("remove_award", "Remove an award", tag=TAG, scope=WRITE, guarded=True, status=204)
    def delete(self, pk: int) -> Response:
        """Take an award away."""
        return self.remove(pk)


class Remarks(Door):
    """What visitors asked and said."""

    allowed = editors

    @operation(
        "list_remarks", "What visitors asked", tag=TAG, scope=READ, paged=True, query=shapes.RemarkQuerySerializer,
        answers=shapes.RemarkSerializer, example=REMARK,
    )  # fmt: skip
    def get(self) -> Response:
        """List questions and feedback on sessions, those that nobody has read unless you ask for others."""
        remarks = Remark.objects.filter(session__workshop=self.workshop, **self.asked())
        return self.page(self.part.newest_first(remarks.select_related("session"), list))


class OneRemark(Door):
    """A question."""

    allowed = editors

    @operation(
        "moderate_remark", "Show a question, or set it aside", tag=TAG, scope=WRITE,
        takes=shapes.ModerateSerializer, sent={"shown": True}, answers=shapes.RemarkSerializer,
        example=REMARK | {"state": "shown"},
    )  # fmt: skip
    def patch(self, pk: int) -> Response:
        """Let all read a question, or set a remark aside."""
        found = (
            Remark.objects.filter(session__workshop=self.workshop, pk=pk).select_related("session").first()
        )
        if found is None:
            raise NotFound
        remark_moderate(remark=found, actor=self.user, show=self.sent()["shown"])
        return self.answer(found)


class Figures(Door):
    """The figures of an edition."""

    allowed = chairs

    @operation(
        "list_figures", "The figures of an edition", tag=TAG, scope=Scope.CHAIR_READ, paged=True,
        answers=shapes.FigureSerializer, example=FIGURE,
    )  # fmt: skip
    def get(self) -> Response:
        """List the figures of submissions, acceptance and reviewing, as far as you may know what is counted."""
        return self.page(self.part.of_rows(figure_selectors.chair_figures(self.viewer, self.workshop)))

    @operation(
        "show_figures", "Choose the figures on the site", tag=TAG, scope=Scope.CHAIR_WRITE,
        takes=shapes.ShowFiguresSerializer, sent={"shown": ["day", "track"]}, status=204,
    )  # fmt: skip
    def put(self) -> Response:
        """Show these figures on the site and no others."""
        choose_public(workshop=self.workshop, by=self.user, keys=self.sent()["shown"])
        return self.nothing()


class SiteCopy(Door):
    """A copy of the site."""

    allowed = editors

    @operation(
        "read_site_copy",
        "A copy of the site",
        tag=TAG,
        scope=READ,
        answers=shapes.MadeSerializer,
        example=MADE,
    )
    def get(self) -> Response:
        """Read how far the last copy of the public site is."""
        jobs = Job.objects.filter(workshop=self.workshop, kind=SITE_COPY).order_by("-pk")
        return self.answer(made_row(jobs.first()))

    @operation(
        "copy_site", "Have the site copied", tag=TAG, scope=WRITE, keyed=True, answers=shapes.MadeSerializer,
        example=MAKING,
    )  # fmt: skip
    def post(self) -> Response:
        """Have the public site made into a ZIP that any web server can serve."""
        return self.answer(made_row(start_copy(workshop=self.workshop, by=self.user)))


class SiteCopyFile(Door):
    """The copy itself."""

    allowed = editors

    @operation("download_site_copy", "Download the copy of the site", tag=TAG, scope=READ, is_file=True)
    def get(self) -> FileResponse:
        """Download the last copy, a ZIP."""
        return made_file(self, copies_of(self.workshop), f"{self.workshop.slug}.zip")
