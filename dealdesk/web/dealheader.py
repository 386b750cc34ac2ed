"""The head of every page of a deal: each app brings its figures and tabs, and none knows the others."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

# The one order in which figures and tabs stand, whoever brings them.
METRICS = ("version", "authority", "margin", "readiness", "next_step", "freeze")
TABS = (
    "overview",
    "seats",
    "plan",
    "engagements",
    "budget",
    "usage",
    "cost",
    "billing",
    "value",
    "rivals",
    "quotes",
    "negotiation",
    "approvals",
    "contract",
    "proposals",
    "timeline",
)


@dataclass(frozen=True, kw_only=True)
class Metric:
    """One figure: `value` large, `note` small beside it; `tone` is "", "good", "warn", "bad" or "info"."""

    key: str
    label: str
    value: str
    note: str = ""
    tone: str = ""
    url: str = ""
    # Only some may see this figure; the head marks it with a lock.
    private: bool = False


@dataclass(frozen=True, kw_only=True)
class Tab:
    key: str
    label: str
    url: str
    note: str = ""
    tone: str = ""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One stage on the path: `state` is "done", "current", "ahead" or "lost"."""

    key: str
    label: str
    state: str


@dataclass(frozen=True, kw_only=True)
class HeaderPart:
    metrics: tuple[Metric, ...] = ()
    tabs: tuple[Tab, ...] = ()
    path: tuple[Step, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DealHeader:
    """What templates/components/deal_header.html prints."""

    deal: Any
    path: tuple[Step, ...]
    metrics: tuple[Metric, ...]
    tabs: tuple[Tab, ...]
    current: str


Provider = Callable[[Any, Any, datetime], HeaderPart]
_providers: list[Provider] = []


def provides(provider: Provider) -> Provider:
    """Each app calls this once, when it is ready."""
    if provider not in _providers:
        _providers.append(provider)
    return provider


def deal_header(user: Any, deal: Any, at: datetime, current: str) -> DealHeader:
    """`deal` comes with its customer, owner and team loaded; `current` is the key of the open tab."""
    parts = [provider(user, deal, at) for provider in _providers]
    return DealHeader(
        deal=deal,
        path=tuple(step for part in parts for step in part.path),
        metrics=_in_order((metric for part in parts for metric in part.metrics), METRICS),
        tabs=_in_order((tab for part in parts for tab in part.tabs), TABS),
        current=current,
    )


def _in_order[T: Metric | Tab](things: Iterable[T], order: tuple[str, ...]) -> tuple[T, ...]:
    return tuple(sorted(things, key=lambda thing: order.index(thing.key)))
