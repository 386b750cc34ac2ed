"""What every price model answers with: an exact amount, and the lines that explain it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, getcontext, localcontext
from functools import wraps
from typing import ClassVar, Protocol, Self, runtime_checkable

from dealdesk.kernel.money import EXACT, ZERO
from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import Word


class ChargeKind(Word):
    FLAT = "flat", "Flat fee"
    PER_UNIT = "per_unit", "Per unit"
    BLOCK = "block", "Block price"
    GRADUATED = "graduated", "Graduated tiers"
    VOLUME = "volume", "Volume tiers"
    DISCOUNT_SCHEDULE = "discount_schedule", "Discount schedule"
    PACKAGE = "package", "Packages"
    RATIO_PACKAGE = "ratio_package", "Packages of weighted units"
    COMMITMENT = "commitment", "Commitment with overage"
    COMMITTED_SPEND = "committed_spend", "Committed spend"
    RAMP = "ramp", "Ramp by year"
    PRORATED = "prorated", "Prorated"
    CONTRACTED = "contracted", "Contracted price"
    PERCENT_OF = "percent_of", "Percent of other lines"
    MINIMUM_SPEND = "minimum_spend", "Minimum spend"
    MAXIMUM_SPEND = "maximum_spend", "Maximum spend"


@dataclass(frozen=True, kw_only=True)
class Part:
    """One line of the explanation: a msgid with its figures as text, and how much of what at which unit price.

    The amount is quantity × unit price where there is a unit price, and stands for itself where there is none.
    """

    label: str
    params: Mapping[str, object] = field(default_factory=dict)
    quantity: Decimal = Decimal(1)
    unit: Decimal | None = None
    amount: Decimal

    def __str__(self) -> str:
        return self.label % self.params


@dataclass(frozen=True, kw_only=True)
class Charged:
    """What a quantity costs: exact and unrounded, negative for a discount; always the sum of its parts."""

    amount: Decimal
    parts: tuple[Part, ...]

    @classmethod
    def of_parts(cls, *parts: Part) -> Self:
        return cls(amount=_sum(parts), parts=parts)


@runtime_checkable
class Charge(Protocol):
    """A price model that needs nothing but a quantity. Money is in the price's currency and tax basis."""

    kind: ClassVar[ChargeKind]

    def of(self, quantity: Decimal) -> Charged:
        """Exact to 80 significant digits, rounding is the caller's; refuses a negative quantity."""
        ...


def exactly[**P, R](compute: Callable[P, R]) -> Callable[P, R]:
    """The function with its arithmetic carried to 80 significant digits."""

    @wraps(compute)
    def computed(*args: P.args, **kwargs: P.kwargs) -> R:
        # Inside another such function the digits are carried already, and a context is dear.
        if getcontext().prec == EXACT.prec:
            return compute(*args, **kwargs)
        with localcontext(EXACT):
            return compute(*args, **kwargs)

    return computed


@exactly
def _sum(parts: Iterable[Part]) -> Decimal:
    return sum((part.amount for part in parts), ZERO)


def used(quantity: Decimal) -> Decimal:
    """The quantity, if it is one; refuses a negative one and what is no number."""
    if not quantity.is_finite() or quantity < 0:
        raise Refusal("A quantity cannot be negative.", field="quantity")
    return quantity
