"""The released versions of the schedule, and releasing the draft."""

from __future__ import annotations

from rest_framework.response import Response

from conference.api.operations import operation
from conference.errors import Invalid
from conference.scopes import Scope
from program import serializers as shapes
from program.api import examples
from program.api.draft import READ, DraftDoor
from program.selectors.releases import LoggedRelease, release_log, release_page
from program.services.releases import release_create

TAG = "Programme: versions"
WHATEVER = "*"


class Releases(DraftDoor):
    """The released versions of the schedule."""

    @operation(
        "list_releases", "The released versions", tag=TAG, scope=READ, paged=True,
        answers=shapes.ReleaseSerializer, example=examples.RELEASE,
    )  # fmt: skip
    def get(self) -> Response:
        """List the versions of the schedule with what each changed, the newest first."""
        return self.page(self.part.of_rows(self._log()))

    @operation(
        "release_schedule", "Release a version of the schedule", tag=TAG, scope=Scope.RELEASE_WRITE, keyed=True,
        status=201, takes=shapes.MakeReleaseSerializer, sent=examples.SENT_RELEASE,
        answers=shapes.ReleaseSerializer, example=examples.RELEASE,
    )  # fmt: skip
    def post(self) -> Response:
        """Release the draft that you looked at, by its mark, and tell whom you name by mail.

        Where the draft has changed since, nothing is released.
        """
        given = self.sent()
        page = release_page(self.viewer, self.workshop)
        mark = page.mark if given["mark"] == WHATEVER else given["mark"]
        unknown = set(given["mail_to"]) - {concerned.key for concerned in page.concerned}
        if mark == page.mark and unknown:
            raise Invalid(
                "Not everybody named is concerned by this version; nothing was released.",
                {"mail_to": [f"{key} is not concerned." for key in sorted(unknown)]},
            )
        made = release_create(
            workshop=self.workshop,
            actor=self.user,
            name=given["name"],
            note=given["note"],
            mark=mark,
            viewer=self.viewer,
            mail_to=set(given["mail_to"]),
        )
        return self.answer(next(release for release in self._log() if release.name == made.name))

    def _log(self) -> list[LoggedRelease]:
        return release_log(self.viewer, self.workshop)


class NextRelease(DraftDoor):
    """What releasing the draft would change."""

    @operation(
        "read_next_release", "What the next version would change", tag=TAG, scope=READ,
        answers=shapes.NextReleaseSerializer, example=examples.NEXT_RELEASE,
    )  # fmt: skip
    def get(self) -> Response:
        """Read what releasing the draft now would change, whom it concerns, and the mark to release it by."""
        return self.answer(release_page(self.viewer, self.workshop))
