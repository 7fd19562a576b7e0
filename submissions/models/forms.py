"""What chairs ask of authors beside title, abstract and file: the fields of the form, their wording over time, the answers."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from conference.models import Track, User, Workshop
from submissions.models.files import PaperFile
from submissions.models.papers import Submission


class FieldKind(models.TextChoices):
    LINE = "line", "One line of text"
    TEXT = "text", "Longer text"
    CHOICE = "choice", "One of several choices"
    CHOICES = "choices", "Any of several choices"
    YES_NO = "yes_no", "Yes or no"
    NUMBER = "number", "A number"
    FILE = "file", "A file (PDF)"
    AGREEMENT = "agreement", "A box to tick in agreement"


class Stage(models.TextChoices):
    SUBMISSION = "submission", "At submission"
    CAMERA_READY = "camera_ready", "With the final version"


class Audience(models.TextChoices):
    CHAIRS = "chairs", "Chairs only"
    REVIEWERS = "reviewers", "Chairs and the paper’s reviewers"


class Policy(models.TextChoices):
    """The policies that calls usually have; an answer to one is a declaration."""

    DUAL_SUBMISSION = "dual_submission", "Dual submission"
    ETHICS = "ethics", "Ethics"
    AI_USE = "ai_use", "Use of AI"
    ATTENDANCE = "attendance", "Attendance"
    LICENCE = "licence", "Licence"
    OTHER = "other", "Another policy"


class FormField(models.Model):
    """A question on the form of a workshop's papers; of the tracks named, or of all where none is.

    Label, help and options are those of the newest wording. A retired field is asked no more and keeps its answers.
    """

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="form_fields")
    tracks = models.ManyToManyField(Track, blank=True, related_name="form_fields")
    stage = models.CharField("asked", max_length=14, choices=Stage, default=Stage.SUBMISSION)
    kind = models.CharField(max_length=10, choices=FieldKind, default=FieldKind.LINE)
    policy = models.CharField(max_length=16, choices=Policy, blank=True)
    audience = models.CharField("shown to", max_length=10, choices=Audience, default=Audience.CHAIRS)
    label = models.CharField("question", max_length=200)
    help = models.TextField("explanation", max_length=2000, blank=True)
    options = models.JSONField(default=list, blank=True, help_text="The choices, in order.")
    required = models.BooleanField("must be answered", default=False)
    word_limit = models.PositiveIntegerField(
        "words at most", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5000)]
    )
    position = models.PositiveSmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.label

    @property
    def is_policy(self) -> bool:
        return bool(self.policy)


class FieldWording(models.Model):
    """How a field was worded at some time: what an author read when she answered. Rows are only ever added."""

    field = models.ForeignKey(FormField, on_delete=models.CASCADE, related_name="wordings")
    number = models.PositiveIntegerField()
    label = models.CharField(max_length=200)
    help = models.TextField(blank=True)
    options = models.JSONField(default=list, blank=True)
    written_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["field", "number"], name="field_wording_unique")]

    def __str__(self) -> str:
        return f"{self.label}, wording {self.number}"

    @property
    def label_and_help(self) -> tuple[str, str]:
        return self.label, self.help


class Answer(models.Model):
    """What the authors of a paper answered, to which wording and when.

    ``value`` is text, a number, true or false, a list of texts; for a file the answer is ``file`` and the value its name.
    """

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="answers")
    field = models.ForeignKey(FormField, on_delete=models.CASCADE, related_name="answers")
    wording = models.ForeignKey(FieldWording, on_delete=models.RESTRICT, related_name="+")
    value = models.JSONField()
    file = models.ForeignKey(PaperFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    answered_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField()

    class Meta:
        ordering = ["field__position", "field_id"]
        constraints = [models.UniqueConstraint(fields=["submission", "field"], name="answer_unique")]

    def __str__(self) -> str:
        return f"#{self.submission.number}: {self.field}"
