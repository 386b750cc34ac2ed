"""What forms of billing are compared on: a price book by the peak, a curve with one high hour, a typed tariff."""

from decimal import Decimal

from quotes.actions.billing import add_tariff
from quotes.domain.billing.tariffs import Billing, Every
from quotes.domain.metering.stored import metered_json
from quotes.models import BillingTariff, PriceBookVersion, UsageSeries
from stakeholders.models import Deal, User
from tests.factories import quotes, usage
from tests.factories.stakeholders import NOW
from tests.quotes.domain.billing.curves import april, rate, tariff

ELASTIC = tariff(
    Billing.ELASTIC,
    name="实时互动（弹性）",
    rate=rate(12, Every.YEAR),
    over=rate("0.5", per=1000),
    vat_rate=Decimal(6),
)


def peak_book(*, by: User) -> PriceBookVersion:
    """RTC-HD is a peak of streams, paid by the year."""
    made = quotes.price_book(by=by, name="并发价目", published=False)
    peak = quotes.metered(tier="", per="1", counts="peak_concurrency", unit="head", tiers=None, summed="month")
    made.items.filter(product__code="RTC-HD").update(meter=metered_json(peak))
    quotes.publish(made, by=by)
    return made


def one_high_hour(*, deal: Deal, by: User) -> UsageSeries:
    """6,800 streams for an hour a day and 600 otherwise."""
    return usage.uploaded(deal=deal, by=by, told=april([6_800] * 12 + [600]))


def elastic(*, deal: Deal, by: User) -> BillingTariff:
    return add_tariff(deal=deal, tariff=ELASTIC, currency="CNY", tax_included=True, by=by, at=NOW)
