"""What another number of support seats costs us, by the seat that a deal's cost model states."""

import re
from dataclasses import dataclass
from decimal import Decimal

from dealdesk.kernel.currencies import places
from dealdesk.kernel.money import EXACT, ZERO, round_to
from dealdesk.kernel.refusals import Blocker
from quotes.domain.costs.model import CostTerms, UnitCost, gap, no_rate
from quotes.domain.costs.words import CostPart

# 3 个坐席, 5 seats, 坐席 2 → 3, seats: 5; of several numbers the last.
NUMBER = r"\d+(?:\.\d+)?"
SEATS = re.compile(
    rf"({NUMBER})\s*(?:个|名)?\s*(?:坐席|席位|seats?\b)"
    rf"|(?:坐席|席位|\bseats?)\D{{0,3}}(?:{NUMBER}\s*(?:→|->|增?[到至]|to)\s*)*({NUMBER})",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class SupportCost:
    """So many seats instead of those in the model, for so many months of service, before VAT and to the currency's
    decimals; `each` is a seat's month, unrounded. Fewer seats cost less than nothing."""

    before: Decimal
    seats: Decimal
    each: Decimal
    months: int
    currency: str

    @property
    def more(self) -> Decimal:
        return self.seats - self.before

    @property
    def cost(self) -> Decimal:
        a_month = EXACT.multiply(self.more, self.each)
        return round_to(EXACT.multiply(a_month, Decimal(self.months)), places(self.currency))


def seats_named(words: str) -> Decimal | None:
    """How many seats words name in all; None where they name none."""
    found = [Decimal(match[1] or match[2]) for match in SEATS.finditer(words)]
    return found[-1] if found else None


def support_cost(terms: CostTerms, seats: Decimal, *, months: int, currency: str) -> SupportCost | Blocker:
    """Against the seats that the model states; where it states none, a sentence that says whom to ask."""
    row = next(iter(terms.of(CostPart.SUPPORT)), None)
    if row is None:
        return gap(CostPart.SUPPORT)
    if row.seats is None:
        return Blocker(message="Support is stated by the month, not by the seat: ask finance what a seat costs.")
    each = _each(terms, row, currency)
    if isinstance(each, Blocker):
        return each
    return SupportCost(before=row.seats, seats=seats, each=each, months=months, currency=currency)


def _each(terms: CostTerms, row: UnitCost, currency: str) -> Decimal | Blocker:
    """A seat's month in the currency that is asked for."""
    if row.amount is None:
        return gap(row.part, rule=row.rule)
    for named in (row.currency, currency):
        if terms.rate(named) is None:
            return no_rate(named, terms.currency)
    return EXACT.divide(EXACT.multiply(row.amount, terms.rate(row.currency) or ZERO), terms.rate(currency) or ZERO)
