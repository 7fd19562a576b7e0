import hashlib
from datetime import timedelta

import factory
from django.core.files.base import ContentFile
from django.db import connection
from django.utils import timezone
from factory.django import DjangoModelFactory

from submissions.models import Answer, Author, FieldWording, FormField, PaperFile, Submission, Upload
from tests.factories.conference import TrackFactory, UserFactory, WorkshopFactory


def _next_number(paper):
    """Ask in SQL that Django need not make anew for each of the papers that nearly every test begins with."""
    with connection.cursor() as cursor:
        asked = "SELECT COUNT(*) FROM submissions_submission WHERE workshop_id = %s"
        cursor.execute(asked, [paper.workshop.pk])
        return cursor.fetchone()[0] + 1


class SubmissionFactory(DjangoModelFactory):
    """A submitted paper without authors; ``state="draft"`` makes a draft."""

    class Meta:
        model = Submission

    track = factory.SubFactory(TrackFactory)
    workshop = factory.SelfAttribute("track.workshop")
    number = factory.LazyAttribute(_next_number)
    title = factory.Sequence(lambda n: f"Counting trees from above, study {n}")
    abstract = "We count trees in aerial images and compare the counts with those of foresters."
    state = "submitted"
    submitted_at = factory.LazyAttribute(lambda o: None if o.state == "draft" else timezone.now())


class AuthorFactory(DjangoModelFactory):
    """An author with an account."""

    class Meta:
        model = Author

    submission = factory.SubFactory(SubmissionFactory)
    user = factory.SubFactory(UserFactory)
    name = factory.LazyAttribute(lambda o: o.user.name if o.user else "Unregistered Author")
    email = factory.LazyAttribute(lambda o: o.user.email if o.user else "")


class PaperFileFactory(DjangoModelFactory):
    """A checked PDF; ``content`` is its bytes."""

    class Meta:
        model = PaperFile

    class Params:
        content = b"%PDF-1.7 original bytes"

    submission = factory.SubFactory(SubmissionFactory)
    version = factory.LazyAttribute(lambda o: o.submission.files.filter(kind="paper").count() + 1)
    file = factory.LazyAttribute(lambda o: ContentFile(o.content, name="x.pdf"))
    reviewer_copy = factory.LazyAttribute(lambda o: ContentFile(o.content + b" cleaned", name="x.pdf"))
    original_name = "smith-draft.pdf"
    size = factory.LazyAttribute(lambda o: len(o.content))
    sha256 = factory.LazyAttribute(lambda o: hashlib.sha256(o.content).hexdigest())
    check_state = "done"
    checked_at = factory.LazyFunction(timezone.now)
    report = factory.LazyFunction(
        lambda: {
            "total_pages": 5,
            "main_text_pages": 4,
            "references_start_page": 5,
            "appendix_start_page": None,
            "within_limit": True,
            "unsure": False,
            "page_size": "letter",
            "anonymous": True,
            "leaks": [],
            "errors": [],
        }
    )


class UploadFactory(DjangoModelFactory):
    """An upload of which nothing has arrived."""

    class Meta:
        model = Upload
        skip_postgeneration_save = True

    submission = factory.SubFactory(SubmissionFactory)
    owner = factory.SubFactory(UserFactory)
    kind = "paper"
    name = "paper.pdf"
    size = 1000
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=1))

    @factory.post_generation
    def part(self, create, extracted, **kwargs):
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.touch()


class FieldFactory(DjangoModelFactory):
    """A question on the form of a workshop, for all its tracks, with its first wording."""

    class Meta:
        model = FormField
        skip_postgeneration_save = True

    workshop = factory.SubFactory(WorkshopFactory)
    label = factory.Sequence(lambda n: f"Question {n}")
    position = factory.LazyAttribute(lambda o: FormField.objects.filter(workshop=o.workshop).count())

    @factory.post_generation
    def worded(self, create, extracted, **kwargs):
        if create:
            FieldWording.objects.create(
                field=self, number=1, label=self.label, help=self.help, options=self.options
            )


class AnswerFactory(DjangoModelFactory):
    """The answer of a paper to a question of its workshop."""

    class Meta:
        model = Answer

    submission = factory.SubFactory(SubmissionFactory)
    field = factory.SubFactory(FieldFactory, workshop=factory.SelfAttribute("..submission.workshop"))
    wording = factory.LazyAttribute(lambda o: o.field.wordings.first())
    value = "Yes"
    answered_at = factory.LazyFunction(timezone.now)
