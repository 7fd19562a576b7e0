"""The queue on Redis, for messages that are only doorbells: a worker outlives a Redis that is restarted.

When the line breaks, Celery 5.7 gives messages back and acknowledges others over it, and ends with an AttributeError
where Redis is really gone. Nothing has to be given back here: the row is the record, and the sweep rings again.
"""

from __future__ import annotations

from kombu.transport import redis


class Channel(redis.Channel):
    """A channel whose messages need neither be given back nor, once it is closed, acknowledged."""

    do_restore = False

    def basic_ack(self, delivery_tag: str, multiple: bool = False) -> None:
        if not self.closed:
            super().basic_ack(delivery_tag, multiple=multiple)


class Transport(redis.Transport):
    """Kombu's Redis with our channel."""

    Channel = Channel
