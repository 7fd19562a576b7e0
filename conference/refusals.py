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


@dataclass(frozen=True)
class Refusal:
    """``again`` says that another try makes sense; ``dead`` that the address itself is what is wrong."""

    words: str
    again: bool
    dead: bool = False


def refusal_of(error: Exception) -> Refusal:
    """Read the answer of a mail server (RFC 5321, with the codes of RFC 3463) or of a provider's API."""
    if isinstance(error, SMTPRecipientsRefused):
        return _of_recipient(error)
    if isinstance(error, SMTPAuthenticationError):
        return Refusal(
            f"The mail server does not accept our log-in{_said(error)} The operator can mend it.", True
        )
    if isinstance(error, SMTPSenderRefused):
        return _of_answer("our sender's address", error)
    if isinstance(error, SMTPResponseException):
        return _of_answer("the mail", error)
    return _of_others(error)


def _of_recipient(error: SMTPRecipientsRefused) -> Refusal:
    code, answer = next(iter(error.recipients.values()))
    text = _text(answer)
    if code < PERMANENT:
        return Refusal(f"The mail server does not take mail for this address now: {code} {text}", again=True)
    dead = bool(BAD_ADDRESS.search(text))
    return Refusal(f"The mail server refuses this address for good: {code} {text}", again=False, dead=dead)


def _of_answer(what: str, error: SMTPResponseException) -> Refusal:
    again = error.smtp_code < PERMANENT
    words = "does not take" if again else "refuses"
    return Refusal(f"The mail server {words} {what}{' now' if again else ' for good'}{_said(error)}", again)


def _of_others(error: Exception) -> Refusal:
    """Read what is no answer of SMTP: of a provider's API, of the network, of the mail itself."""
    status = getattr(error, "status_code", None)
    if status in CLIENT_FAULT and status != TOO_MANY:
        return Refusal(f"The mail provider refused the mail for good: {_short(str(error))}", again=False)
    if isinstance(error, ValueError):
        return Refusal(f"The mail can't be written: {_short(str(error))}", again=False)
    return Refusal(f"The mail server could not be reached: {_short(str(error))}", again=True)


def _said(error: SMTPResponseException) -> str:
    return f": {error.smtp_code} {_text(error.smtp_error)}"


def _text(answer: bytes | str) -> str:
    return _short(answer.decode(errors="replace") if isinstance(answer, bytes) else str(answer))


def _short(text: str) -> str:
    return " ".join(text.split())[:LONGEST] or "it did not say why."
