"""How the walk opens doors: what is asked, what came back as text, and what the tables held before and after."""

from __future__ import annotations

import contextlib
import hashlib
import html
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2
from django.db import connection, transaction
from django.http import HttpResponseBase
from django.test import Client
from django.utils.http import urlencode

from tests.access.addresses import arguments_of
from tests.access.rule import Rule
from tests.access.rules import OTHERS, RULES
from tests.access.scene import Scene

SECRETS = re.compile(
    r'(name="csrfmiddlewaretoken" value|"X-CSRFToken": ?|name="csrf-token" content)="?[^"]*"?'
)
NOBODYS = {
    "number": 999_999,
    "pk": 999_999,
    "public_id": "00000000-0000-4000-8000-000000000000",
    "session": "00000000-0000-4000-8000-000000000000",
    "token": "no-such-token",
    "key": "no-such-key",
    "speaker": "no-such-speaker",
    "slug": "no-such-2099",
}
PASSING = {"Set-Cookie", "Date", "Content-Length", "Expires", "Last-Modified"}
OF_SESSIONS = {"django_session", "usersessions_usersession"}


@dataclass(frozen=True)
class Door:
    """An address with its rule, and the same for a thing that is not there."""

    name: str
    rule: Rule
    path: str
    missing: str
    arguments: frozenset[str]

    @property
    def is_whole(self) -> bool:
        """Say whether it is a page of a workshop as a whole."""
        return self.arguments <= {"slug"}

    @property
    def is_for_programs(self) -> bool:
        """Say whether it is a door of the API, which tokens open and sessions do not."""
        return self.name.startswith("api:")


@dataclass(frozen=True)
class Answer:
    """What came back: status, and head and body as one text in lower case without what changes at each visit."""

    status: int
    text: str
    target: str


@dataclass
class Gone:
    """What one person is answered where nothing is. A page that is closed to her must not be told from it."""

    client: Client
    asked: dict[tuple[str, str], Answer] = field(default_factory=dict)

    def is_like(self, answer: Answer, path: str, data: dict[str, object] | None = None) -> bool:
        """Say whether an answer is the one to an address where nothing is."""
        key = ("GET" if data is None else "POST", path)
        if key not in self.asked:
            sent = self.client.get(path) if data is None else self.client.post(path, data)
            self.asked[key] = read(sent, path)
        return answer == self.asked[key]

    def is_known(self, answer: Answer) -> bool:
        """Say whether she had the same answer where nothing is, be it at another address."""
        return answer in self.asked.values()


def doors(scene: Scene) -> Iterator[Door]:
    """Yield every address of the project, with the arguments of the cast's things."""
    for name, rule in [*RULES.items(), *OTHERS]:
        here = {argument: scene.ids[wanted] for argument, wanted in rule.at.items()}
        taken = arguments_of(name)
        yield Door(name, rule, scene.url(name, **here), _missing(scene, name, here, taken), taken)


def _missing(scene: Scene, name: str, here: dict[str, object], taken: frozenset[str]) -> str:
    """Return where nothing is: behind the same door, and for a page of a workshop as a whole elsewhere in that workshop.

    What is missing in a workshop that one may see leads back to it; doors of the API say the same of either.
    """
    if taken == {"slug"} and not name.startswith("api:"):
        return f"/{scene.ids['slug']}/no-such-page/"
    elsewhere = next((argument for argument in NOBODYS if argument in taken), None)
    return scene.url(name, **{**here, **({elsewhere: NOBODYS[elsewhere]} if elsewhere else {})})


def get(client: Client, path: str) -> Answer:
    return read(client.get(path), path)


def read(response: HttpResponseBase, path: str) -> Answer:
    """Return an answer as text; what the asker typed as the address tells nobody anything."""
    head = "\n".join(f"{name}: {value}" for name, value in response.items() if name not in PASSING)
    body = _body(response)
    kind = response.headers.get("Content-Type", "")
    text = _pdf_text(body) if kind == "application/pdf" and body.startswith(b"%PDF-1.7\n%") else _plain(body)
    whole = f"{head}\n\n{text}".replace(path, "ADDRESS").replace(urlencode({"": path})[1:], "ADDRESS")
    return Answer(response.status_code, whole.lower(), response.headers.get("Location", ""))


def _body(response: HttpResponseBase) -> bytes:
    if response.streaming:
        return b"".join(response.streaming_content)  # type: ignore[attr-defined]
    return response.content  # type: ignore[attr-defined]


def _plain(body: bytes) -> str:
    text = html.unescape(SECRETS.sub("", body.decode(errors="replace"))).replace("\\n", "\n")
    return text.replace("\r\n ", "")  # a long line of a calendar goes on after a space


def _pdf_text(body: bytes) -> str:
    document = pypdfium2.PdfDocument(io.BytesIO(body))
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


@contextlib.contextmanager
def taken_back() -> Iterator[None]:
    """Undo in the database whatever happens inside."""
    point = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(point)


def tables() -> dict[str, str]:
    """Return a fingerprint of each table, those of log-ins left out."""
    found: dict[str, str] = {}
    with connection.cursor() as cursor:
        for table in sorted(set(connection.introspection.table_names(cursor)) - OF_SESSIONS):
            cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1')  # noqa: S608 - a name from the database itself
            rows: list[Any] = cursor.fetchall()
            found[table] = hashlib.sha256(repr(rows).encode()).hexdigest()
    return found


def changed(before: dict[str, str], after: dict[str, str]) -> list[str]:
    return [table for table in after if after[table] != before[table]]
