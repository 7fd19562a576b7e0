"""The facts of a proceedings volume: as its editors entered them, else what the workshop's own pages say."""

from __future__ import annotations

from collections.abc import Callable

from conference.hosts import own_address
from conference.models import CommitteeMember, ImportantDate, Workshop
from conference.models.workshops import DateKey
from program.models import ProceedingsVolume
from program.pmlr import Volume
from reviews.models import Outcome
from submissions.models import Submission

PRESENTED: dict[str, str] = {
    Outcome.ACCEPT_ORAL: "Orals",
    Outcome.ACCEPT_SPOTLIGHT: "Spotlights",
    Outcome.ACCEPT_POSTER: "Posters",
}


def stored_volume(workshop: Workshop) -> ProceedingsVolume | None:
    return ProceedingsVolume.objects.filter(workshop=workshop).first()


def volume_of(workshop: Workshop) -> Volume:
    """Return what is known of the volume of a workshop."""
    stored = stored_volume(workshop)
    if stored is None:
        return derived_volume(workshop)
    return Volume(
        name=stored.name,
        shortname=stored.short_name,
        booktitle=stored.title,
        editors=stored.editor_names,
        start=stored.start,
        end=stored.end,
        address=stored.address,
        url=_address(workshop),
        volume=stored.number,
        series=stored.series,
        number=str(stored.conference_number or ""),
    )


def sections_of(workshop: Workshop) -> Callable[[Submission], tuple[int, str]]:
    """Return what says of a paper in which section of the volume it is: the section's place and its name, if any."""
    stored = stored_volume(workshop)
    by = stored.sections if stored else ProceedingsVolume.Sections.NONE
    if by == ProceedingsVolume.Sections.TRACK:
        tracks = list(workshop.tracks.order_by("position", "pk"))
        return lambda paper: (tracks.index(paper.track), paper.track.name)
    if by == ProceedingsVolume.Sections.PRESENTATION:
        outcomes = list(PRESENTED)
        return lambda paper: (outcomes.index(paper.decision.outcome), PRESENTED[paper.decision.outcome])
    return lambda _paper: (0, "")


def derived_volume(workshop: Workshop) -> Volume:
    """Return what follows from settings, dates and organizers: the first filling of the form."""
    day = ImportantDate.objects.filter(workshop=workshop, key=DateKey.WORKSHOP).first()
    start = day.at.astimezone(workshop.tz).date() if day and day.at else None
    end = day.until.astimezone(workshop.tz).date() if day and day.until else start
    organizers = CommitteeMember.objects.filter(
        workshop=workshop, group=CommitteeMember.Group.ORGANIZER
    ).values_list("name", flat=True)
    return Volume(
        name=workshop.title,
        shortname=workshop.acronym.rstrip("0123456789 '’") or workshop.acronym,
        booktitle=f"Proceedings of {workshop.title}",
        editors=tuple(organizers),
        start=start,
        end=end,
        address=workshop.venue,
        url=_address(workshop),
    )


def _address(workshop: Workshop) -> str:
    return own_address(workshop.slug)
