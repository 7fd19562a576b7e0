"""What visitors see: the site, the accepted papers, the programme."""

from __future__ import annotations

from types import SimpleNamespace

from django.db import transaction
from rest_framework.response import Response

from conference.api.doors import Door, editors
from conference.api.operations import operation
from conference.scopes import Scope
from program import serializers as shapes
from program.services import publish as services

TAG = "Programme: versions"
PUBLIC = {"version": 7, "site": True, "papers": False, "programme": "preliminary"}


class Publish(Door):
    """What is public."""

    allowed = editors

    @operation(
        "read_public", "What visitors see", tag=TAG, scope=Scope.PROGRAMME_READ,
        answers=shapes.PublicSerializer, example=PUBLIC,
    )  # fmt: skip
    def get(self) -> Response:
        """Read whether the site, the accepted papers and the programme are public."""
        row = self.workshop
        shown = SimpleNamespace(
            version=row.version,
            is_public=row.is_public,
            papers=row.papers_published_at is not None,
            programme_state=row.programme_state,
        )
        return self.answer(shown, version=row.version)

    @operation(
        "publish", "Publish, or take back", tag=TAG, scope=Scope.RELEASE_WRITE, guarded=True,
        takes=shapes.PublishSerializer, sent={"papers": True}, answers=shapes.PublicSerializer,
        example=PUBLIC | {"version": 8, "papers": True},
    )  # fmt: skip
    def patch(self) -> Response:
        """Make the site, the accepted papers or the programme public, or take them back; what is so already stays."""
        expected, given, row = self.seen(self.workshop.version), self.sent(), self.workshop
        with transaction.atomic():
            if given.get("site", row.is_public) != row.is_public:
                services.site_set_public(
                    workshop=row, actor=self.user, public=given["site"], expected=expected
                )
                expected = row.version
            papers = row.papers_published_at is not None
            if given.get("papers", papers) != papers:
                services.papers_set_public(
                    workshop=row, actor=self.user, public=given["papers"], expected=expected
                )
                expected = row.version
            if given.get("programme", row.programme_state) != row.programme_state:
                services.programme_set_state(
                    workshop=row, actor=self.user, state=given["programme"], expected=expected
                )
        return self.get()
