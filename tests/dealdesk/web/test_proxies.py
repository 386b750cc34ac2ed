"""Behind a proxy everybody seems to come from one address; the failures of one must not shut the door on all."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from dealdesk.web import proxies
from stakeholders.models import User
from tests.factories.stakeholders import PASSWORD

HERS, THEIRS = "203.0.113.7", "203.0.113.66"
# One more than an address may get wrong in ten minutes.
TOO_MANY = 21


@pytest.fixture(autouse=True)
def forgotten_failures(db: None) -> None:
    cache.clear()


def logs_in(user: User, noted: str) -> bool:
    sent = {"login": user.email, "password": PASSWORD}
    return Client().post("/accounts/login/", sent, headers={"X-Forwarded-For": noted}).status_code == 302


def guess(noted: str) -> None:
    for number in range(TOO_MANY):
        sent = {"login": f"nobody{number}@yunqu.example", "password": "a guess"}
        Client().post("/accounts/login/", sent, headers={"X-Forwarded-For": noted})


def test_guesses_from_one_address_lock_out_that_address_alone(settings: Any, ada: User) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    guess(THEIRS)
    assert (logs_in(ada, THEIRS), logs_in(ada, HERS)) == (False, True)


def test_what_a_stranger_says_of_himself_before_our_proxy_is_not_believed(settings: Any, ada: User) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    guess(f"198.51.100.1, {THEIRS}")
    assert (logs_in(ada, f"198.51.100.2, {THEIRS}"), logs_in(ada, f"198.51.100.1, {HERS}")) == (False, True)


def test_without_a_proxy_nobody_is_believed(ada: User) -> None:
    guess(THEIRS)
    assert not logs_in(ada, HERS)


def test_a_proxy_that_is_not_counted_is_told_by_a_check_and_where_it_is_seen(
    settings: Any, ada: User, caplog: pytest.LogCaptureFixture
) -> None:
    proxies._say.cache_clear()
    settings.SECURE, settings.ALLAUTH_TRUSTED_PROXY_COUNT = True, 1
    logs_in(ada, HERS)
    assert (proxies.proxies_are_counted(), caplog.text) == ([], "")
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    for _ in range(2):
        logs_in(ada, HERS)
    assert [told.id for told in proxies.proxies_are_counted()] == ["dealdesk.W001"]
    assert caplog.text.count("DEALDESK_PROXIES is 0") == 1
    settings.SECURE = False
    assert proxies.proxies_are_counted() == []
