"""What months and early payment are worth as price, and how concessions run."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import lru_cache
from itertools import pairwise

from dealdesk.kernel.money import EXACT, ZERO
from dealdesk.kernel.percent import HUNDRED, Percent
from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import Word
from quotes.domain.pricing.terms import PaymentPlan, PaymentTerms


class Pattern(Word):
    SHRINKING = "shrinking", "Each concession is smaller than the one before"
    FLAT = "flat", "Concessions do not shrink"
    GROWING = "growing", "Concessions grow"


def free_months_worth(paid: int, free: int) -> Percent:
    """The fall of the price per month when `free` months come on top of `paid` ones: 3 on 12 is 3/15, so 20 %."""
    if paid < 1 or free < 0:
        raise Refusal("Free months are counted on at least one paid month.", field="free_months")
    return Percent.part_of(Decimal(free), Decimal(paid + free))


def extra_service(paid: int, free: int) -> Percent:
    """How much more service the paid months buy: 3 on 12 is 25 % more. Not the price cut, though often taken for it."""
    if paid < 1 or free < 0:
        raise Refusal("Free months are counted on at least one paid month.", field="free_months")
    return Percent.part_of(Decimal(free), Decimal(paid))


def worth_of_a_month(price: Decimal, paid: int, free: int) -> Decimal:
    """What a month costs when the price of the paid ones covers the free ones too: 100 for 12 and 3 free is 6.67."""
    return free_months_worth(paid, free).off(EXACT.divide(price, Decimal(paid)))


A_YEAR = 12

# How each plan pays: instalments a year, and whether each comes at the start of its stretch.
PLAN_TIMES: dict[PaymentPlan, tuple[int, bool]] = {
    PaymentPlan.ANNUAL_PREPAID: (1, True),
    PaymentPlan.QUARTERLY_PREPAID: (4, True),
    PaymentPlan.QUARTERLY_ARREARS: (4, False),
    PaymentPlan.MONTHLY_PREPAID: (12, True),
    PaymentPlan.MONTHLY_ARREARS: (12, False),
}

NO_DATES = "Payment by milestone has no fixed dates, so it has no value of its own."
HIGHEST_RATE = Percent(Decimal(1000))
SMALLEST_STEP = Decimal("1E-11")


@lru_cache(maxsize=64)
def plan_value(plan: PaymentPlan, yearly_rate: Percent, months: int) -> Decimal:
    """The present value of a fee of 1 for so many paid months, by the plan: Σ part · (1 + r)^-t, unrounded.

    Each stretch bears the part that its months are of the term, free months none. The last is cut where the term ends:
    14 months quarterly in arrears are paid at 3, 6, 9, 12 and 14, the last for two.
    """
    if plan not in PLAN_TIMES:
        raise Refusal(NO_DATES, field="payment_plan")
    if yearly_rate.points <= -100:
        raise Refusal("A yearly rate is more than -100 %%.", field="yearly_rate")
    if months < 1:
        raise Refusal("A term is at least one month.", field="term_months")
    with localcontext(EXACT):
        month = (1 + yearly_rate.ratio) ** (-Decimal(1) / A_YEAR)
        return sum((part * month**paid for part, paid in _paid(plan, months)), ZERO) / months


def _paid(plan: PaymentPlan, months: int) -> list[tuple[int, int]]:
    """The months that each instalment pays for, and after how many it is paid."""
    times, at_start = PLAN_TIMES[plan]
    stretch = A_YEAR // times
    stretches = [(start, min(start + stretch, months)) for start in range(0, months, stretch)]
    return [(end - start, start if at_start else end) for start, end in stretches]


def mean_wait(plan: PaymentPlan, months: int) -> Decimal | None:
    """How many months a fee for so many paid months waits on average by the plan, unrounded: over a year none where it
    is paid ahead, 4.5 by quarters in advance, 7.5 in arrears. None by milestones, which have no dates of their own."""
    if plan not in PLAN_TIMES:
        return None
    return EXACT.divide(Decimal(sum(part * paid for part, paid in _paid(plan, months))), Decimal(months))


@dataclass(frozen=True, kw_only=True)
class Instalment:
    """A share of the fee, due so many months after the service begins and so many days of credit later; `part` is how
    many months it pays for, none where it is what is prepaid."""

    share: Decimal
    months: int
    days: int
    part: int = 0


def instalments(payment: PaymentTerms, months: int) -> tuple[Instalment, ...]:
    """In what a fee for so many paid months is paid: what is prepaid at once, the rest by the plan with its credit. The
    shares are unrounded. Refuses milestones, which have no dates, but for what is prepaid whole."""
    ahead = Percent(payment.prepay_percent).ratio
    first = (Instalment(share=ahead, months=0, days=0),) if ahead else ()
    if ahead == 1:
        return first
    if payment.plan not in PLAN_TIMES:
        raise Refusal(NO_DATES, field="payment_plan")
    a_month = EXACT.divide(1 - ahead, Decimal(months))
    return first + tuple(
        Instalment(share=EXACT.multiply(a_month, Decimal(part)), months=paid, days=payment.credit_days, part=part)
        for part, paid in _paid(payment.plan, months)
    )


def has_dates(payment: PaymentTerms) -> bool:
    """Whether all of it is paid by a plan with dates."""
    return payment.plan in PLAN_TIMES or payment.prepay_percent == HUNDRED


def payment_value(payment: PaymentTerms, yearly_rate: Percent, months: int) -> Decimal:
    """The present value of a fee of 1 for so many paid months as it is paid: what is prepaid counts whole, the rest
    comes by the plan, and the days of credit later; compounded yearly, days on 365, unrounded. By milestone only what
    is prepaid whole has one."""
    with localcontext(EXACT):
        ahead = Percent(payment.prepay_percent).ratio
        if ahead == 1:
            return Decimal(1)
        by_plan = plan_value(payment.plan, yearly_rate, months)
        return ahead + (1 - ahead) * by_plan * (1 - credit_cost(payment.credit_days, yearly_rate).ratio)


def prepayment_worth(before: PaymentPlan, after: PaymentPlan, yearly_rate: Percent, months: int) -> Percent:
    """The largest discount that paying sooner is worth at a yearly funding rate, compounded yearly; unrounded.

    Over a year at 6 %, from quarterly in advance to yearly in advance: 2.15 %; from quarterly in arrears: 3.56 %.
    """
    return terms_worth(PaymentTerms(plan=before), PaymentTerms(plan=after), yearly_rate, months)


def terms_worth(before: PaymentTerms, after: PaymentTerms, yearly_rate: Percent, months: int) -> Percent:
    """The same whatever changes of how it is paid; below nothing where the money comes later."""
    with localcontext(EXACT):
        values = [payment_value(one, yearly_rate, months) for one in (before, after)]
        return Percent.from_ratio(1 - values[0] / values[1])


def implied_rate(before: PaymentPlan, after: PaymentPlan, given: Percent, months: int) -> Percent:
    """The yearly rate we pay the customer when we give so much for another plan alone, to 10 decimals.

    Five points from quarterly in advance to yearly in advance over a year cost 14.9 % a year. Refuses what no rate
    explains.
    """
    return break_even_rate(PaymentTerms(plan=before), PaymentTerms(plan=after), given, months)


def break_even_rate(before: PaymentTerms, after: PaymentTerms, given: Percent, months: int) -> Percent:
    """The same whatever changes of the plan, the part prepaid and the days of credit: the rate at which both are worth
    the same when so much of the price is given for it, by bisection to 10 decimals. Refuses what no rate explains."""
    low, high = Percent(ZERO), HIGHEST_RATE
    bounds = [terms_worth(before, after, rate, months) for rate in (low, high)]
    if not bounds[0] <= given <= bounds[1]:
        raise Refusal("No yearly rate makes paying sooner worth that much.", field="discount")
    while high.points - low.points > SMALLEST_STEP:
        middle = Percent(EXACT.divide(low.points + high.points, Decimal(2)))
        if terms_worth(before, after, middle, months) < given:
            low = middle
        else:
            high = middle
    return high.rounded(10)


def credit_cost(days: int, yearly_rate: Percent) -> Percent:
    """What waiting costs, in points of the amount: 1 - (1 + r)^(-days/365), compounded yearly; unrounded."""
    if days < 0:
        raise Refusal("Credit days cannot be negative.", field="credit_days")
    with localcontext(EXACT):
        return Percent.from_ratio(1 - (1 + yearly_rate.ratio) ** (-Decimal(days) / 365))


def pattern(steps: Sequence[Decimal]) -> Pattern | None:
    """How concessions run, oldest first; None for fewer than two. 5, 2, 1 shrinks; 10, 10 is flat; 5, 2, 3 grows.

    Shrinking concessions tell the other side that little is left (Tey, Schaerer, Madan and Swaab 2021).
    """
    if len(steps) < 2:
        return None
    moves = [later - earlier for earlier, later in pairwise(steps)]
    if all(move < 0 for move in moves):
        return Pattern.SHRINKING
    return Pattern.GROWING if any(move > 0 for move in moves) else Pattern.FLAT
