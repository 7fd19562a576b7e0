"""Erasing a person: her rows go or lose her, in every table that is declared; the record stays whole without her."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import FileField, Q, QuerySet
from django.urls import reverse

from conference import audit, personal_data
from conference.errors import Refused
from conference.mailing import queue_mail
from conference.models import Contact, Job, Role, User, Workshop
from conference.models.people import RoleKind
from conference.personal_data import FORMER, WITHDRAWN, Farewell, Person, Table
from conference.selectors.own_data import only_chair_of
from conference.services.personal_export import forget_exports

ERASED_ADDRESS = "(address erased)"
BATCH = 500
Hers = list[tuple[Table, list[Any]]]


def require_free_to_go(user: User) -> None:
    """Raise Refused while a workshop has no other program chair."""
    alone = only_chair_of(user)
    if alone:
        named = ", ".join(workshop.acronym for workshop in alone)
        raise Refused(
            f"You are the only program chair of {named}. Make somebody else chair under People, or archive the "
            "edition, and come back."
        )


@transaction.atomic
def erase(*, user: User, withdraws_name: bool = False) -> None:
    """Erase a person: duties are handed back, her rows deleted or emptied, the account closed for good.

    ``withdraws_name`` takes her name off what is published as well. Raises Refused for the only chair of a workshop.
    """
    locked = User.objects.select_for_update().get(pk=user.pk)
    require_free_to_go(locked)
    person = personal_data.person_of(locked)
    farewell = Farewell(person, withdraws_name)
    for hook in personal_data.hand_backs():
        hook(farewell)
    hers: Hers = [
        (table, list(table.rows_of(person).values_list("pk", flat=True))) for table in personal_data.tables()
    ]
    touched = _workshops(hers)
    _end_sessions(locked)
    _forget_exports(locked)
    for table, keys in hers:
        _clear(table, keys)
    for table in personal_data.tables():
        _forget_traces(table, locked)
        _scrub(table, person, touched, table.scrubbed, FORMER)
        if withdraws_name:
            _scrub(table, person, touched, table.public, WITHDRAWN)
    if withdraws_name:
        _forget_made_files(touched)
    _change_public_pages(touched)
    _tell_chairs(farewell)
    audit.record(
        workshop=None,
        actor=None,
        action="account_erased",
        about=f"user:{user.pk}",
        text="An account was closed and what was held of its person erased",
        after={"name_withdrawn": withdraws_name},
    )


def tell_of_parts(farewell: Farewell) -> None:
    """Tell the chairs of each living workshop that somebody of a part has gone, and of a contact without an address."""
    person = farewell.person
    living = {"workshop__archived_at": None}
    for role in Role.objects.filter(user=person.user, **living).select_related("workshop"):
        farewell.tell(role.workshop, f"{_with_article(role.get_kind_display().lower())} has left.")
    for address in person.emails:
        for contact in Contact.objects.filter(email__iexact=address, **living).select_related("workshop"):
            farewell.tell(contact.workshop, f"The contact “{contact.label}” has no address any more.")


def _with_article(noun: str) -> str:
    """Return a noun as a sentence begins with it."""
    return f"{'An' if noun[0] in 'aeiou' else 'A'} {noun}"


def _workshops(hers: Hers) -> set[int]:
    """Return the workshops in which she had any row."""
    found: set[int] = set()
    for table, keys in hers:
        if table.workshop and keys:
            rows = table.model._base_manager.filter(pk__in=keys)  # noqa: SLF001 - Django's documented name
            found.update(rows.values_list(table.workshop, flat=True))
    return {pk for pk in found if pk}


def _end_sessions(user: User) -> None:
    keys = UserSession.objects.filter(user=user).values_list("session_key", flat=True)
    Session.objects.filter(session_key__in=list(keys)).delete()


def _forget_exports(user: User) -> None:
    forget_exports(Job.objects.filter(owner=user))


def _clear(table: Table, keys: list[Any]) -> None:
    """Delete rows, or put what stands in their place into those that are kept."""
    rows = table.model._base_manager.filter(pk__in=keys)  # noqa: SLF001 - Django's documented name
    if table.is_deleted:
        rows.delete()
    elif table.emptied:
        for row in rows:
            _drop_files(row, table.emptied)
            values = {name: value(row) if callable(value) else value for name, value in table.emptied.items()}
            table.model._base_manager.filter(pk=row.pk).update(**values)  # noqa: SLF001


def _drop_files(row: Any, names: Iterable[str]) -> None:
    for name in names:
        stored = getattr(row, name)
        if isinstance(row._meta.get_field(name), FileField) and stored:  # noqa: SLF001
            transaction.on_commit(partial(default_storage.delete, stored.name))


def _forget_traces(table: Table, user: User) -> None:
    for name in table.traces:
        rows = table.model._base_manager.filter(**{name: user})  # noqa: SLF001 - Django's documented name
        rows.update(**{name: None})


def _scrub(table: Table, person: Person, workshops: set[int], fields: tuple[str, ...], instead: str) -> None:
    """Replace her names and addresses in texts of the workshops that she had to do with, and of none."""
    words = _words(person)
    if not fields:
        return
    rows = table.model._base_manager.order_by("pk")  # noqa: SLF001 - Django's documented name
    if table.workshop:
        rows = rows.filter(Q(**{f"{table.workshop}__in": workshops}) | Q(**{table.workshop: None}))
    for row in _each(rows, fields):
        changed = {
            name: cleaned for name in fields if (cleaned := _without(row[name], words, instead)) != row[name]
        }
        if changed:
            table.model._base_manager.filter(pk=row["pk"]).update(**changed)  # noqa: SLF001


def _each(rows: QuerySet[Any], fields: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """Yield rows by their keys, some hundreds at a time: they are changed while they are read."""
    last = 0
    while batch := list(rows.filter(pk__gt=last).values("pk", *fields)[:BATCH]):
        yield from batch
        last = batch[-1]["pk"]


def _words(person: Person) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what finds her names, however they are spaced, and her addresses."""
    names = [
        r"\s+".join(map(re.escape, name.split())) for name in sorted(person.names, key=len, reverse=True)
    ]
    addresses = [re.escape(address) for address in sorted(person.emails, key=len, reverse=True)]
    return tuple(  # type: ignore[return-value]
        re.compile(rf"(?<![\w.+-])(?:{'|'.join(found) or '(?!)'})(?!\w)", re.IGNORECASE)
        for found in (names, addresses)
    )


def _without(value: Any, words: tuple[re.Pattern[str], re.Pattern[str]], instead: str) -> Any:
    if isinstance(value, str):
        return words[0].sub(instead, words[1].sub(ERASED_ADDRESS, value))
    if isinstance(value, list):
        return [_without(item, words, instead) for item in value]
    if isinstance(value, dict):
        return {_without(key, words, instead): _without(item, words, instead) for key, item in value.items()}
    return value


def _forget_made_files(workshops: set[int]) -> None:
    """Delete what jobs made of the published record while it held her name: it can be made anew at any time."""
    for job in Job.objects.filter(workshop__in=workshops, result__has_key="file"):
        transaction.on_commit(partial(default_storage.delete, job.result["file"]))
        Job.objects.filter(pk=job.pk).update(result={})


def _change_public_pages(workshops: set[int]) -> None:
    for workshop in Workshop.objects.filter(pk__in=workshops):
        workshop.save(update_fields=["timezone"])  # a saved row makes kept pages old


def _tell_chairs(farewell: Farewell) -> None:
    for workshop, lines in farewell.lines.items():
        chairs = workshop.roles.filter(kind=RoleKind.PROGRAM_CHAIR).select_related("user")
        for role in chairs.exclude(user=farewell.person.user):
            queue_mail(
                key="member_left",
                email=role.user.email,
                name=role.user.name,
                workshop=workshop,
                recipient=role.user,
                part="chair",
                about=f"workshop:{workshop.pk}",
                values={
                    "what": "\n".join(f"- {line}" for line in lines),
                    "link": settings.BASE_URL + reverse("conference:chair", args=[workshop.slug]),
                },
            )
