"""Odd requests for every address: forms filled with what nobody means, queries, bodies and headers that make no sense.

The addresses come from the URL configuration, the forms from the pages themselves, and the bodies of the API from its
schema, so what is added is asked for too. The same seed gives the same requests.
"""

from __future__ import annotations

import copy
import json
import random
import sys
import traceback
import uuid
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode, urljoin

from django.core.cache import cache
from django.core.signals import got_request_exception
from django.db import transaction
from django.urls import NoReverseMatch, reverse

from scripts.machine import ROOT
from tests.access.addresses import allauth_names, arguments_of, names
from tests.access.scene import arguments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

    from tests.access.scene import Scene

VALUES = (
    "", " ", "0", "-1", "1", "2147483648", "9223372036854775808", "9" * 40, "1e309", "NaN", "-0.0", "0x1F", "１２",
    "\x00", "a\x00b", "\ud800", "💥" * 40, "e\u0301\u0302" * 60, "\u202eabc", "\ufeff", "x" * 6000, "'; --", '"', "\\", "%s",
    "{{ 7|add:7 }}", "{0.__class__}", "{name", "<script>alert(1)</script>", "<b", "../../etc/passwd", "/", "//evil.example",
    "line\r\nBcc: all@world.example", "2026-02-30", "9999-12-31", "0001-01-01", "0000-00-00T00:00", "99:99", "2026-13-01T25:61",
    "[]", "{}", "null", "true", "on", "1,2,3", "1:2", "a:b:c", ":", "http://[::1", "javascript:alert(1)", "a@b", "@",
    f"a@{'b' * 300}.example", "(", ")(", "AND OR NOT", "score:>", 'title:"', "#", "-", "re:(", "*", "None", "undefined",
    "Europe/Nowhere", "en-XX", "#12345678", "not-a-uuid", str(uuid.UUID(int=0)), "0000-0000-0000-0000", "٣", "\t\n",
)  # fmt: skip
FILES = (
    ("a.pdf", b""),
    ("a.pdf", b"%PDF-1.7\n%%EOF"),
    ("../../a\x00.pdf", b"%PDF-1.4 " + bytes(range(256))),
    ("a.zip", b"PK\x03\x04" + b"\x00" * 60),
    ("a.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 40),
    ("a.csv", "name,email\n\x00,\ud800,x\n".encode(errors="surrogatepass")),
    ("x" * 400 + ".txt", b"\xff\xfe\x00"),
    ("a.svg", b"<svg onload=alert(1)>"),
    ("a.json", b'{"a": [' * 2000),
)
QUERIES = (
    "q", "sort", "page", "state", "columns", "rule", "first", "rest", "track", "topic", "limit", "offset", "cursor", "next",
    "format", "asked", "rows", "paper", "kind", "day", "zone", "token", "show", "part", "from", "to", "fields", "ordering",
)  # fmt: skip
HEADERS: tuple[dict[str, str], ...] = (
    {"accept": "application/xml;q=x, */*;;"},
    {"accept": "\u00ff"},
    {"accept-language": "xx-" + "y" * 300},
    {"if-none-match": '"' + "e" * 2000},
    {"if-match": "*, W/"},
    {"if-modified-since": "Thu, 99 Foo 2026"},
    {"range": "bytes=9-1,,-"},
    {"authorization": "Bearer \u00ff"},
    {"authorization": "Basic ====="},
    {"authorization": "Token"},
    {"cookie": "sessionid=\u00ff; csrftoken=" + "z" * 5000},
    {"x-forwarded-for": "1.2.3, unknown"},
    {"hx-request": "true", "hx-target": "\u00e9"},
    {"idempotency-key": "k" * 3000},
    {"tus-resumable": "1.0.0", "upload-length": "-1", "upload-metadata": "filename ====,kind"},
    {"tus-resumable": "1.0.0", "upload-offset": "9" * 30},
    {"content-length": "abc"},
    {"x-http-method-override": "PATCH"},
)
BODIES: tuple[tuple[str, bytes], ...] = (
    ("application/json", b"{"),
    ("application/json", b"[" * 20_000),
    ("application/json", b'"\\ud800"'),
    ("application/json", b"\xff\xfe"),
    ("application/json", b"NaN"),
    ("application/json", b"[1, null, {}]"),
    ("application/json; charset=nonsense", b"{}"),
    ("multipart/form-data; boundary=", b"--"),
    ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=\r\n\r\n"),
    ("application/x-www-form-urlencoded", b"a=%FF%FE&=&b=%ZZ&" + b"c=1&" * 6000),
    ("application/x-www-form-urlencoded; charset=utf-99", b"a=1"),
    ("application/offset+octet-stream", b"\x00" * 10),
    ("", b"\x00"),
)
PUBLIC = ("visitor", "author")


@dataclass(frozen=True)
class Odd:
    """One request: who sends what to where."""

    who: str
    method: str
    path: str
    content_type: str = ""
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return f"{self.who}: {self.method} {self.path[:150]} {self.content_type} {self.body[:300]!r} {dict(self.headers)}"


@dataclass
class Found:
    """What came of all of them: how often each status, and each error that nobody answered, with its first request."""

    statuses: Counter[int] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def failed(self) -> int:
        return sum(count for status, count in self.statuses.items() if status >= 500)


class Forms(HTMLParser):
    """The forms of a page: where each goes, and the values that its fields have or may have."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, str, dict[str, list[str]], set[str]]] = []
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append((given.get("method", "get").upper(), given.get("action", ""), {}, set()))
        if not self.forms:
            return
        _method, _action, fields, files = self.forms[-1]
        name = given.get("name", "")
        if tag == "select":
            self._select = name
        if tag == "option" and self._select:
            fields.setdefault(self._select, []).append(given.get("value", ""))
        if tag in {"input", "button", "textarea", "select"} and name:
            fields.setdefault(name, []).extend([given["value"]] if "value" in given else [])
            if given.get("type") == "file":
                files.add(name)

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""


class Oddities:
    """A source of odd requests to one scene."""

    def __init__(self, scene: Scene, seed: int, who: tuple[str, ...] = PUBLIC) -> None:
        self.scene, self.who, self.draw = scene, who, random.Random(seed)
        self.pages = [
            (name, path) for name in sorted(names() | allauth_names()) if (path := self._path(name))
        ]
        self.api = [(name, path) for name, path in self.pages if path.startswith("/api/")]
        self.cookies = {actor: copy.deepcopy(client.cookies) for actor, client in scene.clients.items()}
        for client in scene.clients.values():
            client.raise_request_exception = False
        self.forms: dict[tuple[str, str], list[Any]] = {}
        self.schema = _bodies()

    def requests(self, many: int) -> Iterator[tuple[str, Odd]]:
        """Yield so many requests, each with the kind of oddity."""
        makers = {
            "form": (self._form, 50),
            "query": (self._query, 18),
            "API": (self._api, 18),
            "body": (self._body, 8),
            "headers": (self._headers, 3),
            "path": (self._odd_path, 3),
        }
        kinds = self.draw.choices(list(makers), [weight for _, weight in makers.values()], k=many)
        for kind in kinds:
            yield kind, makers[kind][0]()

    def send(self, many: int) -> Found:
        """Send so many; whatever one changed is taken back before the next."""
        found = Found()
        now: list[Odd | str] = ["a page of which the forms are read"]

        def note(**_more: Any) -> None:
            error = sys.exc_info()[1]
            frames = traceback.extract_tb(error.__traceback__) if error else []
            own = [
                at for at in frames if str(ROOT) in at.filename and "site-packages" not in at.filename
            ] or frames
            where = f"{own[-1].filename.rpartition('/')[2]}:{own[-1].lineno}" if own else "?"
            found.errors.setdefault(f"{type(error).__name__} at {where}: {str(error)[:160]}", str(now[0]))

        got_request_exception.connect(note)
        try:
            for kind, odd in self.requests(many):
                now[:] = [odd]
                found.kinds[kind] += 1
                found.statuses[self._sent(odd)] += 1
        finally:
            got_request_exception.disconnect(note)
        return found

    def _sent(self, odd: Odd) -> int:
        client: Client = self.scene.clients[odd.who]
        cache.clear()
        with transaction.atomic():
            answer = client.generic(
                odd.method,
                odd.path,
                odd.body,
                odd.content_type or "application/octet-stream",
                headers=dict(odd.headers),
            )
            let_go(answer)
            transaction.set_rollback(True)
        client.cookies = copy.deepcopy(self.cookies[odd.who])
        return int(answer.status_code)

    def _path(self, name: str) -> str:
        taken = arguments(name, self.scene.ids)
        spare = {"key": "x", "uidb36": "1", "provider": "google"}
        given = {at: spare.get(at, "1") if value is None else value for at, value in taken.items()}
        try:
            return reverse(name, kwargs={at: given[at] for at in arguments_of(name)})
        except NoReverseMatch:
            return ""

    def _value(self, among: list[str] | None = None) -> str:
        if among and self.draw.random() < 0.5:
            return self.draw.choice(among)
        return self.draw.choice(VALUES)

    def _form(self) -> Odd:
        who = self.draw.choice(self.who)
        for _ in range(40):
            _name, path = self.draw.choice(self.pages)
            forms = self._forms_of(who, path)
            if forms:
                break
        else:
            return self._query()
        method, action, fields, files = self.draw.choice(forms)
        to = urljoin(path, action) if action else path
        pairs = self._filled(fields)
        if method == "GET":
            return Odd(who, "GET", f"{to.partition('?')[0]}?{encoded(pairs)}")
        if files or self.draw.random() < 0.15:
            sent = [(name, *self.draw.choice(FILES)) for name in files if self.draw.random() < 0.8]
            return Odd(who, "POST", to, "multipart/form-data; boundary=between", multipart(pairs, sent))
        return Odd(who, "POST", to, "application/x-www-form-urlencoded", encoded(pairs).encode())

    def _forms_of(self, who: str, path: str) -> list[Any]:
        if (who, path) not in self.forms:
            answer = self.scene.clients[who].get(path)
            parser = Forms()
            if (
                answer.status_code == 200
                and "html" in answer.headers.get("Content-Type", "")
                and not answer.streaming
            ):
                parser.feed(answer.content.decode())
            let_go(answer)
            self.forms[who, path] = parser.forms
        return self.forms[who, path]

    def _filled(self, fields: dict[str, list[str]]) -> list[tuple[str, str]]:
        """Fill most fields as they are and some oddly; leave some out, give some twice."""
        pairs = []
        share = self.draw.choice((0.1, 0.3, 0.8))
        for name, values in fields.items():
            if self.draw.random() < 0.07:
                continue
            for _ in range(2 if self.draw.random() < 0.05 else 1):
                odd = self.draw.random() < share or not values
                pairs.append((name, self._value(values) if odd else values[0]))
        if self.draw.random() < 0.1:
            pairs.append((self._value(), self._value()))
        return pairs

    def _query(self) -> Odd:
        _name, path = self.draw.choice(self.pages)
        pairs = [(self.draw.choice(QUERIES), self._value()) for _ in range(self.draw.randint(1, 4))]
        return Odd(self.draw.choice(self.who), "GET", f"{path}?{encoded(pairs)}")

    def _api(self) -> Odd:
        _name, path = self.draw.choice(self.api)
        method = self.draw.choice(("GET", "GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD"))
        pairs = [(self.draw.choice(QUERIES), self._value()) for _ in range(self.draw.randint(0, 3))]
        body = b""
        if method in {"POST", "PUT", "PATCH"}:
            known = self.schema or {"title": None}
            keys = self.draw.sample(sorted(known), min(len(known), self.draw.randint(1, 8)))
            given = {
                key: self.draw.choice((self._value(), None, [], {}, -1, 1e308, True, [self._value()]))
                for key in keys
            }
            body = json.dumps(given).encode()
        return Odd(self.draw.choice(self.who), method, f"{path}?{encoded(pairs)}", "application/json", body)

    def _body(self) -> Odd:
        _name, path = self.draw.choice(self.pages)
        content_type, body = self.draw.choice(BODIES)
        method = self.draw.choice(("POST", "POST", "PUT", "PATCH"))
        return Odd(self.draw.choice(self.who), method, path, content_type, body)

    def _headers(self) -> Odd:
        _name, path = self.draw.choice(self.pages)
        headers = tuple(self.draw.choice(HEADERS).items())
        method = self.draw.choice(("GET", "POST", "HEAD", "PATCH"))
        return Odd(self.draw.choice(self.who), method, path, headers=headers)

    def _odd_path(self) -> Odd:
        _name, path = self.draw.choice(self.pages)
        parts = path.strip("/").split("/")
        parts[self.draw.randrange(len(parts))] = quote(self._value().encode(errors="surrogatepass"), safe="")
        return Odd(self.draw.choice(self.who), "GET", f"/{'/'.join(parts)}/")


def let_go(answer: Any) -> None:
    """Close the files that an answer holds, without ``close()``: that would end the connection whose transaction we are in."""
    for close in answer._resource_closers:
        close()


def encoded(pairs: list[tuple[str, str]]) -> str:
    return urlencode(
        [(name.encode(errors="surrogatepass"), value.encode(errors="surrogatepass")) for name, value in pairs]
    )


def multipart(pairs: list[tuple[str, str]], files: list[tuple[str, str, bytes]]) -> bytes:
    parts = [
        b'--between\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
        % (name.encode(errors="surrogatepass"), value.encode(errors="surrogatepass"))
        for name, value in pairs
    ]
    parts += [
        b'--between\r\nContent-Disposition: form-data; name="%s"; filename="%s"\r\nContent-Type: application/pdf\r\n\r\n%s\r\n'
        % (name.encode(), file.encode(), content)
        for name, file, content in files
    ]
    return b"".join(parts) + b"--between--\r\n"


def _bodies() -> set[str]:
    """Return the name of every property that the API's schema names."""
    from drf_spectacular.generators import SchemaGenerator

    schema = SchemaGenerator().get_schema(request=None, public=True)
    parts = schema.get("components", {}).get("schemas", {}).values()
    return {name for part in parts for name in part.get("properties", {})}
