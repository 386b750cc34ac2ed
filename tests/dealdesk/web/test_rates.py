"""So often a minute, and afresh in the next; nobody's address is kept."""

from datetime import timedelta

from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache

from dealdesk.web.rates import is_often
from tests.factories.stakeholders import NOW


def test_one_too_many_in_a_minute_is_often_and_the_next_minute_begins_anew() -> None:
    assert [is_often("203.0.113.7", 2, NOW) for _ in range(3)] == [False, False, True]
    assert not is_often("203.0.113.8", 2, NOW)
    assert not is_often("203.0.113.7", 2, NOW + timedelta(minutes=1))


def test_what_is_kept_says_nobodys_address() -> None:
    is_often("203.0.113.7", 2, NOW)
    counts = caches["callers"]
    assert isinstance(counts, LocMemCache)
    kept = str(counts._cache)
    assert ("often:" in kept, "203.0.113.7" in kept) == (True, False)
