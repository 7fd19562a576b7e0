"""What a failure to hand a mail over means: for good or for now, for the address or for us, in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from smtplib import (
    SMTPAuthenticationError,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)

PERMANENT = 500
CLIENT_FAULT = range(400, 500)
TOO_MANY = 429
BAD_ADDRESS = re.compile(r"\b5\.1\.[0-9]+\b")
LONGEST = 240


CAME_BACK = "The mail came back: the address may be mistyped or closed. Ask for another one."


@dataclass(frozen=True)
class Refusal:
    """Why a mail did not go and what one can do, in plain ``words``; ``said`` is what the server answered.

    ``again`` says that another try makes sense; ``dead`` that the address itself is what is wrong.
    """

    words: str
    said: str
    again: bool
    dead: bool = False


def noted(words: str, said: str) -> str:
    """Return what is kept with a mail: the plain words on the first line, below them what a server said."""
    return f"{words}\n{said}"


def told(error: str) -> tuple[str, str]:
    """Return the plain words of what was noted, and what a server said."""
    words, _, said = error.partition("\n")
    return words, " ".join(said.split("\n"))


def refusal_of(error: Exception) -> Refusal:
    """Read the answer of a mail server (RFC 5321, with the codes of RFC 3463) or of a provider's API."""
    if isinstance(error, SMTPRecipientsRefused):
        return _of_recipient(error)
    if isinstance(error, SMTPAuthenticationError):
        return Refusal(
            "The mail server does not accept our log-in: the operator can mend it.", _said(error), again=True
        )
    if isinstance(error, SMTPSenderRefused):
        return _of_answer("our sender’s address: the operator can mend it", error)
    if isinstance(error, SMTPResponseException):
        return _of_answer("this mail: a shorter or plainer text may pass", error)
    return _of_others(error)


def _of_recipient(error: SMTPRecipientsRefused) -> Refusal:
    code, answer = next(iter(error.recipients.values()))
    said = f"{code} {_text(answer)}"
    if code < PERMANENT:
        return Refusal("The mail server does not take mail for this address at the moment.", said, again=True)
    words = (
        "The mail server refuses this address for good: it may be mistyped or closed. Ask for another one."
    )
    return Refusal(words, said, again=False, dead=bool(BAD_ADDRESS.search(said)))


def _of_answer(what: str, error: SMTPResponseException) -> Refusal:
    again = error.smtp_code < PERMANENT
    words = "does not take" if again else "refuses"
    return Refusal(f"The mail server {words} {what}.", _said(error), again)


def _of_others(error: Exception) -> Refusal:
    """Read what is no answer of SMTP: of a provider's API, of the network, of the mail itself."""
    status, said = getattr(error, "status_code", None), _short(str(error))
    if status in CLIENT_FAULT and status != TOO_MANY:
        words = "The mail provider refuses this mail: look at its address and text, then send it again."
        return Refusal(words, said, again=False)
    if isinstance(error, ValueError):
        words = "This mail can’t be written: look at its address and subject, then send it again."
        return Refusal(words, said, again=False)
    words = "The mail server could not be reached: the operator can look why if it goes on."
    return Refusal(words, said, again=True)


def _said(error: SMTPResponseException) -> str:
    return f"{error.smtp_code} {_text(error.smtp_error)}"


def _text(answer: bytes | str) -> str:
    return _short(answer.decode(errors="replace") if isinstance(answer, bytes) else str(answer))


def _short(text: str) -> str:
    return " ".join(text.split())[:LONGEST] or "it did not say why."
