"""What chairs set up for reviewing and for final versions: forms of reviews, rules of conflicts, what accepted papers need."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from rest_framework.response import Response

from conference.api.operations import operation
from conference.api.setup import SetUpDoor
from conference.errors import Invalid, NotFound
from conference.forms.reading import REFUSED, require_valid, shown_values
from conference.models import Track, Workshop
from conference.services.workshops import update_settings
from reviews.api.chairs import READ, WRITE, ChairDoor
from reviews.forms.camera_ready_chair import SetupForm
from reviews.forms.conflicts import ConflictRulesForm
from reviews.forms.review_form import QuestionRows, question_rows
from reviews.review_form import Question, write_options
from reviews.selectors import review_forms as selectors
from reviews.selectors.conflict_search import what_if
from reviews.selectors.people import policy_of
from reviews.serializers import set_up as shapes
from reviews.services import conflicts as conflict_services
from reviews.services import review_forms as services
from reviews.services.camera_ready_setup import save_setup
from submissions.checklist import DEFAULTS, LABELS, due_of

TAG = "Chairs: set-up"
QUESTION = {
    "key": "overall",
    "label": "Overall score",
    "kind": "overall",
    "audience": "authors",
    "required": True,
    "help": "",
    "options": [{"value": 2, "words": "Accept"}, {"value": 1, "words": "Reject"}],
    "words_from": None,
    "words_to": None,
}
FORM = {"track": None, "version": 2, "is_own": True, "questions": [QUESTION]}
WRITTEN = {"questions": [{name: QUESTION[name] for name in ("key", "label", "kind", "required", "options")}]}
RULES = {
    "kinds": ["institution", "coauthor", "relation", "declared"],
    "affiliation_years": 3,
    "coauthor_years": 3,
    "ignore_internships": False,
}
PAIR = {"number": 12, "title": "Counting furrows from orbit", "person": "Tomoe Kirishima",
        "kinds": "Same institution", "assigned": False}  # fmt: skip
WHAT_IF = {"gained": [PAIR], "lost": [], "gained_kept": 0, "lost_kept": 2}
FINAL = {
    "track": 7,
    "extra_pages": 1,
    "corrections": "text",
    "items": [
        {
            "item": "final",
            "label": "Final PDF",
            "until": "camera_ready",
            "needs": {"oral": "required", "spotlight": "required", "poster": "required"},
        }
    ],
}


def _track(workshop: Workshop, pk: int) -> Track:
    found = workshop.tracks.filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


class ReviewFormDoor(ChairDoor):
    """An address of a form of reviews: that of all tracks, or one track's own."""

    def version(self, track: Track | None) -> int:
        own = selectors.own_form(self.workshop, track)
        return own.number if own else 0

    def show(self, track: Track | None) -> Response:
        form = selectors.current_form(self.workshop, track.pk if track else None)
        shown = SimpleNamespace(
            track=track.pk if track else None,
            version=self.version(track),
            is_own=form is not None and form.track_id == (track.pk if track else None),
            questions=[_question(one) for one in selectors.questions_of(form)],
        )
        return self.answer(shown, version=shown.version)

    def save(self, track: Track | None) -> Response:
        expected = self.seen(self.version(track))
        known = selectors.known_questions(self.workshop, track)
        rows = question_rows(_rows_sent(self.sent()["questions"]), (), known)
        if not rows.is_sound():
            raise Invalid(REFUSED, _problems(rows))
        services.publish_form(
            workshop=self.workshop, track=track, by=self.user, expected=expected, questions=rows.found
        )
        return self.show(track)


def _question(question: Question) -> dict[str, Any]:
    names = ("key", "label", "audience", "required", "options", "words_from", "words_to")
    shown = {name: getattr(question, name) for name in names}
    return shown | {"kind": str(question.role or question.kind), "help": question.help_text}


def _rows_sent(questions: list[dict[str, Any]]) -> dict[str, Any]:
    """Return questions as the rows of the page send them."""
    data: dict[str, Any] = {"question-TOTAL_FORMS": len(questions), "question-INITIAL_FORMS": 0}
    for place, given in enumerate(questions):
        options = [(one["value"], " ".join(one["words"].split())) for one in given["options"]]
        fields = given | {"help_text": given["help"], "options": write_options(options), "ORDER": place + 1}
        for name, value in fields.items():
            data[f"question-{place}-{name}"] = "" if value is None else value
    return data


def _problems(rows: QuestionRows) -> dict[str, list[str]]:
    found = {
        f"questions.{place}{'' if name == '__all__' else f'.{_named(name)}'}": [
            str(reason) for reason in reasons
        ]
        for place, form in enumerate(rows.forms)
        for name, reasons in form.errors.items()
    }
    general = [str(reason) for reason in rows.non_form_errors()]
    return found | ({"questions": general} if general else {})


def _named(name: str) -> str:
    return "help" if name == "help_text" else name


class ReviewForm(ReviewFormDoor):
    """The form of reviews of all tracks."""

    @operation(
        "read_review_form", "The form of reviews", tag=TAG, scope=READ, answers=shapes.ReviewFormSerializer,
        example=FORM,
    )  # fmt: skip
    def get(self) -> Response:
        """Read the questions that reviews answer in tracks without a form of their own."""
        return self.show(None)

    @operation(
        "save_review_form", "Compose the form of reviews", tag=TAG, scope=WRITE, guarded=True,
        takes=shapes.WriteReviewFormSerializer, sent=WRITTEN, answers=shapes.ReviewFormSerializer, example=FORM,
    )  # fmt: skip
    def put(self) -> Response:
        """Set all questions, as a new version of the form; reviews that are in keep the one they were written to."""
        return self.save(None)


class TrackReviewForm(ReviewFormDoor):
    """The form of reviews of one track."""

    @operation(
        "read_track_review_form", "The form of reviews of a track", tag=TAG, scope=READ,
        answers=shapes.ReviewFormSerializer, example=FORM | {"track": 7},
    )  # fmt: skip
    def get(self, pk: int) -> Response:
        """Read the questions that reviews of a track answer, whether the form is its own or not."""
        return self.show(_track(self.workshop, pk))

    @operation(
        "save_track_review_form", "Compose a form for a track", tag=TAG, scope=WRITE, guarded=True,
        takes=shapes.WriteReviewFormSerializer, sent=WRITTEN, answers=shapes.ReviewFormSerializer,
        example=FORM | {"track": 7},
    )  # fmt: skip
    def put(self, pk: int) -> Response:
        """Give a track a form of its own, or the next version of it."""
        return self.save(_track(self.workshop, pk))

    @operation(
        "drop_track_review_form", "Drop a track’s form", tag=TAG, scope=WRITE, guarded=True, status=204
    )
    def delete(self, pk: int) -> Response:
        """Let a track use the form of all tracks again, while no review was written to its own."""
        track = _track(self.workshop, pk)
        self.seen(self.version(track))
        services.drop_form(workshop=self.workshop, track=track, by=self.user)
        return self.nothing()


class RulesDoor(SetUpDoor):
    """An address of the rules of conflicts."""

    def form(self, expected: int) -> ConflictRulesForm:
        """Return the rules as the page would send them, changed by what was sent here."""
        given = dict(self.sent())
        if "kinds" in given:
            given["conflict_kinds"] = given.pop("kinds")
        kept = shown_values(ConflictRulesForm(instance=self.workshop))
        form = ConflictRulesForm({**kept, **given, "seen": expected}, instance=self.workshop)
        require_valid(form, {"conflict_kinds": "kinds"})
        return form


class ConflictRules(RulesDoor):
    """What counts as a conflict of interest."""

    @operation(
        "read_conflict_rules", "What counts as a conflict", tag=TAG, scope=READ,
        answers=shapes.ConflictRulesSerializer, example=RULES,
    )  # fmt: skip
    def get(self) -> Response:
        """Read by which rules conflicts of interest are found. The ETag is that of the set-up."""
        return self.show(self.workshop)

    @operation(
        "change_conflict_rules", "Change what counts as a conflict", tag=TAG, scope=WRITE, guarded=True,
        takes=shapes.ChangeConflictRulesSerializer, sent={"coauthor_years": 4},
        answers=shapes.ConflictRulesSerializer, example=RULES | {"coauthor_years": 4},
    )  # fmt: skip
    def patch(self) -> Response:
        """Change the rules that you name; the whole committee is then compared with all authors anew, by a job."""
        expected = self.seen(self.workshop.version)
        form = self.form(expected)
        fields = [name for name in form.cleaned_data if name != "seen"]
        update_settings(workshop=form.instance, by=self.user, expected=expected, fields=fields)
        conflict_services.search_again(workshop=self.workshop, by=self.user)
        return self.show(self.workshop)


class TryConflictRules(RulesDoor):
    """What other rules would change."""

    @operation(
        "try_conflict_rules", "See what other rules would change", tag=TAG, scope=WRITE,
        takes=shapes.ChangeConflictRulesSerializer, sent={"coauthor_years": 4},
        answers=shapes.WhatIfRulesSerializer, example=WHAT_IF,
    )  # fmt: skip
    def post(self) -> Response:
        """See which pairs would get a conflict or lose it by other rules, as far as you may know; nothing is stored."""
        policy = policy_of(self.form(self.workshop.version).instance)
        return self.answer(what_if(self.viewer, self.workshop, policy))


class FinalSetUp(SetUpDoor):
    """What a track asks of its accepted papers."""

    @operation(
        "read_final_setup", "What accepted papers are asked for", tag=TAG, scope=READ,
        answers=shapes.FinalSetUpSerializer, example=FINAL,
    )  # fmt: skip
    def get(self, pk: int) -> Response:
        """Read what a track asks of its accepted papers, by the way of presenting. The ETag is that of the set-up."""
        return self._show(_track(self.workshop, pk))

    @operation(
        "change_final_setup", "Change what accepted papers are asked for", tag=TAG, scope=WRITE, guarded=True,
        takes=shapes.ChangeFinalSetUpSerializer,
        sent={"items": [{"item": "video", "oral": "optional", "until": "video_deadline"}]},
        answers=shapes.FinalSetUpSerializer, example=FINAL,
    )  # fmt: skip
    def patch(self, pk: int) -> Response:
        """Change what you name of what a track asks; the rest stays. What the track does not present is not to be named."""
        track, given = _track(self.workshop, pk), self.sent()
        expected = self.seen(self.workshop.version)
        begin = SetupForm(None, track=track)
        form = SetupForm({**shown_values(begin), **_final_sent(begin, given), "seen": expected}, track=track)
        require_valid(form, {"final_extra_pages": "extra_pages", "final_corrections": "corrections"})
        save_setup(
            workshop=self.workshop,
            tracks=list(self.workshop.tracks.all()) if given["every_track"] else [track],
            checklist=form.checklist(),
            extra_pages=form.cleaned_data["final_extra_pages"],
            corrections=form.cleaned_data["final_corrections"],
            expected=expected,
            by=self.user,
        )
        return self._show(_track(self.workshop, pk))

    def _show(self, track: Track) -> Response:
        begin = SetupForm(None, track=track)
        items = [
            {
                "item": item.value,
                "label": LABELS[item],
                "until": due_of(track.checklist, item),
                "needs": {key: begin.fields[f"{item.value}-{key}"].initial for key, _ in begin.presentations},
            }
            for item in DEFAULTS
        ]
        return self.show(
            SimpleNamespace(
                track=track.pk,
                extra_pages=track.final_extra_pages,
                corrections=track.final_corrections,
                items=items,
            )
        )


def _final_sent(begin: SetupForm, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a program sent as the page's form reads it."""
    data = {f"final_{name}": given[name] for name in ("extra_pages", "corrections") if name in given}
    for place, row in enumerate(given.get("items", ())):
        for name, value in row.items():
            field = f"{row['item']}-{'due' if name == 'until' else name}"
            if name == "item":
                continue
            if field not in begin.fields:
                reason = "The track presents no paper in this way."
                raise Invalid(REFUSED, {f"items.{place}.{name}": [reason]})
            data[field] = value
    return data
