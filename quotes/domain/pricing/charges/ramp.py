"""A quantity and a price that grow year by year."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from dealdesk.kernel.refusals import Refusal
from quotes.domain.pricing.charges import checks
from quotes.domain.pricing.charges.checks import HUNDRED
from quotes.domain.pricing.charges.parts import Charged, ChargeKind, Part, exactly, used

MOST_YEARS = 10
MOST_SHARE = Decimal(100_000)


@dataclass(frozen=True, kw_only=True)
class Year:
    """One year's price per unit for the whole year, and the percentage of the line's quantity bought in it."""

    unit: Decimal
    share: Decimal = HUNDRED


@dataclass(frozen=True, kw_only=True)
class Ramp:
    """The sum over its years of quantity × share × that year's unit price."""

    kind: ClassVar[ChargeKind] = ChargeKind.RAMP
    years: tuple[Year, ...]

    def __post_init__(self) -> None:
        if not self.years:
            raise Refusal("A ramp needs at least one year.", field="years")
        if len(self.years) > MOST_YEARS:
            raise Refusal("A ramp has at most %(most)s years.", most=MOST_YEARS, field="years")
        for i, year in enumerate(self.years):
            checks.price(year.unit, "Unit price", f"years.{i}.unit")
            checks.percent(year.share, "Share of the quantity", f"years.{i}.share", MOST_SHARE)

    @exactly
    def of(self, quantity: Decimal) -> Charged:
        units = used(quantity)
        return Charged.of_parts(*(_part(i, year, units) for i, year in enumerate(self.years, 1)))


def _part(number: int, year: Year, units: Decimal) -> Part:
    bought = units * year.share / HUNDRED
    return Part(
        label="Year %(year)s", params={"year": number}, quantity=bought, unit=year.unit, amount=bought * year.unit
    )
