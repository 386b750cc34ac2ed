"""Ways of paying beside each other: what each is worth against the one that is on the table."""

from dataclasses import dataclass, field, replace
from decimal import Decimal, localcontext

from dealdesk.kernel.money import EXACT, ZERO, round_to
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal
from quotes.domain.concessions import break_even_rate, credit_cost, instalments, payment_value, terms_worth
from quotes.domain.credit import days_outstanding, effective_rate, simple_rate
from quotes.domain.pricing.terms import PaymentTerms

NOTHING = Percent(ZERO)
DAYS_A_MONTH = EXACT.divide(Decimal(365), Decimal(12))


@dataclass(frozen=True, kw_only=True)
class Early:
    """So much off what is paid within so many days, where it would be due later."""

    discount: Percent
    days: int


@dataclass(frozen=True, kw_only=True)
class Scheme:
    """How an offer is paid, the free months with it, what comes off the price for it, and a discount for paying early
    that the customer may take or leave."""

    payment: PaymentTerms
    free_months: int = 0
    off: Percent = field(default=NOTHING)
    early: Early | None = None

    def __post_init__(self) -> None:
        if self.early and self.early.days >= self.payment.credit_days:
            raise Refusal("Paid early is before it is due: fewer days than the credit.", field="early_days")

    @property
    def taken(self) -> PaymentTerms:
        """How it is paid where the customer pays early."""
        return replace(self.payment, credit_days=self.early.days) if self.early else self.payment


@dataclass(frozen=True, kw_only=True)
class Table:
    """The offer on the table: how it is paid, what it comes to with tax, its paid months, and the yearly rate that
    money costs us, None for whoever may not know it and where finance has not said."""

    scheme: Scheme
    gross: Decimal
    months: int
    rate: Percent | None


@dataclass(frozen=True, kw_only=True)
class EarlyRates:
    """What the discount costs a year, simply and compounded on 365 days; `value` is what the money is worth today where
    it is taken."""

    simple: Percent
    effective: Percent
    value: Decimal | None


@dataclass(frozen=True, kw_only=True)
class Compared:
    """One way of paying against the one on the table. Amounts to the cent, with tax.

    `days` is how long an invoice waits (DSO), `wait` how long all of it does from the first day of service.
    What follows from the rate is None without one, and where payment has no dates: `value` today, `credit` what the
    days of credit cost, `lost` points of the price of a month of service, below nothing where it is better for us,
    `worth` the largest discount that the way of paying alone is worth, `free` as many free months as cost us the same.
    `given` is what is given for it, `yearly` the rate a year at which we so borrow; None where no rate explains it.
    """

    scheme: Scheme
    price: Decimal
    days: Decimal
    wait: Decimal | None
    given: Percent
    yearly: Percent | None
    value: Decimal | None = None
    credit: Decimal | None = None
    lost: Percent | None = None
    worth: Percent | None = None
    free: Decimal | None = None
    early: EarlyRates | None = None


def compared(table: Table, scheme: Scheme) -> Compared:
    """A month of service is the measure, so that free months count."""
    given = _given(table, scheme)
    found = Compared(
        scheme=scheme,
        price=round_to(scheme.off.off(table.gross), 2),
        days=days_of(scheme.payment),
        wait=mean_days(scheme.payment, table.months),
        given=given,
        yearly=_yearly(table, scheme, given),
        early=_early(table, scheme),
    )
    return found if table.rate is None or found.wait is None else _weighed(found, table, table.rate)


def days_of(payment: PaymentTerms) -> Decimal:
    """DSO: what is prepaid waits no day, the rest its credit."""
    ahead = Percent(payment.prepay_percent).ratio
    return days_outstanding([(ahead, 0), (1 - ahead, payment.credit_days)])


def mean_days(payment: PaymentTerms, months: int) -> Decimal | None:
    """How many days the price waits on average from the first day of service, a month as a twelfth of 365; unrounded,
    None where it has no dates."""
    try:
        parts = instalments(payment, months)
    except Refusal:
        return None
    with localcontext(EXACT):
        return sum((part.share * (DAYS_A_MONTH * part.months + part.days) for part in parts), ZERO)


def free_months_like(share: Percent, months: int) -> Decimal:
    """How many free months on so many paid ones take the same share off a month of service: 20 % on 12 is 3; to one
    decimal, below nothing where the share is. The other way round it is `free_months_worth`."""
    if share.points >= 100:
        raise Refusal("No free months take all of the price.", field="free_months")
    return round_to(EXACT.divide(EXACT.multiply(Decimal(months), share.ratio), 1 - share.ratio), 1)


def _weighed(found: Compared, table: Table, rate: Percent) -> Compared:
    scheme, before = found.scheme, table.scheme
    values = [payment_value(one.payment, rate, table.months) for one in (before, scheme)]
    kept = EXACT.multiply(1 - found.given.ratio, values[1])
    lost = Percent.from_ratio(EXACT.subtract(values[0], kept))
    ahead = Percent(scheme.payment.prepay_percent)
    return replace(
        found,
        value=round_to(EXACT.multiply(found.price, values[1]), 2),
        credit=round_to(credit_cost(scheme.payment.credit_days, rate).of(ahead.off(found.price)), 2),
        lost=lost,
        worth=terms_worth(before.payment, scheme.payment, rate, table.months),
        free=free_months_like(lost, table.months) if lost.points < 100 else None,
    )


def _given(table: Table, scheme: Scheme) -> Percent:
    """What comes off the price of a month of service: 5 points, or 3 months on 12, or both."""
    served = [Decimal(table.months + one.free_months) for one in (table.scheme, scheme)]
    left = EXACT.divide(EXACT.multiply(1 - scheme.off.ratio, served[0]), served[1])
    return Percent.from_ratio(1 - left)


def _yearly(table: Table, scheme: Scheme, given: Percent) -> Percent | None:
    if given.points <= 0 or scheme.payment == table.scheme.payment:
        return None
    try:
        return break_even_rate(table.scheme.payment, scheme.payment, given, table.months)
    except Refusal:
        return None


def _early(table: Table, scheme: Scheme) -> EarlyRates | None:
    if scheme.early is None:
        return None
    told = scheme.early.discount
    sooner = scheme.payment.credit_days - scheme.early.days
    effective = effective_rate(told, sooner=sooner)
    return EarlyRates(simple=simple_rate(told, sooner=sooner), effective=effective, value=_taken(table, scheme, told))


def _taken(table: Table, scheme: Scheme, told: Percent) -> Decimal | None:
    """What is prepaid bears no discount for being early."""
    if table.rate is None or mean_days(scheme.payment, table.months) is None:
        return None
    ahead = Percent(scheme.payment.prepay_percent).ratio
    later = EXACT.subtract(payment_value(scheme.taken, table.rate, table.months), ahead)
    share = EXACT.add(ahead, EXACT.multiply(1 - told.ratio, later))
    return round_to(EXACT.multiply(scheme.off.off(table.gross), share), 2)
