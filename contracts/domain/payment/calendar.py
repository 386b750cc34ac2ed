"""The months of a contract in money: what comes in by how it is paid, what goes out, and where that leaves us."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, localcontext

from dealdesk.kernel.money import EXACT, ZERO, round_to
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.periods import add_months
from quotes.domain.outlay import installed
from quotes.domain.pricing.terms import PaymentTerms

DAYS_A_YEAR = Decimal(365)


@dataclass(frozen=True, kw_only=True)
class Coming:
    """Money that is due on a day, with tax."""

    day: date
    amount: Decimal


@dataclass(frozen=True, kw_only=True)
class CashMonth:
    """A calendar month, by its first day. `paid` is with tax, `earned` the same before it; `spent` None where nobody
    knows or may know our cost; `standing` is all that came in before tax by then, less what went out."""

    first: date
    paid: Decimal
    earned: Decimal
    spent: Decimal | None
    standing: Decimal


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of what is paid, with tax: the day its credit runs from, and so many days of credit."""

    day: date
    credit_days: int
    amount: Decimal


def parts_of(payment: PaymentTerms, *, gross: Decimal, months: int, begins: date) -> tuple[Part, ...]:
    """Every instalment, together the gross to the cent: so many months after the service begins; what is prepaid has
    no credit, also where the first of the others falls on its day. Refuses milestones, which have no dates."""
    return tuple(
        Part(day=add_months(begins, part.months), credit_days=part.days, amount=amount)
        for part, amount in installed(gross, payment, months)
    )


def coming(payment: PaymentTerms, *, gross: Decimal, months: int, begins: date) -> tuple[Coming, ...]:
    """The same on the days by which they are due: the days of credit later."""
    parts = parts_of(payment, gross=gross, months=months, begins=begins)
    return tuple(Coming(day=part.day + timedelta(days=part.credit_days), amount=part.amount) for part in parts)


def by_month(
    dues: Sequence[Coming], spent: Sequence[Decimal] | None, *, begins: date, untaxed: Decimal
) -> tuple[CashMonth, ...]:
    """Every month from the one in which the service begins to the last one with money in it. `spent` are our costs of
    each month of service; `untaxed` is the part of an amount with tax that is ours, earned half up to the cent."""
    last = max([_first(due.day) for due in dues] + [_first(begins)])
    firsts = [_first(begins)]
    if spent:
        last = max(last, add_months(firsts[0], len(spent) - 1))
    while firsts[-1] < last:
        firsts.append(add_months(firsts[0], len(firsts)))
    found, standing = [], ZERO
    for place, first in enumerate(firsts):
        paid = sum((due.amount for due in dues if _first(due.day) == first), ZERO)
        earned = round_to(EXACT.multiply(paid, untaxed), 2)
        out = None if spent is None else spent[place] if place < len(spent) else ZERO
        standing += earned - (out or ZERO)
        found.append(CashMonth(first=first, paid=paid, earned=earned, spent=out, standing=standing))
    return tuple(found)


def value_on(day: date, dues: Iterable[Coming], rate: Percent) -> Decimal:
    """What dated amounts are worth on a day: Σ amount · (1 + rate)^(-days/365), compounded yearly; unrounded, and more
    than its amount for what was due before it."""
    with localcontext(EXACT):
        growth = 1 + rate.ratio
        return sum((due.amount * growth ** (-Decimal((due.day - day).days) / DAYS_A_YEAR) for due in dues), ZERO)


def deepest(months: Sequence[CashMonth]) -> CashMonth | None:
    """The month in which we have put most into it; None where we never have."""
    lowest = min(months, key=lambda month: month.standing, default=None)
    return lowest if lowest and lowest.standing < 0 else None


def _first(day: date) -> date:
    return day.replace(day=1)
