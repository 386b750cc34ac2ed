"""Currencies: how many decimals their amounts have, and a rate between two of them that stays as it was agreed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dealdesk.kernel.formats import quantity
from dealdesk.kernel.money import EXACT, round_to
from dealdesk.kernel.refusals import Refusal

# What this house counts in: a policy's amounts are in it, whatever an offer's are.
HOME = "CNY"

# ISO 4217, minor units; every other currency in use has two.
WITHOUT_CENTS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
IN_THOUSANDTHS = "BHD IQD JOD KWD LYD OMR TND"
# As fine as the column that holds a rate.
RATE_PLACES = 10
MINOR_UNITS = dict.fromkeys(WITHOUT_CENTS.split(), 0) | dict.fromkeys(IN_THOUSANDTHS.split(), 3)


def places(currency: str) -> int:
    """The decimals of an amount in this currency: 2 for CNY, 0 for JPY, 3 for KWD."""
    return MINOR_UNITS.get(currency, 2)


def is_currency(text: str) -> bool:
    return len(text) == 3 and text.isascii() and text.isupper()


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """One unit of `source_currency` is `rate` units of `target_currency`, as `source` said on that day."""

    source_currency: str
    target_currency: str
    rate: Decimal
    on: date
    source: str

    def __post_init__(self) -> None:
        if not (is_currency(self.source_currency) and is_currency(self.target_currency)):
            raise Refusal("A currency is written with three capital letters, such as CNY.", field="fx_rate")
        if not isinstance(self.rate, Decimal):
            raise TypeError("a rate is made of Decimal, never of a binary fraction")
        if not self.rate.is_finite() or self.rate <= 0:
            raise Refusal("An exchange rate is a number above zero.", field="fx_rate")
        if self.source_currency == self.target_currency and self.rate != 1:
            raise Refusal("A currency is worth exactly itself.", field="fx_rate")
        if not self.source.strip():
            raise Refusal("Say where the exchange rate comes from.", field="fx_source")

    def convert(self, amount: Decimal, decimals: int | None = None) -> Decimal:
        """The amount in the target currency, half up to `decimals`, or to the currency's own where none are given.

        There and back differs by up to half a unit of each rounding: 0.005 ÷ rate + 0.005 at two decimals.
        """
        wanted = places(self.target_currency) if decimals is None else decimals
        return round_to(EXACT.multiply(amount, self.rate), wanted)

    def back(self, amount: Decimal, decimals: int | None = None) -> Decimal:
        """The other way: an amount in the target currency as one of the source currency, rounded as `convert` does."""
        wanted = places(self.source_currency) if decimals is None else decimals
        return round_to(EXACT.divide(amount, self.rate), wanted)

    @property
    def words(self) -> str:
        """Both ways round: 1 CNY = 0.1396648045 USD (1 USD = 7.16 CNY). The first is exact, the second is rounded."""
        there, here = self.source_currency, self.target_currency
        return f"1 {there} = {quantity(self.rate)} {here} (1 {here} = {quantity(other_way(self.rate, 6))} {there})"


def other_way(rate: Decimal, decimals: int = RATE_PLACES) -> Decimal:
    """What one unit of the target currency is in the source currency, half up; a rate is stored to ten decimals."""
    return round_to(EXACT.divide(Decimal(1), rate), decimals)
