"""A file on its way: sent in parts, so that a lost connection costs nothing that has arrived."""

from __future__ import annotations

import uuid
from pathlib import Path

from django.conf import settings
from django.db import models

from conference.models import User
from submissions.models.files import PaperFile
from submissions.models.papers import Submission


class Upload(models.Model):
    """An upload in parts. What has arrived is the length of its file on disk: no crash can make the two differ."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="uploads")
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=PaperFile.Kind)
    slot = models.CharField(max_length=40, blank=True, default="")
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(db_index=True)
    taken_as = models.ForeignKey(
        PaperFile, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    def __str__(self) -> str:
        return f"{self.name}, {self.size} bytes"

    @property
    def path(self) -> Path:
        return Path(settings.UPLOAD_PARTS_DIR) / self.public_id.hex
