"""A part of a period for a part of its price: by days, and by months of a term."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import Word
from quotes.domain.pricing.charges.parts import Charge, Charged, ChargeKind, Part, exactly

MOST = 10_000


class Measure(Word):
    DAYS = "days"
    MONTHS = "months"


@dataclass(frozen=True, kw_only=True)
class Prorated:
    """The price of a `whole` period for a `part` of it, which may be longer: 24 months of a price for 12."""

    kind: ClassVar[ChargeKind] = ChargeKind.PRORATED
    charge: Charge
    part: int
    whole: int
    measure: Measure

    def __post_init__(self) -> None:
        if not 1 <= self.whole <= MOST:
            raise Refusal("A period has from 1 to %(most)s days or months.", most=MOST, field="whole")
        if not 0 <= self.part <= MOST:
            raise Refusal("What is charged for has from 0 to %(most)s days or months.", most=MOST, field="part")

    @exactly
    def of(self, quantity: Decimal) -> Charged:
        whole = self.charge.of(quantity)
        share = prorated(whole.amount, self.part, self.whole)
        adjusting = Part(
            label="Prorated: %(part)s of %(whole)s days"
            if self.measure is Measure.DAYS
            else "Prorated: %(part)s of %(whole)s months",
            params={"part": self.part, "whole": self.whole},
            amount=share - whole.amount,
        )
        return Charged.of_parts(*whole.parts, adjusting)


@exactly
def prorated(amount: Decimal, part: int, whole: int) -> Decimal:
    """amount × part ÷ whole, unrounded: on the whole period, never on what is left of it (Lago)."""
    if whole < 1 or part < 0:
        raise Refusal("A part of a period needs a period of at least one day or month.", field="whole")
    return amount * part / whole


def days_between(first: date, last: date) -> int:
    """Days of a span with both its ends counted; refuses one that ends before it begins."""
    if last < first:
        raise Refusal("The last day cannot be before the first.", field="last")
    return (last - first).days + 1


@exactly
def multiplier(term_months: int, default_months: int) -> Decimal:
    """How many default terms a term is (Salesforce: effective term ÷ default term), unrounded."""
    return prorated(Decimal(1), term_months, default_months)
