"""What waits for somebody's word beside requests for approval: each app above brings its own, and none knows the
others."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """`url` is where it is answered."""

    deal: Any
    url: str
    asked_by: str
    asked_at: datetime


Waits = Callable[[Any], Iterable[Waiting]]
_providers: list[Waits] = []


def waits_beside(provider: Waits) -> Waits:
    """Each app calls this once, when it is ready."""
    if provider not in _providers:
        _providers.append(provider)
    return provider


def waiting_beside(user: Any) -> tuple[Waiting, ...]:
    """The longest wait first."""
    found = (one for provider in _providers for one in provider(user))
    return tuple(sorted(found, key=lambda one: one.asked_at))
