"""The matrix of authority: who may agree to how much."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class Tier:
    """`limit` is the largest figure `who` may agree to, itself included; None is no limit."""

    who: str
    limit: Decimal | None = None


def tier_for(tiers: Iterable[Tier], value: Decimal) -> Tier | None:
    """The first, from the lowest up, whose authority reaches the value; None where nobody's does."""
    return next((tier for tier in tiers if tier.limit is None or value <= tier.limit), None)
