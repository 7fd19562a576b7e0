"""How often one may ask: so many requests a minute, counted by token, and by address where there is none."""

from __future__ import annotations

import logging
import time

from django.conf import settings
from django.core.cache import cache
from redis.exceptions import RedisError
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from conference.api.problems import TooMany

log = logging.getLogger(__name__)

MINUTE = 60


def count(rate: str, who: str) -> None:
    """Count one request of somebody; raise TooMany once the minute's share is used up.

    Where the cache is away nothing is counted: that must not keep people from their work.
    """
    now = int(time.time())
    key = f"api-rate:{rate}:{who}:{now // MINUTE}"
    try:
        cache.add(key, 0, 2 * MINUTE)
        many = cache.incr(key)
    except (RedisError, OSError, ValueError) as error:
        log.warning("Requests are not counted: %s", error)
        return
    if many > settings.API_RATES[rate]:
        raise TooMany(MINUTE - now % MINUTE)


def address_of(request: Request) -> str:
    """Return the address that asks, behind the proxies that the settings know of."""
    return str(BaseThrottle().get_ident(request))
