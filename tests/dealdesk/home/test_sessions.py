"""A session is found as the framework finds it: by its key, until it has run out or is over."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.test import Client

from dealdesk.home.sessions import SessionStore
from stakeholders.models import User

pytestmark = pytest.mark.django_db


def kept_until(end: datetime) -> SessionStore:
    session = SessionStore()
    session["whose"] = "ada"
    session.set_expiry(end)
    session.create()
    return session


def test_what_was_put_in_is_found_with_one_statement(now: datetime, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with time_machine.travel(now, tick=False):
        key = kept_until(now + timedelta(hours=1)).session_key
        with django_assert_num_queries(1):
            assert SessionStore(key)["whose"] == "ada"


def test_it_has_run_out_at_its_last_moment_and_not_before(now: datetime) -> None:
    end = now + timedelta(hours=1)
    with time_machine.travel(now, tick=False):
        key = kept_until(end).session_key
    with time_machine.travel(end - timedelta(seconds=1), tick=False):
        assert SessionStore(key).get("whose") == "ada"
    with time_machine.travel(end, tick=False):
        late = SessionStore(key)
        assert late.get("whose") is None
        # Whoever brings it does not go on under its key.
        assert late.session_key is None


@pytest.mark.parametrize("key", ["nobodyeverhadthiskey", "nobody-ever-had-this-key", "\x00aaaaaaaa", "密" * 10])
def test_one_that_nobody_has_is_empty(key: str) -> None:
    assert SessionStore(key).get("whose") is None


def test_a_cookie_that_was_made_up_asks_to_log_in_and_ones_own_opens(
    client_of: Callable[[User], Client], ada: User
) -> None:
    """A cookie in quotes is unquoted, so that any character can be meant by it."""
    for made_up in ('"\\000aaaaaaaa"', '"\\377\\376aaaaaaaa"', "%00aaaaaaaa"):
        stranger = Client()
        stranger.cookies[settings.SESSION_COOKIE_NAME] = "x"
        stranger.cookies[settings.SESSION_COOKIE_NAME].set(settings.SESSION_COOKIE_NAME, made_up, made_up)
        answer = stranger.get("/")
        assert (answer.status_code, "/accounts/login/" in answer.headers["Location"]) == (302, True)
    assert client_of(ada).get("/").status_code == 200


def test_what_the_frameworks_own_engine_wrote_is_read(now: datetime) -> None:
    """Nobody is logged out by the change from one to the other."""
    with time_machine.travel(now, tick=False):
        theirs = db.SessionStore()
        theirs["whose"] = "ada"
        theirs.create()
        assert SessionStore(theirs.session_key)["whose"] == "ada"


def test_whoever_is_logged_out_elsewhere_is_asked_to_log_in(client_of: Callable[[User], Client], ada: User) -> None:
    client = client_of(ada)
    assert client.get("/").status_code == 200
    Session.objects.all().delete()
    assert client.get("/").headers["Location"].startswith("/accounts/login/")
