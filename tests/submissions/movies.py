"""The smallest films that tell how long they are: one track without a picture in it."""

from __future__ import annotations

import struct


def box(kind: bytes, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return struct.pack(">I4s", 8 + len(body), kind) + body


MP4 = box(b"ftyp", b"isom\0\0\2\0isommp42")
MOV = box(b"ftyp", b"qt  \0\0\2\0qt  ") + box(b"wide") + box(b"mdat", bytes(64))
OLD_MOV = box(b"wide") + box(b"mdat", bytes(64))
"""What QuickTime wrote before files named their kind at their beginning."""


def movie(seconds: int, opening: bytes = MP4) -> bytes:
    """An MP4, or a MOV by its `opening`, whose index comes last."""
    times = struct.pack(">IIIII", 0, 0, 0, 1000, seconds * 1000)
    track = struct.pack(">IIIIII", 0x7, 0, 0, 1, 0, seconds * 1000) + bytes(60)
    sound = box(b"mdia", box(b"mdhd", times + bytes(4)), box(b"hdlr", bytes(8) + b"vide" + bytes(13)))
    head = box(b"mvhd", times + bytes(80))
    return opening + box(b"moov", head, box(b"trak", box(b"tkhd", track), sound))
