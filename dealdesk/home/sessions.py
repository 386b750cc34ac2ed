"""Whose request it is: the framework's sessions, with the one question that every request asks written out once."""

from functools import cache
from typing import Any

from django.contrib.sessions.backends import db
from django.db.models import CharField, DateTimeField
from django.utils import timezone

from dealdesk.kept import Given, Kept


class SessionStore(db.SessionStore):
    def _get_session_from_db(self) -> Any:
        key = self.session_key or ""
        # Letters and figures are all that a key is made of; PostgreSQL refuses to hear of a NUL.
        found = _open()(key=key, now=timezone.now()) if key.isascii() and key.isalnum() else []
        if not found:
            self._session_key = None
        return found[0] if found else None


@cache
def _open() -> Kept[Any]:
    sessions = SessionStore.get_model_class().objects
    given = {"session_key": Given("key", CharField()), "expire_date__gt": Given("now", DateTimeField())}
    return Kept(sessions.filter(**given))
