"""What a change of payment is worth beside what is given for it, at what money costs us."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from dealdesk.kernel.formats import percent, points
from dealdesk.kernel.money import EXACT, ZERO, round_to
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal
from quotes.domain.concessions import A_YEAR, HIGHEST_RATE, implied_rate
from quotes.domain.credit import days_outstanding, effective_rate, receivables, simple_rate
from quotes.domain.issues.payment import changes, share_of, shares
from quotes.domain.issues.worth import Ground
from quotes.domain.pricing.engine import PricedOffer, percent_off
from quotes.domain.pricing.terms import OfferTerms, PaymentPlan, PaymentTerms
from quotes.models.funding import funding_rate
from quotes.queries.coach.words import Amounts


def payment_worth(
    before: OfferTerms, old: PricedOffer, after: OfferTerms, new: PricedOffer, today: date
) -> tuple[str, ...]:
    """Sentences about the payment that changes, none where it stays; one statement, for the rate.

    `before` and `after` are the terms, `old` and `new` what they come to. What a change is worth is what the ledger
    says: against the price and the months before it, and of several at once each its share.
    """
    if before.payment == after.payment:
        return ()
    said = [*_waiting(before, old, after, new)]
    rate = funding_rate(today, before.currency)
    if rate is None:
        told = {"currency": before.currency}
        words = _(
            "Finance has not said what money costs in %(currency)s: this payment cannot be weighed. "
            "Finance enters it under “Cost of money”."
        )
        words = words % told
        return (*said, words)
    ground = Ground(terms=before, priced=old, rate=rate.rate)
    # Totals of two terms are not one price, and a step is not given for two things at once.
    alike = (before.term_months, before.free_months) == (after.term_months, after.free_months)
    changed = changes(before.payment, after.payment)
    given = percent_off(old.gross, new.gross) if alike and len(changed) == 1 else ZERO
    costs = shares(ground.paying, list(changed.values())) if ground.paying else None
    worths = zip(changed, (-share_of(cost, old.gross).points for cost in costs or ()), strict=False)
    return (*(one for column, worth in worths for one in SAID[column](ground, after.payment, worth, given)), *said)


def _plan(ground: Ground, after: PaymentTerms, worth: Decimal, given: Decimal) -> Iterator[str]:
    before = ground.terms.payment
    told = _told(_(PaymentPlan(before.plan).label), _(PaymentPlan(after.plan).label), ground, worth)
    if worth < 0:
        yield _("%(before)s → %(after)s costs us %(worth)s of the price at %(rate)s a year.") % told
        return
    yield _("%(before)s → %(after)s is worth %(worth)s of the price at %(rate)s a year.") % told
    if given > 0:
        yield _paid(ground, after, worth, given)


def _paid(ground: Ground, after: PaymentTerms, worth: Decimal, given: Decimal) -> str:
    """What we pay the customer a year for paying sooner, were all of the step given for it."""
    told = {"given": points(given, 2), "more": points(abs(given - worth), 2)}
    if given <= worth:
        return _("This step gives %(given)s: %(more)s less than that.") % told
    yearly = _borrowed(ground, after.plan, Percent(given))
    if yearly is None:
        return _("This step gives %(given)s: %(more)s more than that.") % told
    return _("This step gives %(given)s: %(more)s more than that, as if we borrowed at %(yearly)s a year.") % (
        told | {"yearly": points(yearly.points)}
    )


def _borrowed(ground: Ground, plan: PaymentPlan, given: Percent) -> Percent | None:
    """The yearly rate; None where a part is prepaid or there is credit, which it does not weigh, where no rate makes it
    worth that much, and where what comes after a year weighs so little that it is not above what money costs."""
    before = ground.terms.payment
    if before.prepay_percent or before.credit_days or ground.rate is None:
        return None
    try:
        found = implied_rate(before.plan, plan, given, ground.terms.term_months)
    except Refusal:
        return None
    return found if found > ground.rate else None


def _prepaid(ground: Ground, after: PaymentTerms, worth: Decimal, given: Decimal) -> Iterator[str]:
    then, now = (percent(one.prepay_percent) for one in (ground.terms.payment, after))
    told = _told(then, now, ground, worth)
    if worth < 0:
        yield _("Prepayment of %(before)s → %(after)s costs us %(worth)s of the price at %(rate)s a year.") % told
    else:
        yield _("Prepayment of %(before)s → %(after)s is worth %(worth)s of the price at %(rate)s a year.") % told


def _credit(ground: Ground, after: PaymentTerms, worth: Decimal, given: Decimal) -> Iterator[str]:
    days = ground.terms.payment.credit_days, after.credit_days
    told = _told(*days, ground, worth)
    if worth < 0:
        yield _("Credit of %(before)s → %(after)s days costs us %(worth)s of the price at %(rate)s a year.") % told
        return
    yield _("Credit of %(before)s → %(after)s days is worth %(worth)s of the price at %(rate)s a year.") % told
    # What is prepaid does not come sooner by fewer days of credit.
    if 0 < given < 100 and days[0] > days[1] and not after.prepay_percent:
        yield _borrowed_for_days(Percent(given), days[0] - days[1])


def _borrowed_for_days(given: Percent, sooner: int) -> str:
    told, yearly = {"given": points(given.points, 2)}, effective_rate(given, sooner=sooner)
    if yearly > HIGHEST_RATE:
        most = {"most": points(HIGHEST_RATE.points, 0)}
        return _("Given %(given)s for it, we would borrow at more than %(most)s a year.") % (told | most)
    simple = points(simple_rate(given, sooner=sooner).points)
    return _("Given %(given)s for it, we would borrow at %(yearly)s a year, %(simple)s before it is compounded.") % (
        told | {"yearly": points(yearly.points), "simple": simple}
    )


def _told(before: object, after: object, ground: Ground, worth: Decimal) -> dict[str, object]:
    rate = percent(ground.rate.points) if ground.rate else ""
    return {"before": before, "after": after, "rate": rate, "worth": points(abs(worth), 2)}


SAID: Mapping[str, Callable[[Ground, PaymentTerms, Decimal, Decimal], Iterator[str]]] = {
    "payment_plan": _plan,
    "prepay_percent": _prepaid,
    "credit_days": _credit,
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
