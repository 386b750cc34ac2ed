"""Which adapter reads which kind of published case."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from dealdesk.kernel.percent import Percent

type Inputs = Mapping[str, Any]
type Adapter = Callable[[Inputs], dict[str, Any]]

ADAPTERS: dict[str, Adapter] = {}
# Kinds whose sources print rounded figures; everything else must agree exactly.
ROUNDED: set[str] = set()


def number(given: Any) -> Decimal:
    """A published number, read from its text and never through a binary float."""
    return Decimal(str(given))


def share(given: Any) -> Percent:
    """A published share of one, 0.18, as a percentage."""
    return Percent.from_ratio(number(given))


def adapts(kind: str, *, rounded: bool = False) -> Callable[[Adapter], Adapter]:
    def remember(adapter: Adapter) -> Adapter:
        assert kind not in ADAPTERS, f"two adapters for the kind {kind}"
        ADAPTERS[kind] = adapter
        if rounded:
            ROUNDED.add(kind)
        return adapter

    return remember
