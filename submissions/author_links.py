"""The links that ask an author whether she is one."""

from __future__ import annotations

from django.core import signing

from submissions.models import Author

SALT = "submissions.author"


def author_token(author: Author) -> str:
    """Return what the link of an author carries: signed, for her address only, so another address needs another link."""
    return signing.dumps([author.pk, author.email.lower()], salt=SALT)


def read_token(token: str) -> tuple[int, str] | None:
    """Return the author's id and address, or None where the link was not made here."""
    try:
        pk, email = signing.loads(token, salt=SALT)
    except (signing.BadSignature, TypeError, ValueError):
        return None
    return int(pk), str(email)
