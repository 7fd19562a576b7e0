import string

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from conference.models import Role
from reviews.models import Assignment, Conflict, Decision, Review, ReviewAnswer, Reviewer
from reviews.services.review_forms import form_for
from tests.factories.conference import UserFactory, WorkshopFactory
from tests.factories.submissions import SubmissionFactory


class ReviewerFactory(DjangoModelFactory):
    """A reviewer of a workshop, with the role."""

    class Meta:
        model = Reviewer
        skip_postgeneration_save = True

    workshop = factory.SubFactory(WorkshopFactory)
    user = factory.SubFactory(UserFactory)
    max_load = 4

    @factory.post_generation
    def role(self, create, extracted, **kwargs):
        if create:
            role = Role(workshop=self.workshop, user=self.user, kind="reviewer")
            Role.objects.bulk_create([role], ignore_conflicts=True)


class ConflictFactory(DjangoModelFactory):
    class Meta:
        model = Conflict

    submission = factory.SubFactory(SubmissionFactory)
    user = factory.SubFactory(UserFactory)
    kind = "declared"
    evidence = "declared by the reviewer"


class AssignmentFactory(DjangoModelFactory):
    """A live assignment of a reviewer, under the next free mark."""

    class Meta:
        model = Assignment

    submission = factory.SubFactory(SubmissionFactory)
    user = factory.SubFactory(UserFactory)
    mark = factory.LazyAttribute(
        lambda o: string.ascii_uppercase[Assignment.objects.filter(submission=o.submission).count()]
    )


TEXTS = {
    "summary": "The paper counts trees in aerial images.",
    "strengths": "A clear protocol, and foresters' counts to compare with.",
    "weaknesses": "Only one forest is used.",
    "questions": "How would the counts change in winter?",
    "for_chairs": "I know the forest in question.",
}


class ReviewFactory(DjangoModelFactory):
    """A submitted review to the form that every workshop begins with; its texts are given by the key of the question."""

    class Meta:
        model = Review

    assignment = factory.SubFactory(AssignmentFactory)
    overall = 7
    confidence = 4
    state = "submitted"
    submitted_at = factory.LazyFunction(timezone.now)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        given = {key: kwargs.pop(key, text) for key, text in TEXTS.items()}
        paper = kwargs["assignment"].submission
        kwargs["form"] = kwargs.get("form") or form_for(paper.workshop, paper.track)
        review = super()._create(model_class, *args, **kwargs)
        questions = review.form.questions.filter(key__in=given)
        ReviewAnswer.objects.bulk_create(
            ReviewAnswer(review=review, question=question, text=given[question.key]) for question in questions
        )
        return review


class DecisionFactory(DjangoModelFactory):
    """A drafted decision; give ``released_at`` for a released one."""

    class Meta:
        model = Decision

    submission = factory.SubFactory(SubmissionFactory)
    outcome = "accept_poster"
    text = "The reviewers liked the protocol."
