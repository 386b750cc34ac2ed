"""What paying sooner or later is worth: the yearly rate of a discount for it, days outstanding, money tied up."""

from collections.abc import Sequence
from decimal import Decimal, localcontext

from dealdesk.kernel.money import EXACT, ZERO
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal

# Days a year may be counted with; the caller says which.
YEARS = (360, 365)


def simple_rate(discount: Percent, *, sooner: int, base: int = 365) -> Percent:
    """The yearly rate, not compounded, of a discount for paying so many days sooner: d/(1 - d) · base/days; unrounded.

    2 % for twenty days is 36.73 % on 360 days.
    """
    _check(discount, sooner, base)
    with localcontext(EXACT):
        return Percent.from_ratio(discount.ratio / (1 - discount.ratio) * base / sooner)


def effective_rate(discount: Percent, *, sooner: int, base: int = 365) -> Percent:
    """The same compounded: (1/(1 - d))^(base/days) - 1; unrounded. 2 % for twenty days is 44.59 % on 365.

    The factor is 1/(1 - d), what one has to put up to have the discounted price, and not 1 + d, which says too little.
    """
    _check(discount, sooner, base)
    with localcontext(EXACT):
        return Percent.from_ratio((1 / (1 - discount.ratio)) ** (Decimal(base) / sooner) - 1)


def days_outstanding(shares: Sequence[tuple[Decimal, int]]) -> Decimal:
    """Σ share · days: how many days a sale waits for its money (DSO), exact. Refuses shares that do not come to 1."""
    if sum((share for share, _days in shares), ZERO) != 1:
        raise Refusal("The shares come to the whole of it.", field="prepay_percent")
    return sum((EXACT.multiply(share, Decimal(days)) for share, days in shares), ZERO)


def receivables(sales: Decimal, days: Decimal, base: int = 365) -> Decimal:
    """What customers owe us on average for yearly sales that wait so many days, unrounded."""
    return EXACT.divide(EXACT.multiply(sales, days), Decimal(base))


def _check(discount: Percent, sooner: int, base: int) -> None:
    if not 0 <= discount.points < 100:
        raise Refusal("A discount lies between nothing and less than all of it.", field="discount")
    if sooner < 1:
        raise Refusal("Paying sooner means at least one day.", field="credit_days")
    if base not in YEARS:
        raise Refusal("A year is counted with 360 or 365 days.", field="base")
