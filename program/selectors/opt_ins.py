"""Opt-ins as chairs see them: who chose them, who is eligible and why not, what is missing for the package."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from conference.errors import NotFound
from conference.models import Job, OptIn, Workshop
from conference.visibility import Viewer
from reviews.models import ACCEPTED, waits_for_signature
from reviews.selectors.camera_ready import opt_in_due, reasons_against
from reviews.sight import Info
from reviews.visibility import papers_visible_to
from submissions.checklist import Item
from submissions.models import OptInAgreement, PaperFile, SubmissionState
from submissions.selectors.camera_ready import Due, answers_of, dues_of, versions_of, with_handed
from submissions.selectors.files import current_file

PACKAGE = "opt_in_package"


@dataclass(frozen=True)
class OptInPaper:
    """An accepted paper that opted in. ``reasons`` keep it out for good, ``missing`` can still be handed in."""

    number: int
    title: str
    authors: str
    reasons: tuple[str, ...]
    missing: tuple[str, ...]
    agreed_at: datetime | None
    agreed_by: str
    other_wording: bool

    @property
    def goes_in(self) -> bool:
        return not self.reasons and "Final PDF" not in self.missing


@dataclass(frozen=True)
class OptInLine:
    """An opt-in in the list."""

    opt_in: OptIn
    chosen: int
    until: Due


@dataclass(frozen=True)
class OptInPage:
    opt_in: OptIn
    until: Due
    papers: tuple[OptInPaper, ...]
    jobs: tuple[Job, ...]

    @property
    def going_in(self) -> int:
        return sum(paper.goes_in for paper in self.papers)


def access_opt_in(workshop: Workshop, pk: int) -> OptIn:
    """Return an opt-in of a workshop, else NotFound."""
    found = OptIn.objects.select_related("track__workshop").filter(pk=pk, track__workshop=workshop).first()
    if found is None:
        raise NotFound
    return found


def opt_in_lines(viewer: Viewer, workshop: Workshop) -> list[OptInLine]:
    """Return all opt-ins of a workshop with how many accepted papers chose each, as far as a chair may count them."""
    dues = dues_of(workshop)
    chosen: dict[int, int] = {}
    through = OptIn.objects.filter(track__workshop=workshop, submissions__in=_accepted(viewer, workshop))
    for pk in through.values_list("pk", flat=True):
        chosen[pk] = chosen.get(pk, 0) + 1
    rows = OptIn.objects.filter(track__workshop=workshop).select_related("track__workshop")
    ordered = rows.order_by("track__position", "track_id", "position", "pk")
    return [
        OptInLine(opt_in, chosen.get(opt_in.pk, 0), opt_in_due(opt_in, workshop, dues)) for opt_in in ordered
    ]


def _accepted(viewer: Viewer, workshop: Workshop) -> QuerySet[Any]:
    """Return the accepted papers of which a chair may know what was opted for; her own are none of hers here."""
    papers = papers_visible_to(viewer, workshop, Info.OPT_INS_AND_DECLARATIONS)
    return papers.filter(
        viewer_is_author=False,
        state=SubmissionState.SUBMITTED,
        decision__outcome__in=ACCEPTED,
        decision__released_at__isnull=False,
    )


def volume_opt_ins(workshop: Workshop) -> list[OptIn]:
    """Return the opt-ins that lead into the workshop's proceedings volume, one or more a track."""
    found = OptIn.objects.filter(track__workshop=workshop, kind=OptIn.Kind.PROCEEDINGS)
    return list(
        found.select_related("track__workshop").order_by("track__position", "track_id", "position", "pk")
    )


def opted_papers(viewer: Viewer, workshop: Workshop, opt_in: OptIn) -> list[Any]:
    """Return the accepted papers that chose an opt-in, with all that was handed in, by number."""
    papers = _accepted(viewer, workshop).filter(opt_ins=opt_in)
    related = ("workshop", "track", "decision__shepherding")
    return list(with_handed(papers).select_related(*related).order_by("number"))


def opt_in_page(viewer: Viewer, workshop: Workshop, pk: int) -> OptInPage:
    """Return one opt-in with its papers; the number of queries is fixed."""
    opt_in = access_opt_in(workshop, pk)
    agreements = {
        agreement.submission_id: agreement
        for agreement in OptInAgreement.objects.filter(opt_in=opt_in, ended_at=None).select_related(
            "agreed_by"
        )
    }
    papers = opted_papers(viewer, workshop, opt_in)
    return OptInPage(
        opt_in=opt_in,
        until=opt_in_due(opt_in, workshop, dues_of(workshop)),
        papers=tuple(_row(paper, opt_in, agreements.get(paper.pk)) for paper in papers),
        jobs=tuple(own_packages(viewer, opt_in)[:3]),
    )


def own_packages(viewer: Viewer, opt_in: OptIn) -> QuerySet[Job]:
    """Return the packages that this chair had made: they hold what she may see, so they are hers alone."""
    jobs = Job.objects.filter(
        kind=PACKAGE,
        owner_id=viewer.user_id,
        workshop_id=opt_in.track.workshop_id,
        arguments__opt_in=opt_in.pk,
    )
    return jobs.order_by("-pk")


def final_pdf(paper: Any) -> PaperFile | None:
    """Return the final version that stands, of a paper that ``with_handed`` loaded."""
    return current_file(versions_of(paper, Item.FINAL))


def missing_for(paper: Any, opt_in: OptIn) -> list[str]:
    """Return what a paper lacks for the package of an opt-in, in words."""
    found = [] if final_pdf(paper) else ["Final PDF"]
    if waits_for_signature(paper.decision):
        found.append("The shepherd’s signature under its conditions")
    if not any(author.email for author in paper.authors.all()):
        found.append("An author’s e-mail address")
    if not paper.abstract.strip():
        found.append("Abstract")
    if opt_in.kind == OptIn.Kind.PROCEEDINGS and answers_of(paper).licence != "cc-by-4.0":
        found.append("Licence CC BY 4.0")
    return found


def _row(paper: Any, opt_in: OptIn, agreement: OptInAgreement | None) -> OptInPaper:
    missing = missing_for(paper, opt_in)
    if opt_in.conditions and agreement is None:
        missing.append("Agreement to the conditions")
    return OptInPaper(
        number=paper.number,
        title=paper.title,
        authors=", ".join(author.name for author in paper.authors.all()),
        reasons=tuple(reasons_against(paper, opt_in)),
        missing=tuple(missing),
        agreed_at=agreement.agreed_at if agreement else None,
        agreed_by=agreement.agreed_by.name if agreement and agreement.agreed_by else "",
        other_wording=bool(agreement and agreement.wording != opt_in.conditions),
    )
