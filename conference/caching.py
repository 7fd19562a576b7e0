"""The cache on Redis, as a help and never a need: while Redis is away nothing is found in it and nothing is kept."""

from __future__ import annotations

import functools
import logging
import time
from collections.abc import Callable
from enum import Enum
from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as ConnectionLost
from redis.exceptions import TimeoutError as TooSlow
from redis.retry import Retry

log = logging.getLogger(__name__)

ANSWERS_WITHIN = 1.0
QUIET = 5.0
"""Seconds without another try after Redis did not answer: one slow request, and not every one."""
Method = Callable[..., Any]


class _Answer(Enum):
    DEFAULT = "the default that was given"
    NO_SUCH_KEY = "the error for a key that is not there"


def _forgiving(method: Method, otherwise: Any) -> Method:
    """Answer with ``otherwise`` where Redis does not answer."""

    def without(key: Any = "", *args: Any) -> Any:
        if otherwise is _Answer.NO_SUCH_KEY:
            message = f"Key '{key}' not found."
            raise ValueError(message)
        return args[-1] if otherwise is _Answer.DEFAULT else otherwise

    @functools.wraps(method)
    def inner(self: ForgivingClient, *args: Any) -> Any:
        if time.monotonic() < self.quiet_until:
            return without(*args)
        try:
            return method(self, *args)
        except (ConnectionLost, TooSlow) as error:
            self.quiet_until = time.monotonic() + QUIET
            log.warning("The cache is away (%s); pages are made without it.", error)
            return without(*args)

    return inner


class ForgivingClient(RedisCacheClient):
    """Django's client with short waits, which is as good as empty while Redis is away."""

    def __init__(self, servers: list[str], **options: Any) -> None:
        self.quiet_until = 0.0
        # One more try at once: a connection that Redis closed at its own restart looks like Redis being away. One that
        # does not answer in time is not asked twice.
        again = Retry(NoBackoff(), 1, supported_errors=(ConnectionLost,))
        options |= {"retry": again, "socket_timeout": ANSWERS_WITHIN}
        super().__init__(servers, socket_connect_timeout=ANSWERS_WITHIN, **options)

    add = _forgiving(RedisCacheClient.add, otherwise=True)
    get = _forgiving(RedisCacheClient.get, _Answer.DEFAULT)
    set = _forgiving(RedisCacheClient.set, None)
    touch = _forgiving(RedisCacheClient.touch, otherwise=False)
    delete = _forgiving(RedisCacheClient.delete, otherwise=False)
    get_many = _forgiving(RedisCacheClient.get_many, {})
    has_key = _forgiving(RedisCacheClient.has_key, otherwise=False)
    incr = _forgiving(RedisCacheClient.incr, _Answer.NO_SUCH_KEY)
    set_many = _forgiving(RedisCacheClient.set_many, None)
    delete_many = _forgiving(RedisCacheClient.delete_many, None)
    clear = _forgiving(RedisCacheClient.clear, otherwise=False)


class ForgivingRedisCache(RedisCache):
    """Django's cache on Redis without the errors of a Redis that is away."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = ForgivingClient
