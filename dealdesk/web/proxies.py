"""Whether the proxies in front are counted: where they are not, everybody guesses passwords from one address."""

import logging
from functools import cache
from typing import Any

from django.conf import settings
from django.core.checks import Tags, Warning, register
from django.http import HttpRequest

UNCOUNTED = (
    "A proxy stands in front and DEALDESK_PROXIES is 0: twenty wrong passwords of one person keep everybody out who "
    "has not logged in with this browser before. Say how many proxies of yours there are."
)


@register(Tags.security)
def proxies_are_counted(**_asked: Any) -> list[Warning]:
    """The desk itself speaks no TLS: where it is behind it, a proxy is there."""
    is_uncounted = settings.SECURE and not settings.ALLAUTH_TRUSTED_PROXY_COUNT
    return [Warning(UNCOUNTED, id="dealdesk.W001")] if is_uncounted else []


def notice_proxy(request: HttpRequest) -> None:
    """Says it where a request shows one, once a process."""
    if "X-Forwarded-For" in request.headers and not settings.ALLAUTH_TRUSTED_PROXY_COUNT:
        _say()


@cache
def _say() -> None:
    logging.getLogger(__name__).warning(UNCOUNTED)
