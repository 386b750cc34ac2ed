"""How often the same caller may ask: counted in the cache, by the minute, under a key that says nobody's address."""

from datetime import datetime

from django.core.cache import cache
from django.utils.crypto import salted_hmac

MINUTE = 60


def is_often(whom: str, most: int, at: datetime) -> bool:
    """Counts this time, and says whether it is one too many in this minute.

    Two at the very same moment may count as one: a limit on load, not a lock.
    """
    caller = salted_hmac("dealdesk.rates", whom, algorithm="sha256").hexdigest()
    key = f"often:{caller}:{int(at.timestamp()) // MINUTE}"
    times = cache.get(key, 0) + 1
    cache.set(key, times, 2 * MINUTE)
    return bool(times > most)
