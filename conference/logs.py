"""The log: one line an event, as text or JSON, and nothing in it that names a person.

An error is told by its type and the places it passed, never by its message, for that may quote what somebody wrote. A
request is told by the name of its route, never by its address, for that may hold a personal link.
"""

from __future__ import annotations

import json
import logging
import time
import traceback
from collections.abc import Iterator
from contextvars import ContextVar
from typing import Any

from conference.scrubbing import scrub

current: ContextVar[Any] = ContextVar("current", default=None)
"""The request that is being answered, with its id as ``log_id``; None outside of one."""

NO_ROUTE = "none"


def request_id() -> str:
    return str(getattr(current.get(), "log_id", ""))


def route_of(request: Any) -> str:
    """Return the name of the page that a request asks for: bounded in number, and the same for everybody."""
    match = getattr(request, "resolver_match", None)
    return (match.view_name if match else "") or NO_ROUTE


def said(record: logging.LogRecord) -> str:
    """Return a record's message without addresses, personal links and the words of its error."""
    message = record.msg if isinstance(record.msg, str) else str(record.msg)
    if record.args:
        message %= _without_path(record)
    if record.exc_info and (words := str(record.exc_info[1])):
        message = message.replace(words, "[message]")
    return scrub(message)


def _without_path(record: logging.LogRecord) -> Any:
    """Return what is set into a message; Django's own name a request by its path, ours by its route."""
    request = getattr(record, "request", None)
    path = getattr(request, "path", None)
    if path is None or not isinstance(record.args, tuple):
        return record.args
    return tuple(route_of(request) if value == path else value for value in record.args)


def places(error: BaseException) -> Iterator[str]:
    """Yield an error's type and the places it passed, then those of the error it came from."""
    seen: BaseException | None = error
    while seen is not None:
        yield type(seen).__name__
        for frame in traceback.extract_tb(seen.__traceback__):
            yield f"  {frame.filename}:{frame.lineno} {frame.name}"
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)


class Line(logging.Formatter):
    """A line for people to read; the places of an error follow it."""

    def format(self, record: logging.LogRecord) -> str:
        moment = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(record.created))
        facts = " ".join(f"{name}={value}" for name, value in _facts(record).items() if value != "")
        line = f"{moment} {record.levelname} {record.name}: {said(record)}{' ' if facts else ''}{facts}"
        if record.exc_info and record.exc_info[1]:
            line = "\n".join([line, *places(record.exc_info[1])])
        return line


class JsonLine(logging.Formatter):
    """A line for machines to read: one JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        moment = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
        told: dict[str, Any] = {
            "time": f"{moment}.{int(record.msecs):03d}Z",
            "level": record.levelname,
            "logger": record.name,
            "message": said(record),
            **_facts(record),
        }
        if record.exc_info and record.exc_info[1]:
            told["error"] = type(record.exc_info[1]).__name__
            told["places"] = list(places(record.exc_info[1]))
        return json.dumps(told, ensure_ascii=False)


def _facts(record: logging.LogRecord) -> dict[str, Any]:
    """Return the request's id and what the record was given as ``extra={"facts": {...}}``."""
    name = request_id()
    facts: dict[str, Any] = getattr(record, "facts", {})
    return {**({"request": name} if name else {}), **facts}


def config(level: str, form: str) -> dict[str, Any]:
    """Return the settings of logging for a process of Plenary, in the form ``text`` or ``json``."""
    formatter = {"json": JsonLine, "text": Line}[form]
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": formatter}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            # It has a handler of its own for development, and one that would mail errors.
            "django": {"handlers": [], "propagate": True, "level": level},
            "django.server": {"level": "WARNING"},  # it would tell each request again, by its address
            "celery.app.trace": {"level": "WARNING"},
            "celery.worker.strategy": {"level": "WARNING"},
            "fontTools": {"level": "ERROR"},
            "urllib3.connection": {"level": "ERROR"},
            "weasyprint": {"level": "ERROR"},
        },
    }
