"""Things to print, each made by a job of what the one who asks may see; and a look at each beforehand."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count, islice
from typing import Any

from django.urls import reverse
from django.utils.safestring import mark_safe

from conference import audit
from conference.errors import Invalid, NotFound
from conference.hosts import own_address
from conference.jobs import Progress, start_job
from conference.markdown import render_markdown
from conference.models import Contact, Job, User, Workshop
from conference.models.workshops import ProgrammeState
from conference.visibility import Viewer, viewer_of
from program.models import InvitationLetter
from program.selectors import documents as selectors
from program.selectors.documents import Certified
from program.selectors.made import DOCUMENT, KINDS, made_documents
from program.services import made_files
from program.services.proceedings import make_proceedings
from program.wording import worded

PAPERS_A_PAGE = 2.2
OTHER_PAGES = 6
PASSES = 3
BADGES_A_SHEET = 8
SEEN_FIRST = 6
Report = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Task:
    """What to make, for whom; ``first`` is how many of its things are made for a look, None for all."""

    viewer: Viewer
    workshop: Workshop
    report: Report
    first: int | None = None

    def cut(self, things: Sequence[Any]) -> list[Any]:
        return list(islice(things, self.first))


@dataclass(frozen=True)
class Made:
    """A PDF, how many things are in it, and what is not, with the reason."""

    content: bytes
    count: int
    left_out: tuple[str, ...] = ()


def start_document(*, kind: str, workshop: Workshop, by: User) -> Job:
    """Ask for a document."""
    return start_job(
        kind=DOCUMENT, title=KINDS[kind].label, arguments={"what": kind}, workshop=workshop, owner=by
    )


def make_document(job: Job, progress: Progress) -> dict[str, Any]:
    """Make what a job asks for; the one made before for the same person is deleted."""
    kind = KINDS.get(job.arguments["what"])
    if kind is None or job.owner is None or job.workshop is None:
        raise NotFound("The document or its organizer is gone.")
    viewer, workshop = viewer_of(job.owner), job.workshop
    if not kind.is_for(viewer, workshop):
        raise NotFound("The one who asked is no longer an organizer.")
    made = MAKERS[kind.key](Task(viewer, workshop, progress))
    name = made_files.store(io.BytesIO(made.content), workshop, "documents", "pdf")
    made_files.forget(made_documents(viewer, workshop, kind.key).filter(pk__lt=job.pk))
    audit.record_of_workshop(
        workshop, job.owner, "document", f"Made: {kind.label}", after={"count": made.count}
    )
    url = reverse("program:document_file", args=[workshop.slug, kind.key, job.pk])
    return {"file": name, "url": url, "count": made.count, "left_out": list(made.left_out)}


def look_at(*, kind: str, viewer: Viewer, workshop: Workshop) -> bytes:
    """Return the beginning of a document."""

    def unheard(_done: int, _total: int, _message: str) -> None:
        """A look is over before anybody asks how far it is."""

    return MAKERS[kind](Task(viewer, workshop, unheard, first=SEEN_FIRST)).content


def _proceedings(task: Task) -> Made:
    only_front = task.first is not None
    content, count, left = make_proceedings(task.viewer, task.workshop, task.report, only_front=only_front)
    return Made(content, count, tuple(left))


def _booklet(task: Task) -> Made:
    booklet = selectors.booklet_of(task.viewer, task.workshop)
    papers = task.cut(booklet.papers)
    expected = max(round(len(papers) / PAPERS_A_PAGE), 1) + OTHER_PAGES
    context = {
        "facts": selectors.facts_of(task.workshop),
        "site": own_address(task.workshop.slug),
        "days": booklet.record.days,
        "papers": papers,
        "shown": {paper.number for paper, _where in papers},
        "speakers": booklet.speakers,
        "sponsors": booklet.sponsors,
        "texts": booklet.texts,
        "is_draft": task.workshop.programme_state == ProgrammeState.DRAFT,
        "parts": _parts(booklet),
    }
    content = _set(task.workshop, "booklet.html", context, report=_pages(task, PASSES * expected))
    return Made(content, len(papers))


def _parts(booklet: selectors.Booklet) -> list[dict[str, str]]:
    has_notes = bool(booklet.texts.booklet_notes or booklet.texts.booklet_map)
    shown = {
        "Programme": bool(booklet.record.sessions),
        "Abstracts": bool(booklet.record.papers),
        "Speakers": bool(booklet.speakers),
        "Good to know": has_notes,
        "Supported by": bool(booklet.sponsors),
    }
    keys = {"Good to know": "notes", "Supported by": "sponsors"}
    return [
        {"label": label, "key": keys.get(label, label.lower())} for label, is_in in shown.items() if is_in
    ]


def _boards(task: Task) -> Made:
    labels = selectors.board_labels(task.viewer, task.workshop)
    if not labels:
        raise Invalid("No paper stands in a poster session yet.")
    without = tuple(
        f"#{label.number} {label.title}: it has no board yet" for label in labels if not label.board
    )
    content = _set(
        task.workshop, "boards.html", {"labels": task.cut(labels)}, report=_pages(task, len(labels) // 2)
    )
    return Made(content, len(labels), without)


def _badges(task: Task) -> Made:
    people = selectors.badges(task.viewer, task.workshop)
    if not people:
        raise Invalid("There is nobody to make a badge for yet.")
    shown = task.cut(people)
    sheets = [shown[start : start + BADGES_A_SHEET] for start in range(0, len(shown), BADGES_A_SHEET)]
    content = _set(task.workshop, "badges.html", {"sheets": sheets}, report=_pages(task, len(sheets)))
    return Made(content, len(people))


def _reviewers(task: Task) -> Made:
    people = selectors.reviewer_certificates(task.viewer, task.workshop)
    text = selectors.texts_of(task.workshop).reviewer_text
    shown = _shown(task, people, "No review is in yet.")
    return Made(certificates(task.workshop, text, shown, _pages(task, len(shown))), len(shown))


def _presenters(task: Task) -> Made:
    people, without = selectors.presenter_certificates(task.viewer, task.workshop)
    text = selectors.texts_of(task.workshop).presenter_text
    shown = _shown(task, people, "No paper names its presenter yet.")
    content = certificates(task.workshop, text, shown, _pages(task, len(shown)))
    return Made(content, len(shown), tuple(without))


def _pages(task: Task, total: int) -> Callable[[int], None]:
    """Return what is told of each page; where page numbers are looked up, all pages are laid out several times."""
    steps = count(1)

    def laid_out(page: int) -> None:
        task.report(min(next(steps), total), max(total, 1), f"Laying out page {page}")

    return laid_out


def certificates(
    workshop: Workshop, text: str, people: Sequence[Certified], report: Callable[[int], None] | None = None
) -> bytes:
    """Return a certificate a page, worded as a text of the chairs says."""
    rows = [{"name": person.name, "html": _html(text, person.values)} for person in people]
    context = {"certificates": rows, "signed_by": selectors.texts_of(workshop).signed_by}
    return _set(workshop, "certificates.html", context, report=report)


def letter_pdf(letter: InvitationLetter) -> bytes:
    """Return a letter that was granted."""
    at = (letter.decided_at or letter.asked_at).astimezone(letter.workshop.tz)
    contacts = Contact.objects.filter(workshop=letter.workshop).exclude(email="")
    context = {
        "name": letter.name,
        "address": letter.address,
        "dated": f"{at:%-d %B %Y}",
        "html": mark_safe(render_markdown(letter.text)),
        "signed_by": selectors.texts_of(letter.workshop).signed_by,
        "contacts": [contact.email for contact in contacts],
    }
    return _set(letter.workshop, "letter.html", context)


def _sample(workshop: Workshop) -> Certified:
    """Return an invented person, to see how a text reads where nobody is certified yet."""
    values = {"name": "Ada Example", "papers": selectors.papers_in_words(4), "paper": "The title of a paper",
              "presentation": "a poster"}  # fmt: skip
    return Certified("Ada Example", {**selectors.facts_of(workshop), **values})


def _shown(task: Task, people: Sequence[Certified], lacking: str) -> list[Certified]:
    """Return whom to certify; for a look at the text an invented person will do."""
    if task.first is not None:
        return task.cut(people) or [_sample(task.workshop)]
    if not people:
        raise Invalid(lacking)
    return list(people)


def _html(text: str, values: dict[str, str]) -> str:
    return mark_safe(render_markdown(worded(text, values)))


def _set(
    workshop: Workshop, template: str, context: dict[str, Any], *, report: Callable[[int], None] | None = None
) -> bytes:
    from program.pdf import set_pages  # noqa: PLC0415 - loads WeasyPrint

    return set_pages(workshop, template, context, report=report)


MAKERS: dict[str, Callable[[Task], Made]] = {
    "proceedings": _proceedings,
    "booklet": _booklet,
    "boards": _boards,
    "badges": _badges,
    "reviewers": _reviewers,
    "presenters": _presenters,
}
