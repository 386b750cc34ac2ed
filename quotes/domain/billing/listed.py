"""A price of the price book as a tariff: its meter says the form, its price model or list price the rate."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from dealdesk.kernel.money import EXACT
from dealdesk.kernel.refusals import Refusal
from quotes.domain.billing.tariffs import OVER_TIME, Billing, Counted, Every, Rate, Tariff
from quotes.domain.metering.meter import OF_TIME, WORTH, Counts, Unit
from quotes.domain.metering.priced import Metered
from quotes.domain.metering.term import is_by_the_day, is_by_the_year
from quotes.domain.pricebooks import Priced
from quotes.domain.pricing.charges import Charge, PerUnit

# fmt: off
FORM_OF: dict[Counts, Billing] = {
    **dict.fromkeys(OF_TIME, Billing.MINUTES),
    Counts.TRAFFIC:          Billing.TRAFFIC,
    Counts.PEAK_CONCURRENCY: Billing.MONTHLY_PEAK,
    Counts.DAILY_PEAK:       Billing.DAILY_PEAK,
    Counts.MONTHLY_PEAK:     Billing.MONTHLY_PEAK,
    Counts.MONTHLY_95:       Billing.MONTHLY_95,
    Counts.ENHANCED_95:      Billing.ENHANCED_95,
}
COUNTED: Mapping[Counts, Counted] = {
    Counts.USER_MINUTES:        Counted.USERS,
    Counts.PARTICIPANT_MINUTES: Counted.USERS,
    Counts.CONNECTION_MINUTES:  Counted.USERS,
    Counts.STREAM_MINUTES:      Counted.STREAMS,
    Counts.LIVE_MINUTES:        Counted.STREAMS,
    Counts.PEAK_CONCURRENCY:    Counted.STREAMS,
}
# fmt: on
BASE: dict[Unit, Unit] = {Unit.MINUTE: Unit.MINUTE, Unit.HOUR: Unit.MINUTE, Unit.GB: Unit.GB, Unit.GIB: Unit.GB}


def form_of(metered: Metered | None, unit: str = "") -> Billing | None:
    """The form that a price is for; None for one that a series says nothing about, such as storage or people.

    A peak that is paid by the year counts once a year: it is a contract for the highest.
    """
    if metered is None:
        return None
    yearly = metered.meter.counts is Counts.PEAK_CONCURRENCY and is_by_the_year(unit)
    return Billing.CONTRACT if yearly else FORM_OF.get(metered.meter.counts)


def counted_by(metered: Metered) -> Counted:
    return COUNTED.get(metered.meter.counts, Counted.MBPS)


def rate_of(priced: Priced) -> Rate:
    """What a month's quantity costs; minutes and GB of 1,000 MB whatever the meter's unit, without its rounding."""
    metered = _metered(priced)
    charge = priced.charge if isinstance(priced.charge, Charge) else PerUnit(unit=priced.list_price)
    unit, per = metered.meter.unit, metered.per
    if unit in BASE:
        per = EXACT.divide(EXACT.multiply(per, WORTH[unit]), WORTH[BASE[unit]])
    return Rate(charge=charge, per=per, every=_every(priced))


def listed(priced: Priced, *, source: str, since: date) -> Tariff:
    """The tariff of a price as it stands in the book; refuses one that no series can be billed by."""
    metered = _metered(priced)
    form = form_of(metered, priced.unit)
    if form is None:
        raise Refusal("%(code)s is not billed by a series of use.", code=priced.code, field="item")
    # A floor is a share of the bandwidth bought, and a price book does not know how much that is.
    return Tariff(
        billing=form,
        source=source,
        since=since,
        name=priced.name,
        rate=rate_of(priced),
        counted=counted_by(metered),
        vat_rate=Decimal(priced.vat_rate),
    )


def _metered(priced: Priced) -> Metered:
    if priced.meter is None:
        raise Refusal("%(code)s is not billed by a series of use.", code=priced.code, field="item")
    return priced.meter


def _every(priced: Priced) -> Every:
    if form_of(priced.meter, priced.unit) not in OVER_TIME:
        return Every.ONCE
    if is_by_the_year(priced.unit):
        return Every.YEAR
    return Every.DAY if is_by_the_day(priced.unit) else Every.MONTH
