"""What this app puts into the registries when it is ready."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.urls import reverse

from conference import due, events, jobs, mail_texts, navigation, retention, road
from conference.http import Request
from conference.models import AuditEntry, Workshop
from conference.models.workshops import ProgrammeState
from conference.road import Step, StepState
from conference.services.workshops import on_copy
from conference.services.zones import on_zone
from conference.visibility import Viewer
from program.models import Session
from program.presenting_panel import TEMPLATE, presenting_panel
from program.publishing import is_copy
from program.selectors import documents_panel
from program.selectors.letters_due import letters_to_answer
from program.selectors.made import DOCUMENT
from program.selectors.opt_ins import PACKAGE
from program.selectors.publish import has_released_papers
from program.selectors.releases import KEY as CHANGED
from program.services import kept, mail_readers
from program.services.copies import SITE_COPY, make_site_copy
from program.services.documents import make_document
from program.services.filling import JOB as FILLING
from program.services.filling import fill_sessions
from program.services.packages import make_package
from program.services.site import copy_site
from program.services.zones import keep_session_hours
from program.visibility import Sections, sections
from submissions import panels

NOT_COPIED = {"signups"}
PUBLIC = (
    ("Call", "call", 10),
    ("Programme", "programme", 20),
    ("Speakers", "speakers", 30),
    ("Papers", "papers", 40),
    ("People", "people", 50),
    ("News", "news", 60),
    ("Sign-up", "signups", 70),
    ("Figures", "figures", 80),
)
EDITORS = (
    ("Programme", "chair_programme", 500),
    ("Speakers", "chair_speakers", 501),
    ("Site", "chair_site", 502),
    ("Publish", "publish", 503),
)
LETTER = {"paper": "the title of the paper", "link": "the page with the letter"}


def register_all() -> None:
    """Fill the registries; called once."""
    retention.on_forget(kept.keep_figures, order=0)
    retention.on_forget(kept.forget_visitors, order=10)
    _add_to_menus()
    jobs.job_kind(PACKAGE)(make_package)
    jobs.job_kind(FILLING)(fill_sessions)
    jobs.job_kind(SITE_COPY)(make_site_copy)
    jobs.job_kind(DOCUMENT)(make_document)
    on_copy(copy_site)
    on_zone(keep_session_hours)
    panels.register(TEMPLATE, presenting_panel, order=7)
    panels.register(documents_panel.TEMPLATE, documents_panel.documents_panel, order=20)
    road.register(programme_step, order=80)
    due.register(letters_to_answer)
    _tell_events()
    mail_readers.register()
    _mails_of_programme()
    _mails_of_addresses()


def _add_to_menus() -> None:
    for label, name, order in PUBLIC:
        navigation.register("public", label, f"program:{name}", order=order, shown=_has(name))
    for label, name, order in EDITORS:
        navigation.register(
            "chair", label, f"program:{name}", order=order, group="Programme", shown=_for_editors
        )
    navigation.register(
        "chair",
        "Options",
        "program:opt_ins",
        order=320,
        group="After acceptance",
        shown=navigation.for_chairs,
    )


def _mails_of_programme() -> None:
    mail_texts.register(
        CHANGED,
        "New version of the schedule",
        changes="what changed for the recipient, on the recipient's clock",
        version="the name of the version",
        link="the address of the programme",
    )
    mail_texts.register(
        "speaker_invitation",
        "Invitation to a speaker",
        link="the private address of the speaker's own page",
        when_and_where="day, place and conference in a sentence",
    )
    mail_texts.to_many(CHANGED, "speaker_invitation")
    mail_texts.register("letter_granted", "Letter of invitation granted", **LETTER)
    mail_texts.register(
        "letter_refused", "Letter of invitation refused", **LETTER, reason="why, in the chair's words"
    )


def _mails_of_addresses() -> None:
    """Mails to whoever left an address on the public site."""
    mail_texts.register(
        "subscription",
        "Question whether an address wants news",
        link="the private page that confirms, changes and ends the subscription",
    )
    mail_texts.register(
        "signup",
        "Question whether an address wants its place on a list",
        list="the list's name",
        link="the private page that confirms the place or gives it up",
    )
    mail_texts.register(
        "signup_place",
        "A place on a list has become free",
        list="the list's name",
        link="the private page that gives the place up",
    )
    mail_texts.register(
        "digest",
        "News and new papers for subscribers",
        news="what is new",
        link="the private page that changes and ends the subscription",
    )
    mail_texts.to_many("digest")


def _tell_events() -> None:
    """Say which entries of the history webhooks hear of."""
    events.register(
        "schedule.released",
        "A version of the schedule was released",
        action="schedule_released",
        order=50,
        facts=_at("programme"),
    )
    events.register(
        "papers.published",
        "The accepted papers became public",
        action="papers_published",
        order=40,
        facts=_at("papers"),
    )
    events.register(
        "news.published", "News were published", action="news_published", order=60, facts=_news_facts
    )


def _at(name: str) -> Callable[[AuditEntry], dict[str, Any]]:
    return lambda entry: {"api": _address(entry, f"api:{name}"), "page": _address(entry, f"program:{name}")}


def _news_facts(entry: AuditEntry) -> dict[str, Any]:
    return {"news": entry.after["news"], "page": _address(entry, "program:news")}


def _address(entry: AuditEntry, name: str) -> str:
    slug = entry.workshop.slug if entry.workshop else ""
    return settings.BASE_URL + reverse(name, args=[slug])


def programme_step(_viewer: Viewer, workshop: Workshop) -> Step:
    """Say how far the programme is: not begun, drafted, public."""
    count = Session.objects.filter(workshop=workshop).count()
    state = ProgrammeState(workshop.programme_state)
    drafted = f"{count} sessions drafted." if count > 1 else "One session drafted."
    if state is ProgrammeState.FINAL:
        return _step(workshop, "The programme is public.", "publish", "See what is public", StepState.DONE)
    if state is ProgrammeState.PRELIMINARY:
        return _step(workshop, "Public, marked as preliminary.", "publish", "Make it final", StepState.NOW)
    if count:
        return _step(workshop, drafted, "chair_programme", "Go on with the day", StepState.NOW)
    when = StepState.NOW if has_released_papers(workshop) else StepState.LATER
    return _step(workshop, "No session yet.", "chair_programme", "Lay out the day", when)


def _step(workshop: Workshop, detail: str, name: str, action: str, state: StepState) -> Step:
    return Step("Programme", detail, reverse(f"program:{name}", args=[workshop.slug]), action, state)


def _has(name: str) -> Callable[[Request, Workshop], bool]:
    return lambda request, workshop: (
        bool(getattr(_sections(request, workshop), name)) and not (name in NOT_COPIED and is_copy(request))
    )


def _sections(request: Request, workshop: Workshop) -> Sections:
    """Ask once a request what the site has, for the entries of its menu."""
    kept: dict[str, Sections] = request.__dict__
    if "public_sections" not in kept:
        kept["public_sections"] = sections(workshop)
    return kept["public_sections"]


def _for_editors(request: Request, workshop: Workshop) -> bool:
    return request.viewer.is_editor(workshop)
