"""How often the same caller may ask: counted by the minute, under a key that says nobody's address.

The counts have a cache of their own: whoever makes up callers pushes out no count but such as these, and never the
failed attempts of the log-in.
"""

from datetime import datetime

from django.core.cache import caches
from django.utils.crypto import salted_hmac

MINUTE = 60


def is_often(whom: str, most: int, at: datetime) -> bool:
    """Counts this time, and says whether it is one too many in this minute. A caller has one entry, not one a minute.

    Two at the very same moment may count as one, and each process counts for itself: a limit on load, not a lock.
    """
    key = "often:" + salted_hmac("dealdesk.rates", whom, algorithm="sha256").hexdigest()
    minute = int(at.timestamp()) // MINUTE
    last, before = caches["callers"].get(key, (minute, 0))
    times = before + 1 if last == minute else 1
    caches["callers"].set(key, (minute, times), 2 * MINUTE)
    return bool(times > most)
