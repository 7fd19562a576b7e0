"""Every error that a person can meet, in one tree; each message says in words what can be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


class PlenaryError(Exception):
    """Base of all: ``status`` is the HTTP status that a door answers with."""

    status = 400

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NotFound(PlenaryError):
    """The thing does not exist, or the asker may not know that it does: both look the same."""

    status = 404

    def __init__(self, message: str = "There is nothing here, or it is not for you to see.") -> None:
        super().__init__(message)


class Refused(PlenaryError):
    """The asker may see the thing but not do this with it."""

    status = 403


class Closed(PlenaryError):
    """The time for this is over, or has not come yet."""

    status = 403


class Stale(PlenaryError):
    """Someone else saved the same thing in the meantime; nothing was overwritten."""

    status = 409

    def __init__(
        self,
        message: str = "Someone else changed this while you were editing. Your text is kept below: "
        "compare it with what is saved now, then save again.",
    ) -> None:
        super().__init__(message)


class Invalid(PlenaryError):
    """What was given can't be taken; ``fields`` names the reasons field by field."""

    status = 422

    def __init__(self, message: str, fields: Mapping[str, Sequence[str]] | None = None) -> None:
        super().__init__(message)
        self.fields = dict(fields or {})
