"""What of a workshop is public now, and what visitors would see after each change."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from conference.models import Workshop
from conference.models.workshops import DateKey, ProgrammeState
from program.models import Session, Speaker
from program.selectors.releases import last_release, unreleased_count
from program.visibility import sections
from reviews.models import ACCEPTED, Decision, signed_off
from submissions.checklist import Item
from submissions.models import CheckState, PaperFile, SubmissionState
from submissions.selectors.season import open_tracks, season_of


@dataclass(frozen=True)
class Change:
    """A change that can be made: what the button says, and what is said once it is made."""

    button: str
    done: str
    is_back: bool = False


CHANGES = {
    "site-on": Change("Make the site public", "The site is public."),
    "site-off": Change("Take the site back", "Only organizers see the site now.", is_back=True),
    "papers-on": Change("Publish the accepted papers", "The accepted papers are public."),
    "papers-off": Change("Take the list back", "The accepted papers are no longer public.", is_back=True),
    "programme-preliminary": Change(
        "Publish as preliminary", "The programme is public, marked as preliminary."
    ),
    "programme-final": Change("Publish as final", "The programme is public."),
    "programme-draft": Change(
        "Take the programme back", "Only organizers see the programme now.", is_back=True
    ),
}


@dataclass(frozen=True)
class Part:
    """A part of the site: its state in words, the changes that can be made, what stands in the way."""

    key: str
    title: str
    state: str
    tone: str
    detail: str
    changes: tuple[tuple[str, Change], ...]
    obstacle: str = ""


@dataclass(frozen=True)
class Asked:
    """A change that was asked for and waits for its confirmation; ``sees`` tells what visitors will see."""

    key: str
    change: Change
    sees: tuple[str, ...]


def has_released_papers(workshop: Workshop) -> bool:
    """Say whether there is an accepted paper whose authors have been told."""
    return Decision.objects.filter(
        submission__workshop=workshop, outcome__in=ACCEPTED, released_at__isnull=False
    ).exists()


def publishing_parts(workshop: Workshop) -> list[Part]:
    return [_site(workshop), _papers(workshop), _programme(workshop)]


def asked_change(workshop: Workshop, key: str) -> Asked | None:
    """Return a change with what visitors will see after it; None when the address names none that can be made."""
    possible = {name: change for part in publishing_parts(workshop) for name, change in part.changes}
    if key not in possible:
        return None
    what, _, value = key.partition("-")
    if what == "site":
        sees = (
            _seen_of_site(workshop)
            if value == "on"
            else ["nothing: every page answers as if it were not there"]
        )
    elif what == "papers":
        sees = _seen_of_papers(workshop, public=value == "on")
    else:
        sees = _seen_of_programme(workshop, value)
    if not workshop.is_public and what != "site":
        sees = [*sees, "as long as the site itself is not public, only organizers see any of this"]
    return Asked(key, possible[key], tuple(sees))


def _site(workshop: Workshop) -> Part:
    return Part(
        key="site",
        title="The site",
        state="Public" if workshop.is_public else "Organizers only",
        tone="ok" if workshop.is_public else "",
        detail="Front page, call, dates, people, and whatever is published below.",
        changes=_changes("site-off" if workshop.is_public else "site-on"),
    )


def _papers(workshop: Workshop) -> Part:
    published = workshop.papers_published_at is not None
    ready = has_released_papers(workshop)
    count = _accepted(workshop).count()
    return Part(
        key="papers",
        title="Accepted papers",
        state="Public" if published else "Not public",
        tone="ok" if published else "",
        detail=_detail_of_papers(workshop, count) if count else "",
        changes=_changes("papers-off") if published else _changes("papers-on") if ready else (),
        obstacle="" if ready or published else "The list can be published once the decisions are released.",
    )


def _detail_of_papers(workshop: Workshop, count: int) -> str:
    bare = _without_file(workshop)
    lacking = f" {bare} of them {'has' if bare == 1 else 'have'} no final PDF yet." if bare else ""
    return f"{_number(count, 'paper')} accepted, their authors told.{_left_out(workshop)}{lacking}"


def _programme(workshop: Workshop) -> Part:
    state = ProgrammeState(workshop.programme_state)
    count = Session.objects.filter(workshop=workshop).count()
    possible = [
        f"programme-{other.value}"
        for other in (ProgrammeState.PRELIMINARY, ProgrammeState.FINAL)
        if other != state
    ]
    if state is not ProgrammeState.DRAFT:
        possible.append("programme-draft")
    words = {
        ProgrammeState.DRAFT: "Draft",
        ProgrammeState.PRELIMINARY: "Public, preliminary",
        ProgrammeState.FINAL: "Public",
    }
    return Part(
        key="programme",
        title="Programme",
        state=words[state],
        tone="" if state is ProgrammeState.DRAFT else "ok",
        detail=_detail(workshop, count),
        changes=_changes(*possible) if count else (),
        obstacle="" if count else "The programme has no sessions yet.",
    )


def _detail(workshop: Workshop, count: int) -> str:
    """Say which version is out, and how far the draft has gone beyond it."""
    last = last_release(workshop)
    if last is None:
        return f"{_number(count, 'session')}, none released yet." if count else ""
    waiting = unreleased_count(workshop)
    since = (
        f" {_number(waiting, 'change')} since {'is' if waiting == 1 else 'are'} not released."
        if waiting
        else ""
    )
    return f"Version {last.name}, {_number(len(last.sessions), 'session')}.{since}"


def _changes(*keys: str) -> tuple[tuple[str, Change], ...]:
    return tuple((key, CHANGES[key]) for key in keys)


def _seen_of_site(workshop: Workshop) -> list[str]:
    found = sections(workshop)
    names = {
        "call": "the call for papers",
        "speakers": "the confirmed speakers",
        "people": "organizers, committee and contacts",
        "papers": "the accepted papers",
        "programme": "the programme",
    }
    seen = ["the front page with its dates", *(text for key, text in names.items() if getattr(found, key))]
    season = season_of(workshop)
    if open_tracks(workshop) and not season.why_closed():
        until = f" until {season.until}" if season.until else ", without a deadline"
        seen.append(f"the form for papers: authors can submit from now on{until}")
    return seen


def _seen_of_papers(workshop: Workshop, *, public: bool) -> list[str]:
    if not public:
        return ["no list of papers; in the programme, sessions without their papers"]
    bare = _without_file(workshop)
    found = [
        f"{_number(_publishable(workshop).count(), 'paper')} with title, authors, affiliations, abstract and links",
        *(
            [f"{_number(bare, 'paper')} of these without a PDF, until the final version is in"]
            if bare
            else []
        ),
        "which papers are orals, spotlights and posters",
        "no review, no score, no rejected or withdrawn paper",
    ]
    return [*found, *_without_a_day(workshop)]


def _seen_of_programme(workshop: Workshop, state: str) -> list[str]:
    if state == ProgrammeState.DRAFT:
        return ["no programme, no calendar file, no times of talks"]
    last = last_release(workshop)
    count = len(last.sessions) if last else Session.objects.filter(workshop=workshop).count()
    hidden = list(
        Speaker.objects.filter(workshop=workshop, sessions__isnull=False)
        .exclude(status=Speaker.Status.CONFIRMED)
        .distinct()
        .values_list("name", flat=True)
    )
    found = [f"{_number(count, 'session')} with times, rooms and confirmed speakers"]
    if state == ProgrammeState.PRELIMINARY:
        found.append("a line saying that it is preliminary")
    if workshop.papers_published_at is None:
        found.append("sessions without their papers, until the accepted papers are published")
    if hidden:
        found.append(f"not the names of those who have not confirmed: {', '.join(hidden)}")
    return [*found, *_without_a_day(workshop)]


def _without_a_day(workshop: Workshop) -> list[str]:
    """Say that the day stands nowhere but in the programme, where the chairs have not set it under Dates."""
    if workshop.dates.filter(key=DateKey.WORKSHOP, at__isnull=False).exists():
        return []
    return ["the day of the workshop as to be determined: set it under Dates"]


def _accepted(workshop: Workshop) -> QuerySet[Decision]:
    return Decision.objects.filter(
        submission__workshop=workshop,
        submission__state=SubmissionState.SUBMITTED,
        outcome__in=ACCEPTED,
        released_at__isnull=False,
    )


def _publishable(workshop: Workshop) -> QuerySet[Decision]:
    return _accepted(workshop).filter(signed_off())


def _without_file(workshop: Workshop) -> int:
    """Count the papers to be published whose final version is not in."""
    finals = PaperFile.objects.filter(
        submission=OuterRef("submission"), kind=Item.FINAL, check_state=CheckState.DONE, removed_at=None
    )
    return _publishable(workshop).filter(~Exists(finals)).count()


def _left_out(workshop: Workshop) -> str:
    """Say how many papers are not published yet; which ones would tell a chair with a conflict of conditions there."""
    count = _accepted(workshop).exclude(signed_off()).count()
    verb = "is" if count == 1 else "are"
    return f" {count} {verb} left out until the conditions are signed off." if count else ""


def _number(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
