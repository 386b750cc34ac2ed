"""One customer's use under every tariff: what each costs by month and over the term, and why one cannot be priced."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dealdesk.kernel.formats import quantity as written
from dealdesk.kernel.money import EXACT, ZERO, round_to
from dealdesk.kernel.refusals import Finding, Refusal, Warning_
from quotes.domain.billing.forms import Bill, Part, amount_of, billed, level_of, settled
from quotes.domain.billing.months import MonthOfUse, peak_of
from quotes.domain.billing.tariffs import Billing, Counted, Tariff
from quotes.domain.metering.term import LONGEST_TERM
from quotes.domain.usage.growth import going_on

CENTS = 2
# Every pair of forms has a break-even, so a page's work grows with the square of them.
MOST_COMPARED = 12


@dataclass(frozen=True, kw_only=True)
class Demand:
    """The months of use, what they count, and what one of that is in other units where somebody has said so.

    `growth` is a ratio a month, for the months of a term that these do not tell; see `over_term`.
    """

    months: tuple[MonthOfUse, ...]
    counted: Counted
    worth: Mapping[Counted, Decimal]
    growth: Decimal = ZERO

    def of(self, counted: Counted) -> tuple[MonthOfUse, ...]:
        """The months in another unit; refuses one that nobody has said the worth of."""
        if counted is self.counted:
            return self.months
        if counted not in self.worth:
            raise Refusal("This price counts something else: say how much of it one stream or user is.", field="worth")
        return tuple(month.moved(self.worth[counted]) for month in self.months)


@dataclass(frozen=True, kw_only=True)
class Month:
    first: date
    length: int
    bill: Bill
    places: int = CENTS

    @property
    def amount(self) -> Decimal:
        """As an invoice would print it; the term is rounded once and may differ by a cent a month."""
        return round_to(amount_of([self.bill]), self.places)


@dataclass(frozen=True, kw_only=True)
class Priced:
    """One tariff over the term, in its currency and tax basis, with the `places` that amounts of that currency have.
    `tariff` has its base chosen.

    `total` is None where `problem` says why there is none. `warning` says that the customer could not use it as he is.
    """

    tariff: Tariff
    months: tuple[Month, ...] = ()
    total: Decimal | None = None
    problem: Finding | None = None
    warning: Finding | None = None
    places: int = CENTS

    def units(self, part: Part) -> Decimal:
        """Units of one part of the bill, summed over the term."""
        return _sum([item.units for month in self.months for item in month.bill if item.part is part])


def over_term(months: Sequence[MonthOfUse], term_months: int, growth: Decimal = ZERO) -> tuple[MonthOfUse, ...]:
    """The months one after another, for as long as the contract runs; they go on as `usage.growth` says of every use,
    and our cost of the term is reckoned from the same months."""
    if not 1 <= term_months <= LONGEST_TERM:
        raise Refusal("A term is from 1 to %(most)s months.", field="term_months", most=LONGEST_TERM)
    going = going_on(len(months), term_months, growth)
    return tuple(months[place] if factor == 1 else months[place].moved(factor) for place, factor in going)


def compared(demand: Demand, tariffs: Sequence[Tariff], term_months: int, places: int = CENTS) -> tuple[Priced, ...]:
    """Every tariff in the order given, half up to the `places` of their currency."""
    return tuple(priced(demand, tariff, term_months, places) for tariff in tariffs)


def priced(demand: Demand, tariff: Tariff, term_months: int, places: int = CENTS) -> Priced:
    try:
        months = over_term(demand.of(tariff.counted), term_months, demand.growth)
        chosen = settled(tariff, months)
        bills = billed(chosen, months)
    except Refusal as refused:
        return Priced(tariff=tariff, problem=Warning_(message=refused.message, params=refused.params))
    return Priced(
        tariff=chosen,
        months=tuple(
            Month(first=month.first, length=month.length, bill=bill, places=places)
            for month, bill in zip(months, bills, strict=True)
        ),
        places=places,
        total=round_to(amount_of(bills), places),
        warning=above_contract(chosen, peak_of(months)),
    )


def above_contract(tariff: Tariff, peak: Decimal) -> Finding | None:
    """What is wrong with a contract that does not carry the peak."""
    if tariff.billing is not Billing.CONTRACT or peak <= level_of(tariff):
        return None
    return Warning_(
        message="The peak of %(peak)s is above the %(level)s that are contracted.",
        params={"peak": written(round_to(peak, 0)), "level": written(level_of(tariff))},
    )


def _sum(values: Sequence[Decimal]) -> Decimal:
    total = ZERO
    for value in values:
        total = EXACT.add(total, value)
    return total
