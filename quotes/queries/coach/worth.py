"""What a change of payment is worth beside what is given for it, at what money costs us."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from dealdesk.kernel.formats import percent, points
from dealdesk.kernel.money import EXACT, ZERO, round_to
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal
from quotes.domain.concessions import HIGHEST_RATE, PLAN_TIMES, credit_cost, implied_rate, prepayment_worth
from quotes.domain.credit import days_outstanding, effective_rate, receivables, simple_rate
from quotes.domain.pricing.engine import PricedOffer, percent_off
from quotes.domain.pricing.terms import OfferTerms, PaymentPlan, PaymentTerms
from quotes.models.funding import funding_rate
from quotes.queries.coach.words import Amounts

A_YEAR = 12


def payment_worth(
    before: OfferTerms, old: PricedOffer, after: OfferTerms, new: PricedOffer, today: date
) -> tuple[str, ...]:
    """Sentences about the payment that changes, none where it stays; one statement, for the rate.

    `before` and `after` are the terms, `old` and `new` what they come to.
    """
    if before.payment == after.payment:
        return ()
    # Totals of two terms are not one price, and a step is not given for two things at once.
    alike = (before.term_months, before.free_months) == (after.term_months, after.free_months)
    twice = before.payment.plan != after.payment.plan and before.payment.credit_days != after.payment.credit_days
    given = percent_off(old.gross, new.gross) if alike and not twice else ZERO
    said = [*_waiting(before, old, after, new)]
    rate = funding_rate(today)
    if rate is None:
        return (*said, _("Finance has not said what money costs us: what this payment is worth cannot be reckoned."))
    return (
        *_plan(before.payment, after.payment, given, rate.rate, new),
        *_credit(before, after, given, rate.rate),
        *said,
    )


def _plan(before: PaymentTerms, after: PaymentTerms, given: Decimal, rate: Percent, new: PricedOffer) -> Iterator[str]:
    if before.plan == after.plan or before.plan not in PLAN_TIMES or after.plan not in PLAN_TIMES:
        return
    worth = prepayment_worth(before.plan, after.plan, rate, new.terms.term_months)
    told = {
        "before": _(PaymentPlan(before.plan).label),
        "after": _(PaymentPlan(after.plan).label),
        "rate": percent(rate.points),
        "worth": points(abs(worth.points), 2),
    }
    if worth.points < 0:
        yield _("%(before)s → %(after)s costs us %(worth)s of the price at %(rate)s a year.") % told
        return
    yield _("%(before)s → %(after)s is worth %(worth)s of the price at %(rate)s a year.") % told
    if given > 0:
        yield _paid(before, after, given, worth, new.terms.term_months)


def _paid(before: PaymentTerms, after: PaymentTerms, given: Decimal, worth: Percent, months: int) -> str:
    """What we pay the customer a year for paying sooner, were all of the step given for it."""
    told = {"given": points(given, 2), "more": points(abs(given - worth.points), 2)}
    if given <= worth.points:
        return _("This step gives %(given)s: %(more)s less than that.") % told
    try:
        yearly = points(implied_rate(before.plan, after.plan, Percent(given), months).points)
    except Refusal:
        return _("This step gives %(given)s: %(more)s more than that.") % told
    return _("This step gives %(given)s: %(more)s more than that, as if we borrowed at %(yearly)s a year.") % (
        told | {"yearly": yearly}
    )


def _credit(before: OfferTerms, after: OfferTerms, given: Decimal, rate: Percent) -> Iterator[str]:
    days = before.payment.credit_days, after.payment.credit_days
    if days[0] == days[1]:
        return
    # Only what is not prepaid waits.
    waiting = 1 - Percent(after.payment.prepay_percent).ratio
    worth = waiting * abs(credit_cost(days[0], rate).points - credit_cost(days[1], rate).points)
    told = {"before": days[0], "after": days[1], "rate": percent(rate.points), "worth": points(worth, 2)}
    if days[1] > days[0]:
        yield _("Credit of %(before)s → %(after)s days costs us %(worth)s of the price at %(rate)s a year.") % told
        return
    yield _("Credit of %(before)s → %(after)s days is worth %(worth)s of the price at %(rate)s a year.") % told
    if 0 < given < 100:
        yearly = effective_rate(Percent(given), sooner=days[0] - days[1])
        if yearly > HIGHEST_RATE:
            yield _("Given %(given)s for it, we would borrow at more than %(most)s a year.") % {
                "given": points(given, 2),
                "most": points(HIGHEST_RATE.points, 0),
            }
            return
        simple = simple_rate(Percent(given), sooner=days[0] - days[1])
        yield _("Given %(given)s for it, we would borrow at %(yearly)s a year, %(simple)s before it is compounded.") % {
            "given": points(given, 2),
            "yearly": points(yearly.points),
            "simple": points(simple.points),
        }


def _waiting(before: OfferTerms, old: PricedOffer, after: OfferTerms, new: PricedOffer) -> Iterator[str]:
    """Days outstanding and the money tied up by them, where the part prepaid or the days of credit change."""
    then, now = _days(before.payment), _days(after.payment)
    if then == now:
        return
    money = Amounts(after.currency)
    yield _("Days outstanding %(then)s → %(now)s: %(tied_then)s → %(tied_now)s tied up on average.") % {
        "then": round_to(then, 0),
        "now": round_to(now, 0),
        "tied_then": money(receivables(_yearly(before, old), then)),
        "tied_now": money(receivables(_yearly(after, new), now)),
    }


def _days(payment: PaymentTerms) -> Decimal:
    ahead = Percent(payment.prepay_percent).ratio
    return days_outstanding([(ahead, 0), (1 - ahead, payment.credit_days)])


def _yearly(terms: OfferTerms, priced: PricedOffer) -> Decimal:
    return EXACT.divide(priced.gross * A_YEAR, Decimal(terms.term_months))
