"""Sessions in the database, as Django keeps them, read with SQL that is made once: every page of somebody who is signed in asks."""

from __future__ import annotations

from django.contrib.sessions.backends.db import SessionStore as StoreInDatabase
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from conference.prepared import row_of


class SessionStore(StoreInDatabase):
    """The store that ``SESSION_ENGINE`` names."""

    def _get_session_from_db(self) -> Session | None:
        found = row_of(_session_at, self.session_key or "")
        if found is not None and found.expire_date > timezone.now():
            return found
        self._session_key = None
        return None


def _session_at(key: str) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key).order_by()
