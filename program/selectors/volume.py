"""The facts of a proceedings volume: as its editors entered them, else what the workshop's own pages say."""

from __future__ import annotations

from conference.hosts import own_address
from conference.models import CommitteeMember, ImportantDate, Workshop
from conference.models.workshops import DateKey
from program.models import ProceedingsVolume
from program.pmlr import Volume


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
