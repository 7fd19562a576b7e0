"""Rules of webhooks: how a message is signed, which addresses may be called, when it is tried again. No I/O here.

Messages follow the Standard Webhooks specification (https://www.standardwebhooks.com): the headers webhook-id,
webhook-timestamp and webhook-signature; the signature is the HMAC-SHA256 of "id.timestamp.body".
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import ipaddress
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

SECRET_PREFIX = "whsec_"  # noqa: S105 - the mark by which the specification tells a secret
WAITS = tuple(timedelta(seconds=60 * minutes) for minutes in (0.5, 2, 10, 60, 180, 360, 720, 1440))
MOST_ATTEMPTS = len(WAITS) + 1
OFF_AFTER = timedelta(days=5)
TRANSLATION = ipaddress.ip_network("64:ff9b::/96")
DEFAULT_PORTS = {"https": 443, "http": 80}
GONE = 410

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True)
class Target:
    """Where a webhook goes, in parts; ``path`` has the query with it."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """The value of the Host header."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == DEFAULT_PORTS[self.scheme] else f"{name}:{self.port}"


def shown_secret(key: bytes) -> str:
    """Return a key as its owner gets it to see."""
    return SECRET_PREFIX + base64.b64encode(key).decode()


def signature(key: bytes, message_id: str, timestamp: int, body: str) -> str:
    """Return one signature of a message, with the version before it."""
    digest = hmac.new(key, f"{message_id}.{timestamp}.{body}".encode(), hashlib.sha256).digest()
    return f"v1,{base64.b64encode(digest).decode()}"


def target_of(url: str, *, internal: bool) -> Target:
    """Take an address apart; ValueError says in words what is wrong with it. ``internal`` lets http pass."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise ValueError("This is no web address.") from error
    if parts.scheme not in DEFAULT_PORTS or not parts.hostname:
        raise ValueError("Give an address that begins with https://.")
    if parts.scheme == "http" and not internal:
        raise ValueError("The address has to begin with https://: what is sent is for its reader alone.")
    if parts.username or parts.password:
        raise ValueError("Leave log-in and password out of the address: check the signature instead.")
    if not parts.path.isascii() or not parts.query.isascii() or any(sign <= " " for sign in url):
        raise ValueError("The address has signs that have to be percent-encoded.")
    literal = _literal(parts.hostname)
    if literal and not internal and not is_public(literal):
        raise ValueError("This address does not lie on the public internet.")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    host = parts.hostname if literal else parts.hostname.encode("idna").decode()
    return Target(parts.scheme, host, port or DEFAULT_PORTS[parts.scheme], path)


def _literal(host: str) -> str:
    """Return a host that is an IP address, "" for a name."""
    try:
        return str(ipaddress.ip_address(host.partition("%")[0]))
    except ValueError:
        return ""


def is_public(address: str) -> bool:
    """Say whether an IP address lies on the public internet, also where it is an IPv4 one wrapped in IPv6."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = _wrapped(found)
        if inner is not None:
            return is_public(str(inner))
    return found.is_global and not found.is_multicast


def _wrapped(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address to which an IPv6 one leads: mapped, translated, or tunnelled."""
    if address in TRANSLATION:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.teredo is not None:
        return address.teredo[1]
    return address.sixtofour


def wait_after(attempts: int) -> timedelta | None:
    """Return how long to wait after that many tries in vain; None where it is enough."""
    return WAITS[attempts - 1] if attempts < MOST_ATTEMPTS else None
