"""The queue, for messages that are only doorbells: on Redis, or in a folder where there is none.

A worker outlives a Redis that is restarted. When the line breaks, Celery 5.7 gives messages back and acknowledges
others over it, and ends with an AttributeError where Redis is really gone. Nothing has to be given back here: the row
is the record, and the sweep rings again.
"""

from __future__ import annotations

import time
import uuid
from pathlib import Path
from typing import Any

from kombu.exceptions import ChannelError
from kombu.transport import filesystem, redis
from kombu.utils.json import dumps


class RedisChannel(redis.Channel):
    """A channel whose messages need neither be given back nor, once it is closed, acknowledged."""

    do_restore = False

    def basic_ack(self, delivery_tag: str, multiple: bool = False) -> None:
        if not self.closed:
            super().basic_ack(delivery_tag, multiple=multiple)


class RedisTransport(redis.Transport):
    """Kombu's Redis with our channel."""

    Channel = RedisChannel


class FolderChannel(filesystem.Channel):
    """A channel in which nobody meets a file that is half written.

    Kombu makes a message's file and then fills it; a worker that reads it in between takes the message for broken, and ends.
    """

    def _put(self, queue: str, *message: Any, **_more: Any) -> None:
        name = f"{round(time.monotonic() * 1000)}_{uuid.uuid4()}.{queue}.msg"
        path = Path(self.data_folder_out) / name
        try:
            _appear(path, dumps(*message))
        except OSError as error:
            raise ChannelError(f"No message can be put at {path}") from error

    def _queue_bind(self, exchange: str, *binding: Any, **more: Any) -> None:
        path = Path(self.control_folder) / f"{exchange}.exchange"
        path.parent.mkdir(exist_ok=True)
        if not path.exists():
            _appear(path, "[]")
        super()._queue_bind(exchange, *binding, **more)


class FolderTransport(filesystem.Transport):
    """Kombu's folder with our channel."""

    Channel = FolderChannel


def _appear(path: Path, text: str) -> None:
    """Have a file there with all of its text at once."""
    part = path.with_name(f"{uuid.uuid4()}.part")
    try:
        part.write_text(text)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
