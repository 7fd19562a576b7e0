"""The released versions of the schedule, what the draft would change, and whom it concerns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from conference.errors import NotFound
from conference.hosts import absolute
from conference.mailing import render_text, workshop_text
from conference.models import User, Workshop
from conference.visibility import NOBODY, Viewer
from program.changes import (
    Change,
    Occurrence,
    Personal,
    in_words,
    log_of,
    next_name,
    papers_in,
    personal,
    speakers_in,
)
from program.models import ScheduleRelease, Speaker
from program.selectors.drafts import State, draft_states, mark_of, plain, snapshot
from program.selectors.presenters import presenter_of, zone_of_presenter
from program.visibility import accepted_papers, public_papers, public_speakers
from reviews.sight import Info
from reviews.visibility import rights

KEY = "schedule_changed"
WANTED = (Speaker.Status.CONFIRMED, Speaker.Status.INVITED)


@dataclass(frozen=True)
class LogLine:
    kind: str
    text: str


@dataclass(frozen=True)
class LoggedRelease:
    """A version in the log, in the words that its reader may read."""

    name: str
    note: str
    released_at: datetime
    by: str
    is_first: bool
    lines: tuple[LogLine, ...]


@dataclass(frozen=True)
class Wording:
    """What makes the mails of a version: its text is asked for once, and not before somebody reads a mail."""

    workshop: Workshop
    version: str

    @cached_property
    def text(self) -> tuple[str, str]:
        return workshop_text(KEY, self.workshop)

    def mail(self, to: Recipient) -> tuple[str, str]:
        values = values_of(to, self.workshop, self.version)
        return render_text(*self.text, workshop=self.workshop, name=to.name, values=values)


@dataclass(frozen=True)
class Concerned:
    """Somebody whom a version concerns. ``shown`` is who it is, as far as the viewer may know.

    The mail is made when it is read; it is empty where not ``is_open``: the viewer may not read it.
    """

    key: str
    shown: str
    reason: str
    to: Recipient
    wording: Wording
    is_open: bool

    @property
    def subject(self) -> str:
        return self._mail[0]

    @property
    def body(self) -> str:
        return self._mail[1]

    @cached_property
    def _mail(self) -> tuple[str, str]:
        return self.wording.mail(self.to) if self.is_open else ("", "")


@dataclass(frozen=True)
class Recipient:
    """Where a mail goes and what is in it; for the service that sends it, never for a page."""

    name: str
    email: str
    user: User | None
    part: str
    about: str
    zone: str
    changes: tuple[Personal, ...]
    places: tuple[Occurrence, ...]
    lead: str


@dataclass(frozen=True)
class ReleasePage:
    last: ScheduleRelease | None
    name: str
    mark: str
    changes: tuple[LogLine, ...]
    concerned: tuple[Concerned, ...]
    hidden: int
    session_count: int


@dataclass(frozen=True)
class ReleaseMail:
    """The mail to one of those concerned, with the keys of the mails before and after it."""

    to: Concerned
    place: int
    total: int
    before: str
    after: str


def last_release(workshop: Workshop) -> ScheduleRelease | None:
    return ScheduleRelease.objects.filter(workshop=workshop).first()


def own_places(speaker: Speaker) -> tuple[ScheduleRelease | None, tuple[Occurrence, ...]]:
    """Return where a speaker is wanted by the last released version, which comes with it."""
    last = last_release(speaker.workshop)
    return last, _in_order(speakers_in(last.sessions).get(speaker.pk, {})) if last else ()


def draft_mark(workshop: Workshop) -> str:
    return mark_of(draft_states(workshop))


def release_page(viewer: Viewer, workshop: Workshop) -> ReleasePage:
    """Return what releasing the draft now would change, and the mails that could go with it."""
    last = last_release(workshop)
    draft = snapshot(workshop)
    old = last.sessions if last else []
    changes = log_of(old, draft, workshop.tz) if last else []
    name = next_name(last.name) if last else "1"
    concerned = concerned_by(viewer, workshop, old, draft, name)
    return ReleasePage(
        last=last,
        name=name,
        mark=mark_of({state["key"]: plain(state) for state in draft}),
        changes=_lines(changes, _names_for(viewer, workshop)),
        concerned=tuple(item for item in concerned if item.to.email),
        hidden=sum(not item.to.email for item in concerned),
        session_count=len(draft),
    )


def release_mail(viewer: Viewer, workshop: Workshop, key: str) -> ReleaseMail:
    """Return the mail to one of those whom releasing the draft now would concern; NotFound where the viewer reads none."""
    readable = {item.key: item for item in release_page(viewer, workshop).concerned if item.is_open}
    if key not in readable:
        raise NotFound
    keys = list(readable)
    at = keys.index(key)
    before, after = keys[at - 1] if at else "", keys[at + 1] if at + 1 < len(keys) else ""
    return ReleaseMail(readable[key], at + 1, len(keys), before, after)


def unreleased_count(workshop: Workshop) -> int | None:
    """Return how many changes of the draft are not released; None where nothing was released yet."""
    last = last_release(workshop)
    return len(log_of(last.sessions, snapshot(workshop), workshop.tz)) if last else None


def release_log(viewer: Viewer, workshop: Workshop) -> list[LoggedRelease]:
    """Return the versions for organizers, the newest first."""
    return _log(workshop, _names_for(viewer, workshop), with_people=True)


def public_log(workshop: Workshop) -> list[LoggedRelease]:
    """Return the versions for visitors: only what they see anyway is named, other lines are left out."""
    return _log(workshop, _names_for(NOBODY, workshop), with_people=False)


def concerned_by(
    viewer: Viewer, workshop: Workshop, old: list[State], new: list[State], name: str
) -> list[Concerned]:
    """Return everybody whose times or places differ between two versions, speakers first."""
    wording = Wording(workshop, name)
    return [*_speakers_concerned(wording, old, new), *_presenters_concerned(viewer, wording, old, new)]


def _speakers_concerned(wording: Wording, old: list[State], new: list[State]) -> Iterable[Concerned]:
    workshop = wording.workshop
    before, after = speakers_in(old), speakers_in(new)
    for speaker in Speaker.objects.filter(workshop=workshop, status__in=WANTED):
        was, now = before.get(speaker.pk, {}), after.get(speaker.pk, {})
        changes = personal(was, now)
        if changes:
            to = Recipient(
                speaker.name, speaker.email, None, "speaker", f"speaker:{speaker.pk}",
                speaker.time_zone or workshop.timezone, tuple(changes), _in_order(now), "",
            )  # fmt: skip
            yield Concerned(f"speaker:{speaker.pk}", speaker.name, "speaker", to, wording, is_open=True)


def _presenters_concerned(
    viewer: Viewer, wording: Wording, old: list[State], new: list[State]
) -> Iterable[Concerned]:
    workshop = wording.workshop
    before, after = papers_in(old), papers_in(new)
    moved = [pk for pk in {*before, *after} if personal(before.get(pk, {}), after.get(pk, {}))]
    papers = (
        accepted_papers(viewer, workshop)
        .filter(pk__in=moved)
        .select_related("decision", "camera_ready", "presenter_wish")
        .prefetch_related("authors__user")
        .order_by("number")
    )
    for paper in papers:
        was, now = before.get(paper.pk, {}), after.get(paper.pk, {})
        presenter = presenter_of(paper)
        if presenter is None:
            continue
        seen = rights(paper, viewer, workshop).sees(Info.AUTHOR_IDENTITIES)
        zone = zone_of_presenter(paper, presenter) or workshop.timezone
        email = presenter.user.email if presenter.user else presenter.email
        to = Recipient(
            presenter.name, email, presenter.user, "author", paper.ref, zone, tuple(personal(was, now)), _in_order(now),
            f"This is about your paper “{paper.title}” (#{paper.number}).",
        )  # fmt: skip
        shown = presenter.name if seen else f"The presenter of #{paper.number}"
        yield Concerned(
            f"paper:{paper.number}", shown, f"presents #{paper.number}", to, wording, is_open=seen
        )


def values_of(to: Recipient, workshop: Workshop, name: str) -> dict[str, str]:
    """Return what fills the mail's placeholders: the changes one a line, on the recipient's clock."""
    lines = [f"- {in_words(change, ZoneInfo(to.zone), to.zone)}" for change in to.changes]
    return {
        "changes": "\n".join([*([to.lead, ""] if to.lead else []), *lines]),
        "version": name,
        "link": absolute(f"/{workshop.slug}/programme/"),
    }


def _in_order(places: dict[str, Occurrence]) -> tuple[Occurrence, ...]:
    return tuple(sorted(places.values(), key=lambda place: place.start))


@dataclass(frozen=True)
class _Names:
    """The names that a reader may read, by id."""

    papers: dict[int, str]
    speakers: dict[int, str]


def _names_for(viewer: Viewer, workshop: Workshop) -> _Names:
    if viewer is NOBODY:
        papers: Any = public_papers(workshop)
        speakers = public_speakers(workshop)
    else:
        papers = accepted_papers(viewer, workshop)
        speakers = Speaker.objects.filter(workshop=workshop)
    listed: Iterable[tuple[int, str]] = papers.values_list("pk", "title")
    return _Names({pk: f"“{title}”" for pk, title in listed}, dict(speakers.values_list("pk", "name")))


def _lines(changes: Iterable[Change], names: _Names) -> tuple[LogLine, ...]:
    found = []
    for change in changes:
        if change.paper is not None:
            who = names.papers.get(change.paper)
        elif change.speaker is not None:
            who = names.speakers.get(change.speaker)
        else:
            who = ""
        if who is not None:
            found.append(LogLine(change.kind, f"{who} {change.text}".strip()))
    return tuple(found)


def _log(workshop: Workshop, names: _Names, *, with_people: bool) -> list[LoggedRelease]:
    releases = list(
        ScheduleRelease.objects.filter(workshop=workshop).select_related("released_by").defer("sessions")
    )
    return [
        LoggedRelease(
            name=release.name,
            note=release.note,
            released_at=release.released_at,
            by=release.released_by.name if with_people and release.released_by else "",
            is_first=place == len(releases),
            lines=_lines((Change(**line) for line in release.changes), names),
        )
        for place, release in enumerate(releases, start=1)
    ]
