"""Calling a webhook: the name is looked up once, the connection goes to the address that was checked, nothing is followed."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.util.ssl_match_hostname import CertificateError

from conference.webhook_rules import Target, is_public, target_of

STEP_SECONDS = 8.0
WHOLE_SECONDS = 15.0
SUCCESS = range(200, 300)
REDIRECT = range(300, 400)


@dataclass(frozen=True)
class Outcome:
    """What came of one call: the status of the answer, if there was one, in words, and how long it took."""

    status: int | None
    words: str
    milliseconds: int = 0

    @property
    def is_success(self) -> bool:
        return self.status in SUCCESS


def call(url: str, *, headers: Mapping[str, str], body: bytes, internal: bool) -> Outcome:
    """Post a body to an address; every failure comes back in words. What the answer holds is not read."""
    started = time.monotonic()
    try:
        target = target_of(url, internal=internal)
        address = look_up(target, internal=internal)
        status = _post(target, address, headers, body)
    except (ValueError, OSError, HTTPError, http.client.HTTPException) as error:
        return Outcome(None, _words(error), _since(started))
    words = f"Answered {status}"
    if status in REDIRECT:
        words += ": redirects are not followed, give the address itself"
    return Outcome(status, f"{words}.", _since(started))


def look_up(target: Target, *, internal: bool) -> str:
    """Return the IP address to connect to; ValueError where one of the name's addresses is not public."""
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise ValueError(f"The name {target.host} is not known.") from error
    addresses = [str(entry[4][0]) for entry in found]
    if not internal and not all(is_public(address) for address in addresses):
        raise ValueError("This address does not lie on the public internet.")
    return addresses[0]


def _post(target: Target, address: str, headers: Mapping[str, str], body: bytes) -> int:
    connection = _connection(target, address)
    with _in_time(connection):
        sent = {**headers, "Host": target.authority, "Connection": "close"}
        connection.request("POST", target.path, body=body, headers=sent, preload_content=False)
        return int(connection.getresponse().status)


@contextmanager
def _in_time(connection: HTTPConnection) -> Iterator[None]:
    """Cut a connection off that takes too long as a whole, however slowly its answer trickles, and close it at the end."""
    late = threading.Event()
    watch = threading.Timer(WHOLE_SECONDS, _cut, (connection, late))
    watch.start()
    try:
        yield
    except Exception as error:
        if late.is_set():
            raise TimeoutError from error
        raise
    else:
        # An answer that was cut off can look whole.
        if late.is_set():
            raise TimeoutError
    finally:
        watch.cancel()
        connection.close()


def _connection(target: Target, address: str) -> HTTPConnection:
    """Return a connection to an address whose certificate has to be that of the name."""
    if target.scheme == "http":
        return HTTPConnection(address, target.port, timeout=STEP_SECONDS)
    return HTTPSConnection(
        address,
        target.port,
        timeout=STEP_SECONDS,
        server_hostname=target.host,
        assert_hostname=target.host,
        ssl_context=ssl.create_default_context(),
    )


def _cut(connection: HTTPConnection, late: threading.Event) -> None:
    late.set()
    if connection.sock is not None:
        connection.sock.shutdown(socket.SHUT_RDWR)


def _words(error: Exception) -> str:
    if isinstance(error, TimeoutError) or "timed out" in str(error):
        return f"No answer within {WHOLE_SECONDS:.0f} seconds."
    if isinstance(error, ssl.SSLError | CertificateError):
        return f"The secure connection failed: {getattr(error, 'reason', None) or error}."
    if isinstance(error, ValueError):
        return str(error)
    if "refused" in str(error).lower():
        return "The connection was refused."
    return "The connection broke before an answer came."


def _since(started: float) -> int:
    return round((time.monotonic() - started) * 1000)
