"""The desk's own settings, and a header that tells how many statements an answer took."""

from dealdesk.settings import *  # noqa: F403
from dealdesk.settings import MIDDLEWARE as USUAL

MIDDLEWARE = ["tests.benchmarks.bare.counted", *USUAL]
ACCOUNT_RATE_LIMITS: dict[str, str] = {}
