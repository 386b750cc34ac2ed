"""Which figures of the policy are terms that can be set, and how each is read and written."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any, Protocol

from dealdesk.kernel.money import ZERO
from quotes.domain.policy.conditions import TOO_LITTLE, Condition, Operator
from quotes.domain.policy.figures import Figure
from quotes.domain.pricing.terms import OfferTerms

# As fine as a change is told: a hundredth of a point, one day, month, minute or unit of the currency.
POINT, UNIT = Decimal("0.01"), Decimal(1)


class Write(Protocol):
    def __call__(self, terms: OfferTerms, *, at: Decimal, day: date) -> OfferTerms: ...


@dataclass(frozen=True)
class Term:
    """`step` is the least it moves; an offer that does not say it reads None."""

    read: Callable[[OfferTerms, date], Decimal | None]
    write: Write
    step: Decimal = UNIT

    def harmless(self, condition: Condition) -> Decimal:
        """The value nearest to the threshold that does not meet the condition, on a whole step."""
        up = condition.operator in TOO_LITTLE
        limit = condition.threshold.quantize(self.step, ROUND_CEILING if up else ROUND_FLOOR)
        if not condition.is_met(limit):
            return limit
        return limit + {Operator.GE: -self.step, Operator.LE: self.step}.get(condition.operator, ZERO)


def _part(part: str, name: str, number: Callable[[Decimal], Any], step: Decimal = UNIT) -> Term:
    """A field of the offer's `payment` or `service` terms."""

    def read(terms: OfferTerms, _: date) -> Decimal | None:
        value = getattr(getattr(terms, part), name)
        return None if value is None else Decimal(value)

    def write(terms: OfferTerms, *, at: Decimal, day: date) -> OfferTerms:
        return replace(terms, **{part: replace(getattr(terms, part), **{name: number(at)})})

    return Term(read, write, step)


def _own(name: str) -> Term:
    """A count of the offer itself."""

    def write(terms: OfferTerms, *, at: Decimal, day: date) -> OfferTerms:
        changed: dict[str, Any] = {name: int(at)}
        return replace(terms, **changed)

    return Term(lambda terms, _: Decimal(getattr(terms, name)), write)


def _open_until(terms: OfferTerms, *, at: Decimal, day: date) -> OfferTerms:
    return replace(terms, valid_until=day + timedelta(days=int(at)))


TERMS: dict[Figure, Term] = {
    Figure.CREDIT_DAYS: _part("payment", "credit_days", int),
    Figure.PREPAY_PERCENT: _part("payment", "prepay_percent", Decimal, POINT),
    Figure.FREE_MONTHS: _own("free_months"),
    Figure.TERM_MONTHS: _own("term_months"),
    Figure.SLA_AVAILABILITY: _part("service", "sla_availability", Decimal, POINT),
    Figure.URGENT_MINUTES: _part("service", "urgent_minutes", int),
    Figure.NORMAL_MINUTES: _part("service", "normal_minutes", int),
    Figure.VALIDITY_DAYS: Term(lambda terms, day: Decimal((terms.valid_until - day).days), _open_until),
}
