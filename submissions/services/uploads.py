"""Uploads in parts: begun, continued where they broke off, taken as a file once all of it is there, swept when left lying.

What has arrived is what lies in the parts, so a worker that is killed loses nothing that was written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from uuid import UUID

from django.core.files import File
from django.db import transaction
from django.db.models import QuerySet
from django.http import UnreadablePostError
from django.utils import timezone

from conference.errors import Invalid, NotFound, PlenaryError
from conference.models import User
from submissions import gates
from submissions.kinds import KINDS
from submissions.models import PaperFile, Submission, Upload
from submissions.services.files import add_file
from submissions.services.parts import Elsewhere, Parts, parts_of, sweep_parts
from submissions.uploads import megabytes, safe_name

KEPT_FOR = timedelta(days=2)
PIECE = 16 * 1024


class TooLarge(PlenaryError):
    """More than can be taken, or than was announced."""

    status = 413


def begin_upload(
    *, submission: Submission, kind: str, size: int, name: str, by: User, slot: str = ""
) -> Upload:
    """Begin an upload; an older one of the same person for the same place is given up.

    Raises Closed, TooLarge or Invalid before the first byte is sent.
    """
    most = gates.limit_of(kind, submission, slot)
    if size > most:
        message = f"The file has {megabytes(size)}; at most {megabytes(most)} can be taken."
        raise TooLarge(message)
    if size <= 0:
        raise Invalid("The file is empty (0 bytes).")
    with transaction.atomic():
        _give_up(Upload.objects.filter(submission=submission, owner=by, kind=kind, slot=slot))
        upload = Upload.objects.create(
            submission=submission,
            owner=by,
            kind=kind,
            slot=slot,
            name=safe_name(name, KINDS[kind].formats[0]),
            size=size,
            expires_at=timezone.now() + KEPT_FOR,
        )
        parts_of(upload.public_id).begin()
    return upload


def own_upload(*, submission: Submission, public_id: UUID, by: User) -> Upload:
    """Return an upload under way of this person to this paper, else NotFound."""
    under_way = Upload.objects.filter(
        submission=submission, public_id=public_id, owner=by, expires_at__gt=timezone.now()
    )
    upload = under_way.exclude(taken_as__removed_at__isnull=False).first()
    if upload is None or (upload.taken_as_id is None and not parts_of(public_id).exists()):
        raise NotFound
    return upload


def arrived(upload: Upload) -> int:
    """Return how many bytes of an upload are there."""
    return upload.size if upload.taken_as_id else parts_of(upload.public_id).arrived()


def append(*, upload: Upload, offset: int, length: int, read: Callable[[int], bytes]) -> int:
    """Add what ``read`` gives, at most ``length`` bytes; returns the new offset, also where the sender broke off.

    The part is held only for the moment of each write: a connection that died unheard must not keep its successor
    from going on. Raises Elsewhere where the part does not end at ``offset``.
    """
    if upload.taken_as_id or offset != arrived(upload):
        raise Elsewhere("The upload stands at another place.")
    if offset + length > upload.size:
        raise TooLarge("More was sent than the upload was announced with.")
    parts = parts_of(upload.public_id)
    for piece in _pieces(read, length, parts.piece):
        parts.add(offset, piece)
        offset += len(piece)
    Upload.objects.filter(pk=upload.pk).update(expires_at=timezone.now() + KEPT_FOR)
    return offset


def drop_upload(*, upload: Upload) -> None:
    """Give an upload up at its sender's wish."""
    with transaction.atomic():
        _give_up(Upload.objects.filter(pk=upload.pk))


def take_upload(*, submission: Submission, public_id: str, kind: str, by: User, slot: str = "") -> PaperFile:
    """Make a complete upload the next version of its kind. Taken twice it is the version that it became.

    Raises Invalid for one that is not complete or not there.
    """
    upload = _complete(submission, public_id, kind, slot, by)
    if upload.taken_as:
        return upload.taken_as
    parts = parts_of(upload.public_id)
    with parts.opened() as content:
        file = add_file(
            submission=submission, kind=kind, slot=slot, by=by, uploaded_file=File(content, name=upload.name)
        )
    Upload.objects.filter(pk=upload.pk).update(taken_as=file)
    parts.delete()
    return file


def sweep_uploads() -> int:
    """Throw away what was left lying, and parts of which no row knows."""
    gone = Upload.objects.filter(expires_at__lte=timezone.now())
    count = gone.count()
    with transaction.atomic():
        _give_up(gone)
    known = {one.hex for one in Upload.objects.values_list("public_id", flat=True)}
    sweep_parts(known, timezone.now() - KEPT_FOR)
    return count


def give_up_uploads_of(user: User) -> None:
    """Throw away what a person has on its way."""
    _give_up(Upload.objects.filter(owner=user))


def _give_up(uploads: QuerySet[Upload]) -> None:
    left = [parts_of(upload.public_id) for upload in uploads]
    uploads.delete()
    transaction.on_commit(partial(_delete, left))


def _delete(left: list[Parts]) -> None:
    for parts in left:
        parts.delete()


def _pieces(read: Callable[[int], bytes], length: int, size: int) -> Iterator[bytes]:
    """Yield what comes in pieces of a size, and at the end, or where the sender broke off, what there is."""
    held = bytearray()
    while length and (got := _next_piece(read, min(PIECE, length))):
        length -= len(got)
        held += got
        if len(held) >= size:
            yield bytes(held)
            held.clear()
    if held:
        yield bytes(held)


def _next_piece(read: Callable[[int], bytes], most: int) -> bytes:
    """Return the next bytes, or none where the sender is gone: what came before is kept."""
    try:
        return read(most)
    except UnreadablePostError:
        return b""


def _complete(submission: Submission, public_id: str, kind: str, slot: str, by: User) -> Upload:
    message = "The upload did not arrive whole. Please choose the file again."
    try:
        upload = own_upload(submission=submission, public_id=UUID(public_id), by=by)
    except (ValueError, NotFound) as error:
        raise Invalid(message, {"file": [message]}) from error
    if (upload.kind, upload.slot) != (kind, slot) or arrived(upload) != upload.size:
        raise Invalid(message, {"file": [message]})
    return upload
