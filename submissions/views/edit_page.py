"""One showing of the paper's form: what was sent, what of it was saved, and what is to be said about the rest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from conference.errors import PlenaryError, Stale
from conference.http import SignedInRequest
from submissions.forms.answers import AnswersForm, answers_form
from submissions.forms.authors import AuthorFormSet, fix_people, rows_in_order
from submissions.forms.paper import PaperForm, initial_of
from submissions.lifecycle import EDITABLE, WHY_NOT
from submissions.models import PaperFile, Stage, Submission, SubmissionState, WorkingCopy
from submissions.selectors.answer_files import file_asks
from submissions.selectors.check_panel import CheckPanel, check_panel
from submissions.selectors.readiness import gaps_of
from submissions.selectors.season import season_of
from submissions.selectors.upload_field import attachment_fields, upload_field
from submissions.services import files, papers
from submissions.services.authors import entries_of
from submissions.views.receiving import take_answers, take_file, take_out_answer
from submissions.views.wording import saved_now

MOST_NEW_ROWS = 5
NOT_VALID = 422
FILE_FIELDS = {"file": "paper", "supplement": "supplement", "code": "code"}
"""The file fields of the form, each with the kind of file that it takes."""


class EditPage:
    """The form bound to what was sent, to what was typed earlier and not saved, or to what is saved."""

    def __init__(self, request: SignedInRequest, paper: Submission, sent: QueryDict | None = None) -> None:
        self.request = request
        self.paper = paper
        self.workshop = paper.workshop
        self.season = season_of(self.workshop).at_paper(paper)
        self.error: PlenaryError | None = None
        self.file_errors: dict[str, str] = {}
        self.missing: list[str] = []
        self.status = 200
        self.saved = False
        self.typed = self._typed_before() if sent is None else QueryDict()
        self.form, self.authors, self.answers = self._forms(sent if sent is not None else self.typed or None)

    @property
    def url(self) -> str:
        return reverse("submissions:edit", args=[self.workshop.slug, self.paper.number])

    @property
    def why_closed(self) -> str:
        if self.paper.state not in EDITABLE:
            return WHY_NOT[self.paper.state]
        return self.season.why_closed()

    @property
    def can_save(self) -> bool:
        return not self.why_closed

    @property
    def unsaved_copy(self) -> bool:
        """Say whether the form shows what was typed at another time and never saved."""
        return bool(self.typed) or (self.form.is_bound and not self.can_save)

    @property
    def saved_message(self) -> str:
        if self.paper.state == SubmissionState.SUBMITTED:
            return "Your changes are saved; the paper stays submitted."
        return "Your draft is saved. It is not submitted yet."

    def save(self, *, quiet: bool = False) -> bool:
        """Save the text if it is valid and may be; what stood in the way is kept to be shown."""
        parts = (self.form, self.authors, self.answers)
        if not all([part.is_valid() for part in parts]):  # noqa: C419 - each is to say what is wrong with it
            self.status = NOT_VALID
            return False
        try:
            self.paper = papers.save_draft(
                submission=self.paper,
                by=self.request.user,
                expected=self.form.cleaned_data["version"],
                entry=self.form.entry(self.authors.entries(), self.answers.values()),
                quiet=quiet,
            )
        except PlenaryError as error:
            self.say(error)
            return False
        self.saved = True
        return True

    def add_files(self) -> bool:
        """Keep the files that were sent, each by itself; what can't be taken is said at its field."""
        for field, kind in FILE_FIELDS.items():
            try:
                take_file(self.request, self.paper, kind=kind, field=field)
            except PlenaryError as error:
                self.file_errors[field] = error.message
                self.status = max(self.status, error.status)
        for field, refused in take_answers(self.request, self.paper, Stage.SUBMISSION).items():
            self.file_errors[field] = refused.message
            self.status = max(self.status, refused.status)
        return not self.file_errors

    def take_out(self) -> None:
        """Take out the optional file whose button was pressed."""
        kind = self.request.POST.get("remove", "")
        if kind in FILE_FIELDS and kind != "file":
            files.remove_file(submission=self.paper, kind=kind, by=self.request.user)
        take_out_answer(self.request, self.paper, Stage.SUBMISSION)

    def tick(self) -> None:
        """Note that the findings were looked at, if the box was ticked."""
        public_id = self.request.POST.get("findings_seen", "")
        if public_id and self.can_save:
            files.mark_findings_seen(submission=self.paper, public_id=public_id, by=self.request.user)

    def say(self, error: PlenaryError) -> None:
        """Keep an error to be shown on the form: at its fields where it names some."""
        self.error = error
        self.status = error.status
        fields: Mapping[str, Any] = getattr(error, "fields", {})
        for part, reasons in fields.items():
            self.missing += list(reasons)
            if part in self.form.fields:
                self.form.add_error(part, list(reasons))

    def paper_moved_on(self) -> None:
        """Say that what was typed earlier was typed on a version that is no longer the saved one."""
        self.error = Stale()

    def render(self) -> HttpResponse:
        stale = isinstance(self.error, Stale)
        if self.form.is_bound and (self.saved or stale):
            self._take_up_version()
        panel = check_panel(self.paper)
        context = {
            "page": self,
            "paper": self.paper,
            "form": self.form,
            "authors": self.authors,
            "answers": self.answers,
            "fixed_authors": self.season.frozen_authors and not self.authors.is_bound,
            "check": panel,
            "waiting": panel.is_waiting,
            "can_save": self.can_save,
            "season": self.season,
            "saved_now": saved_now(self.paper) if stale else [],
            "todo": [] if self.missing else needed_by(self.paper, panel),
            "words": len(str(self.form["abstract"].value() or "").split()),
            "ask": upload_field(
                self.paper,
                PaperFile.Kind.PAPER,
                label="New version" if panel.newest else "The paper as a PDF",
            ),
            "asks": attachment_fields(self.paper, self.file_errors),
            "file_asks": file_asks(self.paper, Stage.SUBMISSION, self.file_errors),
            "is_draft": self.paper.state == SubmissionState.DRAFT,
        }
        return render(self.request, "submissions/edit.html", context, status=self.status)

    def _typed_before(self) -> QueryDict:
        kept = WorkingCopy.objects.filter(submission=self.paper, user=self.request.user).first()
        content = QueryDict(mutable=True)
        for name, values in (kept.content if kept else {}).items():
            content.setlist(name, values)
        return content

    def _take_up_version(self) -> None:
        """Put the version that is saved now into the form: the person has it before her eyes."""
        if isinstance(self.form.data, QueryDict):
            data = self.form.data.copy()
            data["version"] = str(self.paper.version)
            self.form.data = data

    def _forms(self, sent: QueryDict | None) -> tuple[PaperForm, Any, AnswersForm]:
        data = rows_in_order(sent) if sent is not None else None
        fixed = [
            name for name in ("title", "abstract") if self.season.frozen_text and getattr(self.paper, name)
        ]
        form = PaperForm(
            data, paper=self.paper, initial=None if data else initial_of(self.paper), fixed=fixed
        )
        people = None if data else [vars(entry) for entry in entries_of(self.paper)]
        authors = AuthorFormSet(data, initial=people, prefix="authors")
        if self.typed and form["version"].value() != str(self.paper.version):
            self.paper_moved_on()
        if data is None:
            asked = self.request.GET.get("rows", "")
            authors.extra = min(int(asked), MOST_NEW_ROWS) if asked.isdecimal() else 0
            if self.season.frozen_authors:
                fix_people(authors)
        return form, authors, answers_form(self.paper, Stage.SUBMISSION, data)


def needed_by(paper: Submission, panel: CheckPanel | None = None) -> list[str]:
    """Return what a paper needs before it can be submitted, in words; what a check under way may still mend is left out."""
    files = None if panel is None else [version.file for version in panel.versions]
    return [gap.text for gap in gaps_of(paper, files, checking_counts=False)]
