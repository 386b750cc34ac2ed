"""What an offer costs its buyer, year by year, and when it is paid: the same terms as a calendar."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from dealdesk.kernel.money import EXACT, ZERO, round_to
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.periods import add_months
from quotes.domain.concessions import A_YEAR, Instalment, has_dates, instalments
from quotes.domain.pricing.allocate import allocate
from quotes.domain.pricing.amounts import a_year
from quotes.domain.pricing.terms import PaymentTerms

YEARS = 3


@dataclass(frozen=True, kw_only=True)
class Payment:
    """One payment with tax: after how many months of service it falls due, and by which day where the first is known.

    `months` of service are paid by it; none where it is the part in advance.
    """

    after: int
    months: int
    amount: Decimal
    due_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class ContractYear:
    """What a year of service costs with tax, or the part of one that is offered or assumed; None where nothing is
    offered for it and nobody said what to assume."""

    number: int
    months: int
    amount: Decimal | None
    is_assumed: bool = False


def installed(
    gross: Decimal, payment: PaymentTerms, term_months: int, places: int = 2
) -> tuple[tuple[Instalment, Decimal], ...]:
    """Every instalment with its amount, together exactly the total with tax. Refuses milestones, as `instalments`."""
    parts = instalments(payment, term_months)
    return tuple(zip(parts, allocate(gross, [part.share for part in parts], places), strict=True))


def dated(
    gross: Decimal, payment: PaymentTerms, term_months: int, places: int = 2
) -> tuple[tuple[Instalment, Decimal], ...]:
    """The same; by milestone only the part in advance has a date, and is all that is told."""
    if has_dates(payment):
        return installed(gross, payment, term_months, places)
    ahead = Percent(payment.prepay_percent)
    amount = round_to(ahead.of(gross), places)
    return ((Instalment(share=ahead.ratio, months=0, days=0), amount),) if amount else ()


def payments(
    gross: Decimal, payment: PaymentTerms, term_months: int, starts_on: date | None = None, places: int = 2
) -> tuple[Payment, ...]:
    """Every payment of an offer that has a date, see `dated`: the part in advance first, the rest by the plan."""
    return tuple(
        Payment(
            after=part.months,
            months=part.part,
            amount=amount,
            due_on=starts_on and add_months(starts_on, part.months) + timedelta(part.days),
        )
        for part, amount in dated(gross, payment, term_months, places)
    )


def years(
    gross: Decimal,
    term_months: int,
    renewal: Percent | None = None,
    *,
    free_months: int = 0,
    count: int = YEARS,
    places: int = 2,
) -> tuple[ContractYear, ...]:
    """So many years of service, or as many months as are offered, whichever is more; free months follow those that are
    paid. What the offer leaves of a year, and each year after it, costs what its months do in the term, dearer by
    `renewal` from one to the next; nothing is told of them where that is None."""
    served = term_months + free_months
    starts = range(0, served, A_YEAR)
    stretches = [min(A_YEAR, served - start) for start in starts]
    costs = allocate(gross, [Decimal(max(min(A_YEAR, term_months - start), 0)) for start in starts], places)
    offered = tuple(
        ContractYear(number=number, months=months, amount=cost)
        for number, (months, cost) in enumerate(zip(stretches, costs, strict=True), 1)
    )
    yearly = a_year(gross, term_months, places)
    return (*offered, *_renewed(yearly, _after(served, count), renewal, places))


def _after(served: int, count: int) -> Iterator[tuple[int, int]]:
    """The years that are not offered whole, by number, with the months that are missing of each."""
    for number in range(served // A_YEAR + 1, count + 1):
        yield number, min(A_YEAR, number * A_YEAR - served)


def _renewed(
    yearly: Decimal, missing: Iterable[tuple[int, int]], renewal: Percent | None, places: int
) -> Iterator[ContractYear]:
    cost = yearly
    for number, months in missing:
        if renewal is None:
            yield ContractYear(number=number, months=months, amount=None)
            continue
        cost = EXACT.multiply(cost, 1 + renewal.ratio)
        part = EXACT.divide(EXACT.multiply(cost, Decimal(months)), Decimal(A_YEAR))
        yield ContractYear(number=number, months=months, amount=round_to(part, places), is_assumed=True)


def together(found: Sequence[ContractYear]) -> Decimal | None:
    """What the years cost in all; None where one of them is not known."""
    costs = [year.amount for year in found]
    return None if None in costs else sum((cost for cost in costs if cost is not None), ZERO)
