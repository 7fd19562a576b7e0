"""Reading the report of a mail server on a mail that it could not deliver (RFC 3464), whatever else comes in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.parser import BytesHeaderParser

LONGEST = 240
MESSAGE_ID = re.compile(r"<[^<>\s]{3,250}>")


@dataclass(frozen=True)
class Report:
    """What a report says of one recipient: what became of the mail, the code of RFC 3463, the server's words."""

    action: str
    status: str
    words: str

    @property
    def is_final(self) -> bool:
        """Say whether the server has given up, and does not only tell that it takes longer."""
        return self.action == "failed" and not self.status.startswith("4.")


@dataclass(frozen=True)
class Returned:
    """A report with the id of the mail that it is about, as that mail carried it in its header."""

    message_id: str
    reports: tuple[Report, ...]


def read_return(content: bytes) -> Returned | None:
    """Return what a delivery status notification says; None for any other mail and for what can't be read."""
    try:
        parts = list(message_from_bytes(content).walk())
    except RecursionError:
        return None  # nested deeper than any mail server does
    reports = tuple(report for part in parts for report in _reports(part))
    ids = [found for part in parts for found in _ids(part)]
    return Returned(ids[0], reports) if reports and ids else None


def _reports(part: Message) -> Iterator[Report]:
    """Yield what a part of the kind message/delivery-status says, one recipient a block of fields."""
    if part.get_content_type() != "message/delivery-status":
        return
    blocks = part.get_payload()
    for block in blocks if isinstance(blocks, list) else ():
        action = _field(block, "Action").lower()
        if action:
            said = _field(block, "Diagnostic-Code").partition(";")[2].strip()
            status = _field(block, "Status").split(" ")[0]
            yield Report(action, status, (said or status or "the mail server did not say why")[:LONGEST])


def _ids(part: Message) -> Iterator[str]:
    """Yield the id of the mail that came back, of which the report holds all or the head."""
    original: Message | None = None
    kind = part.get_content_type()
    if kind in {"message/rfc822", "message/global"}:
        held = part.get_payload()
        original = held[0] if isinstance(held, list) and held else None  # type: ignore[assignment]
    elif kind in {"text/rfc822-headers", "message/global-headers"}:
        text = part.get_payload(decode=True)
        original = BytesHeaderParser().parsebytes(text) if isinstance(text, bytes) else None
    if isinstance(original, Message) and (found := MESSAGE_ID.search(_field(original, "Message-ID"))):
        yield found[0]


def _field(block: object, name: str) -> str:
    value = block.get(name, "") if isinstance(block, Message) else ""
    return " ".join(str(value).split())
