"""The form that chairs compose, from the question to the answer that chairs and reviewers read."""

import pytest

from conference.models import AuditEntry
from submissions.models import Answer, FieldWording, FormField
from tests.clients import client_of
from tests.factories import (
    AnswerFactory,
    AssignmentFactory,
    AuthorFactory,
    FieldFactory,
    PaperFileFactory,
    ReviewerFactory,
    RoleFactory,
    SubmissionFactory,
    TrackFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def chair(call):
    return client_of(RoleFactory(workshop=call.workshop).user)


def question(**changes):
    return {
        "label": "Broader impact", "kind": "text", "stage": "submission", "audience": "chairs", "help": "",
        "option_lines": "", "word_limit": "", "policy": "", **changes,
    }  # fmt: skip


def test_chair_adds_a_question_and_authors_of_its_track_are_asked(call, chair, paper):
    other = TrackFactory(workshop=call.workshop, name="Tiny papers")
    sent = question(word_limit="3", required="on", tracks=[call.track.pk], help="Who **gains**.")
    assert chair.post(call.url("chair/form/new/"), sent).status_code == 302

    field = FormField.objects.get()
    page = call.client.get(call.edit_url(paper)).content.decode()
    assert "Broader impact" in page
    assert "<strong>gains</strong>" in page
    assert "Answer “Broader impact”." in page
    assert "At most 3 words." in page
    in_other = SubmissionFactory(track=other, state="draft")
    AuthorFactory(submission=in_other, user=call.author)
    assert "Broader impact" not in call.client.get(call.edit_url(in_other)).content.decode()
    assert AuditEntry.objects.filter(action="form.field_added").exists()
    assert FieldWording.objects.get().field == field


def test_questions_that_make_no_sense_are_refused_and_kept(call, chair):
    response = chair.post(call.url("chair/form/new/"), question(label="Pick one of ours", kind="choice"))

    assert response.status_code == 422
    assert "Write the choices, one a line." in response.content.decode()
    assert "Pick one of ours" in response.content.decode()
    assert not FormField.objects.exists()


def test_answers_of_every_kind_are_saved_and_shown_to_author_and_chair(call, chair, paper):
    kinds = {
        "line": ("https://code.example/oak", "https://code.example/oak"),
        "text": ("Two\r\nlines", "Two"),
        "choice": ("Method", "Method"),
        "choices": (["Method", "Data"], "Method, Data"),
        "yes_no": ("no", "No"),
        "number": ("2.5", "2.5"),
        "agreement": ("on", "Yes"),
    }
    sent = {}
    for kind, (value, _shown) in kinds.items():
        options = ["Method", "Data"] if kind.startswith("choice") else []
        field = FieldFactory(workshop=call.workshop, kind=kind, label=f"Asked {kind}", options=options)
        sent[f"question-{field.pk}"] = value

    assert call.client.post(call.edit_url(paper), call.form(paper, title="Trees", **sent)).status_code == 302

    assert dict(Answer.objects.values_list("field__kind", "value")) == {
        "line": "https://code.example/oak",
        "text": "Two\nlines",
        "choice": "Method",
        "choices": ["Method", "Data"],
        "yes_no": False,
        "number": 2.5,
        "agreement": True,
    }
    paper.refresh_from_db()
    own = call.client.get(call.url(f"my-papers/{paper.number}/")).content.decode()
    assert chair.get(call.url(f"chair/papers/{paper.number}/")).status_code == 404
    paper.state = "submitted"
    paper.save()
    chairs = chair.get(call.url(f"chair/papers/{paper.number}/")).content.decode()
    for kind, (_value, shown) in kinds.items():
        assert f"Asked {kind}" in own
        assert f"Asked {kind}" in chairs
        assert shown in chairs


@pytest.mark.enumeration
def test_answers_that_cannot_be_taken_keep_everything_typed(call, paper):
    words = FieldFactory(workshop=call.workshop, kind="text", word_limit=2)
    number = FieldFactory(workshop=call.workshop, kind="number")
    sent = {f"question-{words.pk}": "one two three", f"question-{number.pk}": "many"}

    response = call.client.post(call.edit_url(paper), call.form(paper, title="Kept title", **sent))

    page = response.content.decode()
    assert response.status_code == 422
    assert "This has 3 words; at most 2 words can be taken." in page
    assert all(typed in page for typed in ("Kept title", "one two three", "many"))
    assert not Answer.objects.exists()
    assert "one two three" in call.client.get(call.edit_url(paper)).content.decode()


@pytest.mark.enumeration
def test_submitting_needs_what_is_required_and_saving_does_not(call, jobs_run):
    field = FieldFactory(
        workshop=call.workshop, kind="agreement", label="We declare", required=True, policy="ethics"
    )
    with jobs_run():
        paper = call.complete()
    press = {"step": "submit"}

    refused = call.client.post(call.edit_url(paper), call.form(paper, **press))
    assert refused.status_code == 422
    assert "Agree to “We declare”." in refused.content.decode()

    done = call.client.post(call.edit_url(paper), call.form(paper, **press, **{f"question-{field.pk}": "on"}))
    paper.refresh_from_db()
    assert (done.status_code, paper.state) == (302, "submitted")
    emptied = call.client.post(call.edit_url(paper), call.form(paper, title="Other title"))
    assert emptied.status_code == 422
    paper.refresh_from_db()
    assert paper.title == "Counting trees"


@pytest.mark.enumeration
def test_autosave_keeps_answers_with_the_working_copy(call, paper):
    field = FieldFactory(workshop=call.workshop)
    path = call.url(f"my-papers/{paper.number}/autosave/")
    response = call.client.post(path, call.form(paper, **{f"question-{field.pk}": "half a sent"}))
    assert response.status_code == 200
    assert Answer.objects.get().value == "half a sent"


def test_a_new_wording_leaves_the_agreement_to_the_old_one(call, chair, paper):
    field = FieldFactory(
        workshop=call.workshop,
        kind="agreement",
        policy="dual_submission",
        label="Not elsewhere",
        help="Old words.",
    )
    call.client.post(call.edit_url(paper), call.form(paper, **{f"question-{field.pk}": "on"}))
    answer = Answer.objects.get()
    sent = question(
        label="Not elsewhere", kind="agreement", policy="dual_submission", help="New words.", seen=1
    )
    assert chair.post(call.url(f"chair/form/{field.pk}/"), sent).status_code == 302

    paper.refresh_from_db()
    page = call.client.get(call.edit_url(paper)).content.decode()
    assert "The wording has changed since you agreed" in page
    call.client.post(call.edit_url(paper), call.form(paper, title="A change elsewhere"))
    answer.refresh_from_db()
    assert answer.wording.help == "Old words."
    paper.refresh_from_db()
    call.client.post(call.edit_url(paper), call.form(paper, **{f"question-{field.pk}": "on"}))
    answer.refresh_from_db()
    assert answer.wording.help == "New words."


def test_second_chair_to_save_is_told_and_an_answered_question_keeps_its_kind(call, chair):
    field = FieldFactory(workshop=call.workshop, label="First", version=2)
    late = chair.post(call.url(f"chair/form/{field.pk}/"), question(label="Second chair", seen=1))
    assert late.status_code == 409
    assert "Second chair" in late.content.decode()

    AnswerFactory(submission=SubmissionFactory(track=call.track), field=field)
    other_kind = chair.post(call.url(f"chair/form/{field.pk}/"), question(kind="number", seen=2))
    assert other_kind.status_code == 422
    field.refresh_from_db()
    assert (field.label, field.kind) == ("First", "line")


def test_retired_question_keeps_its_answers_and_can_come_back(call, chair, paper):
    answered = FieldFactory(workshop=call.workshop, label="Kept question")
    unused = FieldFactory(workshop=call.workshop, label="Nobody answered")
    sent = SubmissionFactory(track=call.track)
    AnswerFactory(submission=sent, field=answered, value="Old answer")
    for field in (answered, unused):
        chair.post(call.url(f"chair/form/{field.pk}/retire/"))

    assert list(FormField.objects.all()) == [answered]
    assert "Kept question" not in call.client.get(call.edit_url(paper)).content.decode()
    assert "Old answer" in chair.get(call.url(f"chair/papers/{sent.number}/")).content.decode()
    chair.post(call.url(f"chair/form/{answered.pk}/back/"))
    assert "Kept question" in call.client.get(call.edit_url(paper)).content.decode()


def test_order_is_that_of_the_places_given(call, chair, paper):
    first, second, third = (FieldFactory(workshop=call.workshop, label=f"Ordered {n}") for n in "abc")
    chair.post(
        call.url("chair/form/"),
        {f"field-{first.pk}-ORDER": 3, f"field-{second.pk}-ORDER": 1, f"field-{third.pk}-ORDER": "x"},
    )
    assert list(FormField.objects.values_list("pk", flat=True)) == [second.pk, first.pk, third.pk]
    page = call.client.get(call.edit_url(paper)).content.decode()
    assert page.index("Ordered b") < page.index("Ordered a") < page.index("Ordered c")


@pytest.mark.parametrize("many", [10, 200])
@pytest.mark.enumeration
def test_composer_asks_the_same_number_of_queries(call, many, django_assert_num_queries):
    from submissions.selectors.composer import composed

    FormField.objects.bulk_create(
        FormField(workshop=call.workshop, label=f"Question {n}", position=n) for n in range(many)
    )
    with django_assert_num_queries(2):
        page = composed(call.workshop)
    assert len(page.stages[0][1]) == many


@pytest.mark.enumeration
def test_reviewers_read_what_is_meant_for_them_and_nothing_for_chairs(call, chair):
    paper = SubmissionFactory(track=call.track)
    PaperFileFactory(submission=paper)
    for audience, value, policy in (
        ("reviewers", "Open answer", ""), ("chairs", "Secret answer", ""), ("chairs", "CC BY 4.0", "licence"),
    ):  # fmt: skip
        AnswerFactory(
            submission=paper, value=value, field__audience=audience, field__policy=policy,
            field__label=f"Asked for {audience} {policy}",
        )  # fmt: skip
    reviewer = ReviewerFactory(workshop=call.workshop).user
    page = call.url(f"reviewing/{paper.number}/")
    assert client_of(reviewer).get(page).status_code == 404
    AssignmentFactory(submission=paper, user=reviewer)

    seen = client_of(reviewer).get(page).content.decode()
    chairs = chair.get(call.url(f"chair/papers/{paper.number}/")).content.decode()

    assert all(text in chairs for text in ("Open answer", "Secret answer", "CC BY 4.0"))
    assert "Open answer" in seen
    assert not [text for text in ("Secret answer", "CC BY 4.0", "Asked for chairs") if text in seen]


@pytest.mark.enumeration
def test_published_work_needs_the_place(call):
    call.track.previously_published_allowed = True
    call.track.save()
    paper = call.begin()
    call.client.post(call.edit_url(paper), call.form(paper, published_before="on"))
    assert "Say where the work was published." in call.client.get(call.edit_url(paper)).content.decode()
    paper.refresh_from_db()
    assert paper.published_before
    call.client.post(call.edit_url(paper), call.form(paper, published_elsewhere="Forest Letters 2024"))
    paper.refresh_from_db()
    assert (paper.published_before, paper.published_elsewhere) == (True, "Forest Letters 2024")


@pytest.mark.enumeration
def test_the_composer_is_for_the_workshops_chairs(call, chair, stranger):
    field = FieldFactory(workshop=call.workshop)
    elsewhere = FieldFactory()
    for path in ("", "new/", "preview/", f"{field.pk}/"):
        assert chair.get(call.url(f"chair/form/{path}")).status_code == 200
        assert stranger.get(call.url(f"chair/form/{path}")).status_code == 404
        assert call.client.get(call.url(f"chair/form/{path}")).status_code == 404
    assert chair.get(call.url(f"chair/form/{elsewhere.pk}/")).status_code == 404
    assert chair.post(call.url(f"chair/form/{elsewhere.pk}/retire/")).status_code == 404


def test_the_form_comes_along_to_the_next_edition(call):
    from conference.services.workshops import create_workshop

    FieldFactory(workshop=call.workshop, label="Asked again").tracks.set([call.track])
    FieldFactory(workshop=call.workshop, label="Retired", retired_at="2026-01-01T00:00Z")
    made = create_workshop(
        by=UserFactory(), acronym="Next 2027", title="Next", slug="next-2027", source=call.workshop
    )
    field = FormField.objects.get(workshop=made)
    assert field.label == "Asked again"
    assert [track.workshop for track in field.tracks.all()] == [made]
    assert field.wordings.count() == 1
