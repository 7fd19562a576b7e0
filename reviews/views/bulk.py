"""A chair's doors to doing something with several papers: the ticked ones or all that a search finds."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from conference.doors import for_chairs
from conference.errors import Invalid, NotFound, PlenaryError
from conference.http import SignedInRequest
from conference.models import Track, Workshop
from conference.reminders import Owed, kind_of
from conference.services import reminders
from conference.spreadsheets import CSV_TYPE, XLSX_TYPE
from reviews.forms.tables import ChosenRows, DeskForm, MailForm, TrackForm
from reviews.selectors.chosen import chosen_papers
from reviews.selectors.tables import export
from reviews.selectors.tables.answers import columns_for
from reviews.selectors.tables.table import KINDS, Asked, make_table
from reviews.services import bulk, desk, tags
from reviews.services import columns as column_services
from reviews.services.owing import owing_reviews_of
from reviews.tag_names import read_tags
from reviews.views.listing import table_of
from submissions.models import Submission
from submissions.selectors.answers import form_columns

FILES: Mapping[str, str] = {"csv": CSV_TYPE, "xlsx": XLSX_TYPE}


@require_GET
@for_chairs
def export_table(request: SignedInRequest, workshop: Workshop, kind: str, ending: str) -> HttpResponse:
    """Hand out a table as a file: as the address asks, or of it only the papers named in ``only``."""
    if kind not in KINDS or ending not in FILES:
        raise NotFound
    table = table_of(request, workshop, KINDS[kind])
    only = {int(number) for number in request.GET.get("only", "").split(",") if number.isdecimal()}
    name = f"{workshop.slug}-{kind}.{ending}"
    return HttpResponse(
        export.WRITERS[ending](table, export.ids_among(table, only)),
        content_type=FILES[ending],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_POST
@for_chairs
def choose_columns(request: SignedInRequest, workshop: Workshop, kind: str) -> HttpResponse:
    """Remember the columns of a table for this chair and show it with them."""
    if kind not in KINDS:
        raise NotFound
    offered = columns_for(form_columns(workshop))
    chosen = request.POST.getlist("column")
    wanted = [] if "reset" in request.POST else [key for key in offered if key in chosen]
    column_services.choose_columns(workshop=workshop, user=request.user, table=kind, columns=wanted)
    query = QueryDict(_query_of(request), mutable=True)
    query.pop("columns", None)
    if wanted:
        query["columns"] = ",".join(wanted)
    return redirect(f"{_page(request, workshop, kind)}?{query.urlencode(safe=',')}")


@require_POST
@for_chairs
def bulk_action(request: SignedInRequest, workshop: Workshop) -> HttpResponse:
    """Do with the chosen papers what a button asks for; what can't be undone is shown first."""
    rows = ChosenRows(request.POST)
    if not rows.is_valid():
        raise NotFound
    papers = _papers_of(request, workshop, rows)
    action = request.POST.get("action", "")
    if not papers:
        messages.error(request, "No paper was chosen on which you can act.")
        return redirect(_back(request, workshop, rows))
    if action in {"tag", "untag"}:
        return _tag(request, workshop, rows, papers, action)
    if action in FILES:
        return redirect(_file_url(request, workshop, rows, papers, action))
    if action == "round":
        chosen = ",".join(str(paper.number) for paper in papers)
        return redirect(f"{reverse('reviews:rounds', args=[workshop.slug])}?papers={chosen}")
    if action not in STEPS:
        raise NotFound
    return Step(request, workshop, rows, papers, STEPS[action]).answer()


def _papers_of(request: SignedInRequest, workshop: Workshop, rows: ChosenRows) -> list[Submission]:
    """Return the papers on which this chair may act, of those that were chosen."""
    data = rows.cleaned_data
    numbers = list(rows.seen)
    if data["every"]:
        table = make_table(
            KINDS[data["table"]], request.viewer, workshop, Asked(data["q"].strip(), data["sort"])
        )
        numbers = table.numbers
    return chosen_papers(request.viewer, workshop, numbers)


def _tag(
    request: SignedInRequest, workshop: Workshop, rows: ChosenRows, papers: list[Submission], action: str
) -> HttpResponse:
    change = tags.add_tags if action == "tag" else tags.remove_tags
    try:
        names = read_tags(request.POST.get("tag", ""))
        many = change(submissions=papers, names=names, by=request.user)
    except Invalid as error:
        messages.error(request, error.message)
    else:
        said = " ".join(f"#{name}" for name in names)
        where = "on" if action == "tag" else "off"
        messages.success(request, f"{said}: now {where} {_papers(many)}{_unchanged(len(papers) - many)}.")
    return redirect(_back(request, workshop, rows))


def _unchanged(many: int) -> str:
    return f", {many} unchanged" if many else ""


def _papers(many: int) -> str:
    return "1 paper" if many == 1 else f"{many} papers"


@dataclass(frozen=True)
class Action:
    """An action that is shown before it is done: its words, its form, what it does; ``plan`` fills the page."""

    key: str
    title: str
    button: str
    form: Callable[[Workshop, QueryDict | None], forms.Form | None]
    do: Callable[[Step, dict[str, Any]], str]
    plan: Callable[[Step], dict[str, Any]] = lambda _step: {}
    danger: bool = False


class Step:
    """One showing of an action: the papers, its form, what it would do; and then the doing."""

    def __init__(
        self,
        request: SignedInRequest,
        workshop: Workshop,
        rows: ChosenRows,
        papers: list[Submission],
        action: Action,
    ) -> None:
        self.request, self.workshop, self.rows = request, workshop, rows
        self.papers, self.action = papers, action
        self.sent = request.POST.get("step", "")
        self.form = action.form(workshop, request.POST if self.sent else None)
        self.problem = ""

    def answer(self) -> HttpResponse:
        is_valid = self.form is None or (bool(self.sent) and self.form.is_valid())
        if self.sent == "do" and is_valid:
            try:
                messages.success(
                    self.request, self.action.do(self, self.form.cleaned_data if self.form else {})
                )
            except PlenaryError as error:
                self.problem = error.message
                return self._page(error.status)
            return redirect(_back(self.request, self.workshop, self.rows))
        return self._page(Invalid.status if self.sent and not is_valid else 200)

    def _page(self, status: int) -> HttpResponse:
        try:
            plan = self.action.plan(self)
        except Invalid as error:
            self.problem, plan, status = error.message, {}, error.status
        context = {
            "action": self.action,
            "papers": self.papers,
            "form": self.form,
            "problem": self.problem,
            "back": _back(self.request, self.workshop, self.rows),
            "table_key": self.rows.cleaned_data["table"],
            "q": self.rows.cleaned_data["q"],
            "once": self.request.POST.get("once") or secrets.token_hex(8),
            **plan,
        }
        return render(self.request, "reviews/tables/bulk.html", context, status=status)


def _do_track(step: Step, data: dict[str, Any]) -> str:
    track = Track.objects.get(pk=data["track"], workshop=step.workshop)
    many = bulk.change_track(submissions=step.papers, track=track, by=step.request.user)
    return f"{_papers(many)} moved to {track.name}."


def _do_desk(step: Step, data: dict[str, Any]) -> str:
    can, _ = desk.rejectable(step.papers)
    many = desk.desk_reject(submissions=can, by=step.request.user, reason=data["reason"])
    return f"{_papers(many)} rejected without review; the authors are told."


def _plan_desk(step: Step) -> dict[str, Any]:
    can, cannot = desk.rejectable(step.papers)
    return {
        "papers": can,
        "left_out": cannot,
        "why_left": "decided, or not under review any more",
        "mails": bulk.note_recipients(can),
    }


def _do_mail(step: Step, data: dict[str, Any]) -> str:
    many = bulk.mail_authors(
        workshop=step.workshop, submissions=step.papers, by=step.request.user,
        subject=data["subject"], text=data["text"], key=step.request.POST.get("once", ""),
    )  # fmt: skip
    return f"{many} {'mail is' if many == 1 else 'mails are'} on the way to the authors of {_papers(len(step.papers))}."


def _plan_mail(step: Step) -> dict[str, Any]:
    plan: dict[str, Any] = {"mails": bulk.note_recipients(step.papers), "needs_preview": True}
    if step.form is not None and step.form.is_bound and step.form.is_valid():
        subject, text = step.form.cleaned_data["subject"], step.form.cleaned_data["text"]
        bulk.check_note(subject, text)
        plan["preview"] = bulk.preview_note(step.papers[0], subject=subject, text=text)
    return plan


def _owing(step: Step) -> list[Owed]:
    numbers = {paper.number for paper in step.papers}
    return owing_reviews_of(step.workshop, step.request.viewer, timezone.now(), numbers)


def _do_remind(step: Step, data: dict[str, Any]) -> str:
    kind = kind_of("reviews")
    told = reminders.send(workshop=step.workshop, by=step.request.user, kind=kind, owed=_owing(step))
    return f"{len(told)} {'reviewer gets' if len(told) == 1 else 'reviewers get'} a reminder by mail."


def _plan_remind(step: Step) -> dict[str, Any]:
    kind = kind_of("reviews")
    found = reminders.split(step.workshop, kind, _owing(step))
    fresh = found.fresh
    return {
        "people": fresh,
        "reminded": found.reminded,
        "mails": len(fresh),
        "nothing": ""
        if fresh
        else "Nobody owes a review of these papers, or all were reminded within a day.",
        "preview": bulk.Note(0, *reminders.preview(step.workshop, kind, fresh[0])) if fresh else None,
    }


STEPS: Mapping[str, Action] = {
    action.key: action
    for action in (
        Action(
            "track",
            "Move to another track",
            "Move",
            lambda workshop, data: TrackForm(data, workshop=workshop),
            _do_track,
        ),
        Action(
            "desk_reject",
            "Reject without review",
            "Reject",
            lambda _workshop, data: DeskForm(data),
            _do_desk,
            _plan_desk,
            danger=True,
        ),
        Action(
            "mail",
            "Write to the authors",
            "Send",
            lambda _workshop, data: MailForm(data),
            _do_mail,
            _plan_mail,
        ),
        Action(
            "remind", "Remind the reviewers", "Send", lambda _workshop, _data: None, _do_remind, _plan_remind
        ),
    )
}


def _query_of(request: SignedInRequest) -> str:
    return request.POST.get("back", "")


def _page(request: SignedInRequest, workshop: Workshop, kind: str) -> str:
    return reverse(f"reviews:{kind}", args=[workshop.slug])


def _back(request: SignedInRequest, workshop: Workshop, rows: ChosenRows) -> str:
    query = _query_of(request)
    return f"{_page(request, workshop, rows.cleaned_data['table'])}{'?' if query else ''}{query}"


def _file_url(
    request: SignedInRequest, workshop: Workshop, rows: ChosenRows, papers: list[Submission], ending: str
) -> str:
    query = QueryDict(_query_of(request), mutable=True)
    if not rows.cleaned_data["every"]:
        query["only"] = ",".join(map(str, rows.seen))
    path = reverse("reviews:export_table", args=[workshop.slug, rows.cleaned_data["table"], ending])
    return f"{path}?{query.urlencode(safe=',')}"
