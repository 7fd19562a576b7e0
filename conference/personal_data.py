"""What is held of a person: every table says which of its rows are hers, what she gets of them, and what becomes of them.

Each app declares its tables in its ``personal`` module. A field that could hold something of a person and stands in no
declaration fails a test, so that a new table cannot be forgotten by export and erasure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Model, Q, QuerySet

from conference.models import User, Workshop

FORMER = "Former member"
WITHDRAWN = "Name withdrawn"
NOWHERE = "erased.invalid"
SHORTEST_NAME = 4


@dataclass(frozen=True)
class Person:
    """A person as her rows know her: her account, her verified addresses in lower case, her names as they are written."""

    user: User
    emails: frozenset[str]
    names: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Table:
    """What a table holds of a person. Fields are named in groups; ``user`` and ``email`` are paths that make a row hers.

    ``told``: exported, paths allowed. ``untold``: hers, but a secret, or what others wrote of her out of her sight.
    ``files``: files of hers. ``emptied``: what stands in a kept row afterwards (a value, or a function of the row).
    ``traces``: who did something; emptied. ``scrubbed``: texts that the program wrote, in which her name and addresses are
    replaced wherever they stand. ``public``: the published record, in which her name is replaced only at her wish.
    ``plain``: nothing of a person, or others' own words. ``only`` narrows her rows.
    """

    model: type[Model]
    what: str = ""
    user: tuple[str, ...] = ()
    email: tuple[str, ...] = ()
    only: Mapping[str, Any] = field(default_factory=dict)
    is_deleted: bool = False
    told: tuple[str, ...] = ()
    untold: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    name: str = ""
    emptied: Mapping[str, Any] = field(default_factory=dict)
    traces: tuple[str, ...] = ()
    scrubbed: tuple[str, ...] = ()
    public: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()
    workshop: str = ""

    @property
    def named(self) -> set[str]:
        """The fields of the table that the declaration names."""
        groups = (self.user, self.email, self.told, self.untold, self.files, tuple(self.emptied))
        more = (self.traces, self.scrubbed, self.public, self.plain)
        return {name for group in groups + more for name in group}

    def rows_of(self, person: Person) -> QuerySet[Any]:
        """Return the rows that are hers."""
        mine = Q(pk__in=())
        for path in self.user:
            mine |= Q(**{path: person.user.pk})
        for path in self.email:
            for address in person.emails:
                mine |= Q(**{f"{path}__iexact": address})
        rows = self.model._base_manager.filter(mine, **self.only)  # noqa: SLF001 - Django's documented name
        return rows.order_by("pk").distinct()


@dataclass
class Farewell:
    """What is handed back when a person goes: lines for the chairs of each workshop, which name nobody."""

    person: Person
    withdraws_name: bool
    lines: dict[Workshop, list[str]] = field(default_factory=dict)

    def tell(self, workshop: Workshop, line: str) -> None:
        self.lines.setdefault(workshop, []).append(line)


HandBack = Callable[[Farewell], None]
Extra = Callable[[User], dict[str, Any]]
_tables: list[Table] = []
_hand_backs: list[tuple[int, HandBack]] = []
_extras: list[Extra] = []


def declare(model: type[Model], what: str = "", **groups: Any) -> None:
    """Declare a table; fields of a group are written as words in one string."""
    read: dict[str, Any] = {
        key: tuple(value.split()) if isinstance(value, str) and key not in {"name", "workshop"} else value
        for key, value in groups.items()
    }
    _tables.append(Table(model, what, **read))


def nothing_in(model: type[Model], fields: str, traces: str = "") -> None:
    """Declare a table without rows of a person: these fields hold nothing of one, ``traces`` who did something."""
    declare(model, plain=fields, traces=traces)


def on_leaving(hook: HandBack, *, order: int) -> None:
    """Register what an app takes back or hands on before the rows of a person are touched."""
    _hand_backs.append((order, hook))


def on_export(extra: Extra) -> None:
    """Register what an app adds to an export beside its tables: a title, and what stands under it."""
    _extras.append(extra)


def tables() -> list[Table]:
    return list(_tables)


def hand_backs() -> list[HandBack]:
    return [hook for _, hook in sorted(_hand_backs, key=lambda item: item[0])]


def extras() -> list[Extra]:
    return list(_extras)


def person_of(user: User) -> Person:
    """Return a person with every address she has verified and every name under which her rows know her."""
    verified = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    person = Person(user, frozenset(address.lower() for address in (*verified, user.email)))
    names = {user.name}
    for table in _tables:
        if table.name:
            names.update(table.rows_of(person).values_list(table.name, flat=True))
    known = {" ".join(name.split()) for name in names}
    return Person(user, person.emails, frozenset(name for name in known if len(name) >= SHORTEST_NAME))


def former_name(user_id: int) -> str:
    """Return what stands in the place of a name: it tells one former member from another, and nothing else."""
    return f"{FORMER} {user_id}"


def nobody_at(row: Model) -> str:
    """Return an address that leads nowhere (RFC 2606) for a row that must have one of its own."""
    return f"{row._meta.model_name}-{row.pk}@{NOWHERE}"  # noqa: SLF001 - Django's documented name
