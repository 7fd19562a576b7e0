"""A mail server that takes every mail, counts them by recipient, and can be slow."""

from __future__ import annotations

import socketserver
import threading
import time
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.servers import HOST

if TYPE_CHECKING:
    from collections.abc import Iterator


class PostOffice(socketserver.ThreadingTCPServer):
    """What arrived is in ``arrived``; each mail is taken ``seconds`` after it came."""

    daemon_threads = True
    allow_reuse_address = True
    seconds = 0.0

    def __init__(self) -> None:
        super().__init__((HOST, 0), Talk)
        self.arrived: Counter[str] = Counter()
        self.lock = threading.Lock()

    def handle_error(self, request: object, client_address: object) -> None:
        """The sender was killed in the middle of a sentence: that is what these tests do."""

    @property
    def url(self) -> str:
        return f"smtp://{HOST}:{self.server_address[1]}"


class Talk(socketserver.StreamRequestHandler):
    """As much of SMTP (RFC 5321) as is needed to take a mail."""

    server: PostOffice

    def handle(self) -> None:
        self.say("220 here")
        while line := self.rfile.readline().decode().strip():
            word = line[:4].upper()
            if word == "RCPT":
                recipient = line.partition("<")[2].partition(">")[0]
            if word == "DATA":
                self.take(recipient)
            elif word == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 good")

    def take(self, recipient: str) -> None:
        self.say("354 go on")
        while self.rfile.readline() not in {b".\r\n", b""}:
            pass
        with self.server.lock:
            self.server.arrived[recipient] += 1
        time.sleep(self.server.seconds)
        self.say("250 taken")

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@contextmanager
def post_office() -> Iterator[PostOffice]:
    with PostOffice() as office:
        thread = threading.Thread(target=office.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield office
        office.shutdown()
        thread.join()
