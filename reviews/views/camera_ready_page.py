"""One showing of the camera-ready checklist: each item with its form, and what stood in the way of saving one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from conference.errors import Invalid, PlenaryError, Stale
from conference.http import SignedInRequest
from reviews.forms.camera_ready import ItemForm, item_form
from reviews.selectors.camera_ready import ItemRow, camera_ready_page
from reviews.selectors.shepherding import open_conditions
from reviews.services import camera_ready as services
from submissions.checklist import FILES, Item
from submissions.forms.answers import answers_form
from submissions.models import Stage, Submission
from submissions.selectors.answer_files import file_asks
from submissions.selectors.upload_field import UploadField, upload_field
from submissions.views.receiving import take_answers, take_out_answer


@dataclass(frozen=True)
class ItemView:
    """An item as the template draws it; ``fields`` are those of its form, shown or hidden."""

    row: ItemRow
    form: ItemForm | None
    ask: UploadField | None
    is_unfolded: bool
    error: str = ""
    file_error: str = ""
    saved_now: str = ""


class ChecklistPage:
    """The page as saved, or with what was sent for the item ``opened`` and could not be taken."""

    def __init__(
        self,
        request: SignedInRequest,
        paper: Submission,
        *,
        opened: str = "",
        sent: QueryDict | None = None,
    ) -> None:
        self.request = request
        self.paper = paper
        self.opened = opened
        self.page = camera_ready_page(paper)
        self.status = 200
        self.error: PlenaryError | None = None
        self.file_error = ""
        self.answer_errors: dict[str, str] = {}
        self.opt_in_error: tuple[int, str] = (0, "")
        self.answers = answers_form(
            paper, Stage.CAMERA_READY, sent if opened == Item.QUESTIONS.value else None
        )
        self.forms = {row.item: self._form(row, sent) for row in self.page.rows}

    def save(self, item: Item) -> bool:
        """Save the answer that was sent; what stood in the way is kept to be shown."""
        form = self.forms.get(item)
        if form is None or not form.is_valid():
            self.status = Invalid.status
            if form is None:
                self.file_error = "Choose a file first."
            return False
        try:
            services.save_item(
                submission=self.paper,
                item=item,
                values=form.values(),
                seen=form.cleaned_data["seen"],
                by=self.request.user,
            )
        except PlenaryError as error:
            self.error, self.status = error, error.status
            for name, reasons in getattr(error, "fields", {}).items():
                form.add_error(name, list(reasons))
            self._take_up(form, self.page.row(item.value))
            return False
        return True

    def save_answers(self) -> bool:
        """Save the answers to the chairs' own questions; what stood in the way is kept to be shown."""
        if not self.answers.is_valid():
            self.status = Invalid.status
            return False
        try:
            services.save_answers(submission=self.paper, given=self.answers.values(), by=self.request.user)
        except PlenaryError as error:
            self.error, self.status = error, error.status
            return False
        return True

    def save_questions(self) -> bool:
        """Save the answers, then the files among them, or take out the one whose button was pressed."""
        if not self.save_answers():
            return False
        errors = take_answers(self.request, self.paper, Stage.CAMERA_READY)
        self.answer_errors = {field: error.message for field, error in errors.items()}
        self.status = max([self.status, *(error.status for error in errors.values())])
        if not errors:
            take_out_answer(self.request, self.paper, Stage.CAMERA_READY)
        return not errors

    @property
    def why_not(self) -> str:
        """Why the answers were not saved, in a sentence."""
        if self.error:
            return self.error.message
        return next(str(error) for errors in self.answers.errors.values() for error in errors)

    def render(self) -> HttpResponse:
        context: dict[str, Any] = {
            "page": self.page,
            "paper": self.paper,
            "conditions": open_conditions(self.paper),
            "answers": self.answers,
            "file_asks": file_asks(self.paper, Stage.CAMERA_READY, self.answer_errors),
            "items": [self._view(row) for row in self.page.rows],
            "opt_in_error_at": self.opt_in_error[0],
            "opt_in_error": self.opt_in_error[1],
        }
        return render(self.request, "reviews/camera_ready/checklist.html", context, status=self.status)

    def _form(self, row: ItemRow, sent: QueryDict | None) -> ItemForm | None:
        data = sent if sent is not None and row.key == self.opened else None
        return item_form(row.item, self.paper, row.seen, data)

    def _view(self, row: ItemRow) -> ItemView:
        is_opened = row.key == self.opened
        asks = row.item in FILES and row.is_open
        return ItemView(
            row=row,
            form=self.forms[row.item],
            ask=upload_field(self.paper, row.key, label=_upload_label(row), field=row.key) if asks else None,
            is_unfolded=is_opened,
            error=self.error.message if self.error and is_opened else "",
            file_error=self.file_error if is_opened else "",
            saved_now=(row.given or "nothing") if isinstance(self.error, Stale) and is_opened else "",
        )

    def _take_up(self, form: ItemForm, row: ItemRow) -> None:
        """Let the next save start from what is saved now: it stands beside the form."""
        if isinstance(form.data, QueryDict):
            data = form.data.copy()
            data["seen"] = row.seen
            form.data = data


def _upload_label(row: ItemRow) -> str:
    return "New version" if row.current else row.label
