"""A figure that is known only as a stretch, such as 1 to 2 Mbps a stream, and where in it somebody reckons."""

from dataclasses import dataclass
from decimal import Decimal

from dealdesk.kernel.money import EXACT
from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import Word


class Bound(Word):
    """Where in the stretch one figure is taken."""

    LOW = "low", "Low end"
    MIDDLE = "middle"
    HIGH = "high", "High end"


@dataclass(frozen=True)
class Between:
    """From `low` to `high`, both included, exact; the same twice is a figure that is known."""

    low: Decimal
    high: Decimal

    def __post_init__(self) -> None:
        if not (self.low.is_finite() and self.high.is_finite() and 0 <= self.low <= self.high):
            raise Refusal("The low end is not below zero and not above the high end.", field="low")

    @classmethod
    def exactly(cls, value: Decimal) -> "Between":
        return cls(value, value)

    def at(self, bound: Bound) -> Decimal:
        if bound is Bound.MIDDLE:
            return EXACT.divide(EXACT.add(self.low, self.high), Decimal(2))
        return self.low if bound is Bound.LOW else self.high

    def times(self, factor: Decimal) -> "Between":
        """Refuses a factor below zero, which would turn the ends round."""
        return Between(EXACT.multiply(self.low, factor), EXACT.multiply(self.high, factor))

    def over(self, divisor: Decimal) -> "Between":
        return Between(EXACT.divide(self.low, divisor), EXACT.divide(self.high, divisor))

    def plus(self, other: "Between") -> "Between":
        return Between(EXACT.add(self.low, other.low), EXACT.add(self.high, other.high))


NONE = Between.exactly(Decimal(0))
