"""The same price model in another currency, or with the tax it was said without."""

from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from typing import Any

from dealdesk.kernel.money import EXACT, round_to
from quotes.domain.pricing.charges.tiers import Tier

# What these fields hold is money, in whichever price model they stand; all other numbers are counts and shares.
MONEY = frozenset(
    {"amount", "unit", "flat", "overage", "list_price", "price", "fee", "commitment", "minimum", "maximum"}
)
BOUNDS = frozenset({"start", "up_to"})


def scaled[C](charge: C, rate: Decimal, places: int) -> C:
    """Every amount of money × `rate`, half up to `places`: what one unit of the old money is in the new.

    Where a tier charges percent points, what it counts is money as well, and so are its bounds.
    """
    return _converted(charge, rate, places)  # type: ignore[no-any-return] # a value in, the same kind of value out


def _converted(value: Any, rate: Decimal, places: int) -> Any:
    if isinstance(value, tuple):
        counts_money = any(isinstance(one, Tier) and one.percent for one in value)
        return tuple(_fields(one, MONEY | BOUNDS if counts_money else MONEY, rate, places) for one in value)
    return _fields(value, MONEY, rate, places)


def _fields(value: Any, money: frozenset[str], rate: Decimal, places: int) -> Any:
    if not is_dataclass(value) or isinstance(value, type):
        return value
    found = {field.name: getattr(value, field.name) for field in fields(value)}
    changes = {
        name: round_to(EXACT.multiply(one, rate), places) if isinstance(one, Decimal) else _converted(one, rate, places)
        for name, one in found.items()
        if name in money or not isinstance(one, Decimal)
    }
    return replace(value, **changes)
