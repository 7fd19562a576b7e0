"""Every page that needs no more than a workshop's name, asked for as visitor, author, reviewer and chair.

The addresses come from the URL configuration, so a page that is added is measured too.
"""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from django.core.cache import cache
from django.db import connection
from django.test import Client

from bench.scale_edition import SLUG
from conference.models import User
from tests.routes import addresses

PART = re.compile(r"<(?:\w+:)?(\w+)>")
ROUNDS = 5
ONLY = os.environ.get("BENCH_PAGE")
"""The one page to ask for, such as / or <slug>/papers/; without it, all."""
BIG = 10_000
"""Rows of a table that nobody reads whole for a page."""
MORE = (
    "<slug>/chair/papers/?q=forest",
    "<slug>/chair/papers/?sort=-scores&columns=scores,normalised,tags",
    "<slug>/chair/papers/?page=3",
    "<slug>/chair/mail/?state=sent&page=2",
    "<slug>/chair/history/?page=3",
    "<slug>/papers/?q=river",
)
ACCOUNTS = ("accounts/email/", "accounts/sessions/")


@dataclass
class Page:
    """One page as one person sees it; its milliseconds by size, and its queries."""

    who: str
    path: str
    taken: tuple[float, ...] = ()
    queries: int = 0
    whole: set[tuple[str, str]] = field(default_factory=set)
    plans: list[str] = field(default_factory=list)

    @property
    def shown(self) -> str:
        return self.path.replace("uncached=1", "").rstrip("?&")

    @property
    def ratio(self) -> float:
        return self.taken[1] / self.taken[0]


def people(copy: int) -> dict[str, Client]:
    """Return the browsers of one workshop's people."""
    found = {"visitor": Client(headers={"host": "127.0.0.1:8000"})}
    for who in ("author", "reviewer", "chair"):
        client = Client(headers={"host": "127.0.0.1:8000"})
        user = User.objects.get(email=f"{who}0-{copy}@people.example")
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        found[who] = client
    return found


def pages(copy: int) -> Iterator[Page]:
    """Yield each page once, for the first of visitor, author, reviewer and chair who may open it."""
    clients = people(copy)
    paths = [address.path.lstrip("/") for address in addresses() if address.methods != {"POST"}]
    every = [*paths, *MORE, *ACCOUNTS] if ONLY is None else [ONLY.lstrip("/")]
    for path in dict.fromkeys(every):
        if set(PART.findall(path)) <= {"slug"}:
            asked = PART.sub(f"{SLUG}-{copy}", path)
            # A question that no page knows keeps the answer out of the cache of public pages.
            # The API takes no question that it does not know.
            asked = (
                f"/{asked}"
                if path.startswith("api/")
                else f"/{asked}{'&' if '?' in asked else '?'}uncached=1"
            )
            for who, client in clients.items():
                cache.clear()  # in it the API counts how often it was asked
                answer = client.get(asked)
                if answer.status_code == 200 and any(
                    kind in answer["Content-Type"] for kind in ("html", "json")
                ):
                    yield Page(who, asked)
                    break


def measure(found: list[Page], copy: int, databases: tuple[str, str]) -> None:
    """Note each page's milliseconds at the median in both databases, asked in turn: what else the machine does counts alike."""
    clients = []
    for name in databases:
        go_to(name)
        clients.append(people(copy))
    for page in found:
        times: tuple[list[float], ...] = ([], [])
        for _ in range(ROUNDS + 1):
            for name, those, taken in zip(databases, clients, times, strict=True):
                go_to(name)
                cache.clear()  # in it the API counts how often it was asked
                started = time.perf_counter()
                answer = those[page.who].get(page.path)
                assert answer.status_code == 200, (page, answer.status_code)
                taken.append(1000 * (time.perf_counter() - started))
        page.taken = tuple(median(taken[1:]) for taken in times)


def go_to(name: str) -> None:
    """Work on another database of the same server from now on."""
    connection.close()
    connection.settings_dict["NAME"] = name
    connection.ensure_connection()


def explain(found: list[Page], copy: int) -> None:
    """Note the queries of each page, and the big tables that a plan reads from end to end."""
    clients = people(copy)
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples > %s", [BIG])
        big = {name for (name,) in cursor.fetchall()}
    for page in found:
        asked: list[tuple[str, Any]] = []

        def keep(
            execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any, asked: Any = asked
        ) -> Any:
            asked.append((sql, params))
            return execute(sql, params, many, context)

        cache.clear()
        with connection.execute_wrapper(keep):
            clients[page.who].get(page.path)
        page.queries = len(asked)
        for sql, params in asked:
            if sql.lstrip().startswith("SELECT"):
                page.whole |= {(table, sql) for table in read_whole(sql, params) & big}
                if ONLY is not None:
                    page.plans.append(plan_of(sql, params))


def read_whole(sql: str, params: Any) -> set[str]:
    """Return the tables of which a query's plan reads every row."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
        [plan] = cursor.fetchone()
    return set(_sequential((plan if isinstance(plan, list) else json.loads(plan))[0]["Plan"]))


def plan_of(sql: str, params: Any) -> str:
    """Return a query and what the database does for it, with its times."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) {sql}", params)
        lines = [line for (line,) in cursor.fetchall()]
    return "\n    ".join([sql[:300], *lines])


def _sequential(node: dict[str, Any]) -> Iterator[str]:
    if "Seq Scan" in node["Node Type"]:
        yield node["Relation Name"]
    for inner in node.get("Plans", []):
        yield from _sequential(inner)
