"""What a contract of several years is billed when, and what it is worth a year."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dealdesk.kernel.money import ZERO, Rounding, round_to
from dealdesk.kernel.refusals import Refusal
from quotes.domain.pricing.charges.checks import HUNDRED
from quotes.domain.pricing.charges.parts import exactly

YEAR = 12


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """Some months at one recurring price, which is `price` for every `per_months` months."""

    months: int
    price: Decimal
    per_months: int

    def __post_init__(self) -> None:
        if self.months < 1 or self.per_months < 1:
            raise Refusal("A price needs at least one month.", field="months")


@dataclass(frozen=True, kw_only=True)
class Invoice:
    """The months it pays for, counted from 1, both ends included, and its amount."""

    first_month: int
    last_month: int
    amount: Decimal


@dataclass(frozen=True, kw_only=True)
class Instalments:
    """TCV is all that is paid, ACV what recurs per 12 months of the term, ARR what the last stretch costs in 12."""

    invoices: tuple[Invoice, ...]
    tcv: Decimal
    acv: Decimal
    arr: Decimal


@exactly
def instalments(
    stretches: Sequence[Stretch],
    *,
    every: int,
    percent_off: Decimal = ZERO,
    one_off: Decimal = ZERO,
    places: int = 2,
    mode: Rounding = Rounding.HALF_UP,
) -> Instalments:
    """One invoice for every `every` months, a shorter one for what is left; `one_off` comes with the first.

    Each invoice is what is due so far, rounded, less what was billed so far: together they are the rounded TCV. ACV
    and ARR are rounded on their own. In advance or in arrears changes the days, not the amounts.
    """
    if every < 1 or not stretches:
        raise Refusal("Say for how many months the contract runs and how often it is billed.", field="every")
    term = sum(stretch.months for stretch in stretches)
    ends = [*range(every, term, every), term]
    due = [round_to(one_off + recurring(stretches, end) * left(percent_off), places, mode) for end in ends]
    last = stretches[-1]
    yearly = recurring(stretches, term) * left(percent_off) * YEAR / term
    return Instalments(
        invoices=tuple(
            Invoice(first_month=before + 1, last_month=end, amount=now - billed)
            for before, end, billed, now in zip([0, *ends], ends, [ZERO, *due], due, strict=False)
        ),
        tcv=due[-1],
        acv=round_to(yearly, places, mode),
        arr=round_to(last.price * left(percent_off) * YEAR / last.per_months, places, mode),
    )


@exactly
def recurring(stretches: Sequence[Stretch], months: int) -> Decimal:
    """The recurring price of the first months, exact."""
    total = ZERO
    for stretch in stretches:
        counted = max(0, min(months, stretch.months))
        total += stretch.price * counted / stretch.per_months
        months -= stretch.months
    return total


def left(percent_off: Decimal) -> Decimal:
    """The share of a price that a discount in percent points leaves."""
    if not 0 <= percent_off <= HUNDRED:
        raise Refusal("A discount is from 0 to 100 percent points.", field="percent_off")
    return (HUNDRED - percent_off) / HUNDRED
