"""The packages of opt-ins: a ZIP for a proceedings volume or a journal, made by a job of what its maker may see."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.urls import reverse

from conference import audit
from conference.errors import NotFound
from conference.jobs import Progress, start_job
from conference.models import Job, OptIn, User, Workshop
from conference.spreadsheets import Cell, as_csv
from conference.visibility import Viewer, viewer_of
from program import pmlr
from program.selectors.opt_ins import (
    PACKAGE,
    final_pdf,
    missing_for,
    opted_papers,
    own_packages,
    volume_opt_ins,
)
from program.selectors.papers import is_openreview
from program.selectors.volume import sections_of, volume_of
from program.services import made_files
from reviews.models import Review, waits_for_signature
from reviews.projections import review_for_author
from reviews.selectors.camera_ready import reasons_against
from reviews.selectors.review_forms import WITH_ANSWERS
from submissions.models import OptInAgreement, PaperFile
from submissions.selectors.camera_ready import link_of

Chosen = tuple[Any, OptIn]
"""A paper with the opt-in that it chose."""


def start_package(*, opt_in: OptIn, by: User) -> Job:
    """Ask for the package of an opt-in."""
    return start_job(
        kind=PACKAGE,
        title=f"Package: {opt_in.label}",
        arguments={"opt_in": opt_in.pk},
        workshop=opt_in.track.workshop,
        owner=by,
    )


def make_package(job: Job, progress: Progress) -> dict[str, Any]:
    """Make the package that a job asks for; the one made before for the same person is deleted."""
    opt_in = OptIn.objects.select_related("track__workshop").filter(pk=job.arguments["opt_in"]).first()
    if opt_in is None or job.owner is None or job.workshop is None:
        raise NotFound("The option or its chair is gone.")
    workshop, viewer = job.workshop, viewer_of(job.owner)
    chosen = _chosen(viewer, workshop, opt_in) if viewer.is_chair(workshop) else []
    taken = [pair for pair in chosen if _goes_in(*pair)]
    left = [pair for pair in chosen if pair not in taken]
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        if opt_in.kind == OptIn.Kind.PROCEEDINGS:
            _proceedings(archive, workshop, taken, progress)
        else:
            _journal(archive, opt_in, [paper for paper, _ in taken], progress)
        archive.writestr("CHECK.txt", _check(workshop, opt_in, taken, left))
    name = made_files.store(held, workshop, "packages", "zip")
    made_files.forget(own_packages(viewer, opt_in).filter(pk__lt=job.pk))
    _record(job, workshop, opt_in, len(taken))
    url = reverse("program:opt_in_package_file", args=[workshop.slug, opt_in.pk, job.pk])
    return {"file": name, "url": url, "papers": len(taken), "left_out": len(left)}


def _chosen(viewer: Viewer, workshop: Workshop, opt_in: OptIn) -> list[Chosen]:
    """Return the papers with the opt-in each chose: a volume has those of all tracks, so that its pages run on."""
    opt_ins = volume_opt_ins(workshop) if opt_in.kind == OptIn.Kind.PROCEEDINGS else [opt_in]
    found: dict[int, Chosen] = {}
    for one in opt_ins:
        for paper in opted_papers(viewer, workshop, one):
            found.setdefault(paper.pk, (paper, one))
    return list(found.values())


def _goes_in(paper: Any, opt_in: OptIn) -> bool:
    return bool(
        final_pdf(paper) and not reasons_against(paper, opt_in) and not waits_for_signature(paper.decision)
    )


def _record(job: Job, workshop: Workshop, opt_in: OptIn, count: int) -> None:
    audit.record_of_workshop(
        workshop,
        job.owner,
        "opt_in_package",
        f"Made the package of “{opt_in.label}”",
        after={"papers": count},
    )


def _proceedings(
    archive: zipfile.ZipFile, workshop: Workshop, taken: Sequence[Chosen], progress: Progress
) -> None:
    volume, sections = volume_of(workshop), sections_of(workshop)
    ranks = {paper.pk: sections(paper) for paper, _ in taken}
    papers = sorted((paper for paper, _ in taken), key=lambda paper: (ranks[paper.pk], paper.number))
    listed = [_volume_paper(paper, ranks[paper.pk][1]) for paper in papers]
    keys = pmlr.keys(listed, volume.start.year if volume.start else 0)
    name = "".join(sign for sign in volume.shortname.lower() if sign.isalnum() and sign.isascii()) or "volume"
    archive.writestr(f"{name}.bib", pmlr.bibliography(volume, listed, keys))
    for place, (paper, key) in enumerate(zip(papers, keys, strict=True), 1):
        _add(archive, final_pdf(paper), f"{key}.pdf")
        progress(place, len(papers), f"{key}.pdf")
    agreed = _agreements(one for _, one in taken)
    rows = (
        [
            f"{key}Permission.pdf",
            key,
            paper.number,
            paper.title,
            *_contact(paper),
            *agreed.get(paper.pk, ("", "", "")),
        ]
        for paper, key in zip(papers, keys, strict=True)
    )
    header = (
        "Form",
        "Key",
        "Number",
        "Title",
        "To be signed by",
        "E-mail",
        "Agreed here on",
        "By",
        "To these words",
    )
    archive.writestr("permissions.csv", as_csv(header, rows))


def _volume_paper(paper: Any, section: str) -> pmlr.VolumePaper:
    file = final_pdf(paper)
    return pmlr.VolumePaper(
        title=paper.title,
        authors=tuple(author.name for author in paper.authors.all()),
        abstract=paper.abstract,
        pages=int((file.report if file else {}).get("total_pages") or 1),
        video=link_of(paper, "video"),
        software=link_of(paper, "code"),
        openreview=forum if is_openreview(forum := link_of(paper, "forum")) else "",
        section=section,
    )


def _journal(archive: zipfile.ZipFile, opt_in: OptIn, papers: Sequence[Any], progress: Progress) -> None:
    agreed = _agreements([opt_in])
    consented = consented_reviews(papers) if opt_in.kind == OptIn.Kind.JOURNAL else {}
    rows: list[list[Cell]] = []
    for place, paper in enumerate(papers, 1):
        name = f"paper-{paper.number}.pdf"
        _add(archive, final_pdf(paper), name)
        reviews = consented.get(paper.pk, [])
        if reviews:
            archive.writestr(f"reviews/paper-{paper.number}.txt", "\n\n".join(reviews))
        names = ", ".join(author.name for author in paper.authors.all())
        rows.append(
            [paper.number, paper.title, names, *_contact(paper), paper.abstract, paper.keywords, name, len(reviews),
             *agreed.get(paper.pk, ("", "", ""))]
        )  # fmt: skip
        progress(place, len(papers), name)
    header = ("Number", "Title", "Authors", "Contact", "E-mail", "Abstract", "Keywords", "File", "Reviews enclosed",
              "Agreed on", "By", "To these words")  # fmt: skip
    archive.writestr("papers.csv", as_csv(header, rows))


def consented_reviews(papers: Sequence[Any]) -> dict[int, list[str]]:
    """Return the reviews whose reviewers consented, by the id of the paper, as authors read them: no name, no mark.

    They are counted anew for each paper, so that no gap tells of the others.
    """
    reviews = (
        Review.objects.filter(
            assignment__submission__in=[paper.pk for paper in papers],
            assignment__state="active",
            state=Review.State.SUBMITTED,
            forward_consent=True,
        )
        .select_related("assignment", "form")
        .prefetch_related(*WITH_ANSWERS)
    )
    found: dict[int, list[str]] = {}
    for review in reviews:
        texts = found.setdefault(review.assignment.submission_id, [])
        texts.append(_review_text(len(texts) + 1, review))
    return found


def _review_text(place: int, review: Review) -> str:
    shown = review_for_author(review)
    lines = [f"Review {place}"]
    if shown.overall_label:
        lines.append(f"Overall: {shown.overall}: {shown.overall_label}")
    if shown.confidence_label:
        lines.append(f"Confidence: {shown.confidence}: {shown.confidence_label}")
    lines += [f"\n{label}\n{text}" for label, text in shown.parts]
    return "\n".join(lines)


def _add(archive: zipfile.ZipFile, file: PaperFile | None, name: str) -> None:
    if file is None:
        return
    with file.file.open("rb") as content, archive.open(name, "w") as target:
        for chunk in _chunks(content):
            target.write(chunk)


def _chunks(content: Any) -> Iterator[bytes]:
    while chunk := content.read(1 << 20):
        yield chunk


def _contact(paper: Any) -> list[str]:
    reached = [author for author in paper.authors.all() if author.is_reached]
    first = next((author for author in reached if author.is_corresponding), reached[0] if reached else None)
    return [first.name, first.email] if first else ["", ""]


def _agreements(opt_ins: Iterable[OptIn]) -> dict[int, tuple[str, str, str]]:
    found = OptInAgreement.objects.filter(opt_in__in=set(opt_ins), ended_at=None).select_related("agreed_by")
    return {
        one.submission_id: (
            one.agreed_at.isoformat(timespec="minutes"),
            one.agreed_by.name if one.agreed_by else "",
            one.wording,
        )
        for one in found
    }


def _check(workshop: Workshop, opt_in: OptIn, taken: Sequence[Chosen], left: Sequence[Chosen]) -> str:
    lines = [f"{opt_in.label}, {workshop.acronym}", f"{len(taken)} papers are in this package.", ""]
    if opt_in.kind == OptIn.Kind.PROCEEDINGS:
        lines += [f"Still to add to the volume: {what}." for what in pmlr.lacking(volume_of(workshop))]
        lines.append("Signed permission forms are handed over apart, named as in permissions.csv.")
    for paper, one in taken:
        lines += [f"#{paper.number} lacks: {what}." for what in missing_for(paper, one)]
    for paper, one in left:
        why = [*reasons_against(paper, one), *missing_for(paper, one)]
        lines.append(f"#{paper.number} is left out: {'; '.join(why)}.")
    return "\n".join(lines) + "\n"
