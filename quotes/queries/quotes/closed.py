"""What one unit of a product cost in deals that closed: the middle half of them, and never which they were."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    BigIntegerField,
    BooleanField,
    CharField,
    Count,
    DateTimeField,
    DecimalField,
    ExpressionWrapper,
    F,
    Func,
    QuerySet,
)

from dealdesk.db import Percentile
from dealdesk.kept import Given, Kept
from dealdesk.kernel.money import round_to
from quotes.domain.lifecycle import VersionState
from quotes.domain.pricing.basis import in_other_basis
from quotes.domain.pricing.charges import ChargeKind
from quotes.domain.pricing.guide import FEWEST_DEALS, Band
from quotes.domain.pricing.terms import Role, RoundingPolicy
from quotes.models import QuoteLine, QuoteVersion
from stakeholders.models import User
from stakeholders.permissions import Act

# How long a closed deal is comparable; the screen says so beside the figures.
MONTHS = 12
SINCE = timedelta(days=365)
LOWER, UPPER = Decimal("0.25"), Decimal("0.75")
WHOLE = ExpressionWrapper(F("version__gross_total") / F("quantity"), DecimalField(max_digits=30, decimal_places=8))
# A price per unit that is said aloud.
UNIT_PLACES = 2
EACH = ExpressionWrapper(F("net_total") / F("quantity"), DecimalField(max_digits=30, decimal_places=8))


@dataclass(frozen=True, kw_only=True)
class Alike:
    """What closed deals came to for each unit of the largest line, and what this one does."""

    product: str
    unit: str
    band: Band
    here: Decimal

    @property
    def tone(self) -> str:
        """Below, among, or above the middle half."""
        return "warn" if self.here < self.band.low else "good"


def closed_deals(user: User, version: QuoteVersion, products: Iterable[int], at: datetime) -> dict[int, Band]:
    """By product, before tax and in the version's currency: accepted versions of the last twelve months, everything
    the whole took off included; gifts, options and parts of a period left out. One statement.

    Read strictly: for those who see floors. The figures are of every team's deals, and how low others went is as good
    as a floor to whoever has to hold a price. Fewer than five deals tell nothing, not even their number.
    """
    wanted = sorted(set(products))
    if not wanted or not Act.SEE_FLOOR.permits(user):
        return {}
    found: Iterable[Any] = _bands()(products=wanted, currency=version.currency, since=at - SINCE)
    return {product: Band(low=low, high=high, deals=deals) for product, low, high, deals in found}


@cache
def _bands() -> Kept[QuoteLine]:
    """Asked on every page of a draft."""
    products = Given("products", ArrayField(BigIntegerField()))
    # An `in` would be written anew for every number of products.
    wanted = Func(
        F("product"), products, arg_joiner=" = ANY(", template="%(expressions)s)", output_field=BooleanField()
    )
    rows = _closed(Given("currency", CharField()), Given("since", DateTimeField())).filter(wanted)
    bands = rows.order_by().values("product")
    return Kept(
        bands.annotate(
            low=Percentile(EACH, LOWER),
            high=Percentile(EACH, UPPER),
            deals=Count("version__quote__deal", distinct=True),
        )
        .filter(deals__gte=FEWEST_DEALS)
        .values_list("product", "low", "high", "deals")
    )


def closed_totals(
    user: User, currency: str, product: int, at: datetime, *, industry: str = "", places: int = UNIT_PLACES
) -> Band | None:
    """The same of whole offers: what all of an offer came to, with tax, for each unit of a product in it; of the last
    twelve months, in one currency, of one `industry` where it is named. One statement, read as strictly."""
    if not Act.SEE_FLOOR.permits(user):
        return None
    lines = _closed(currency, at - SINCE).filter(product=product)
    if industry:
        lines = lines.filter(version__quote__customer__industry=industry)
    found = lines.aggregate(
        low=Percentile(WHOLE, LOWER), high=Percentile(WHOLE, UPPER), deals=Count("version__quote__deal", distinct=True)
    )
    if found["deals"] < FEWEST_DEALS:
        return None
    low, high = (round_to(found[end], places) for end in ("low", "high"))
    return Band(low=low, high=high, deals=found["deals"])


def closed_alike(user: User, version: QuoteVersion, at: datetime) -> Alike | None:
    """Beside the whole of an offer read with its lines: what all of it comes to for each unit of its largest one."""
    included = [
        line for line in version.lines.all() if line.role == Role.INCLUDED and line.product_id and line.quantity
    ]
    if not included:
        return None
    line = max(included, key=lambda one: (one.net_total, -one.position))
    band = closed_totals(user, version.currency, line.product_id or 0, at)
    if band is None:
        return None
    return Alike(product=line.description, unit=line.unit, band=band, here=version.gross_total / line.quantity)


def _closed(currency: str | Given, since: datetime | Given) -> QuerySet[QuoteLine]:
    """Lines of versions that were accepted since then, in their totals and at a price of their own."""
    return QuoteLine.objects.filter(
        role=Role.INCLUDED,
        columns=[],
        quantity__gt=0,
        net_total__gt=0,
        version__state=VersionState.ACCEPTED,
        version__currency=currency,
        version__accepted_at__gte=since,
    ).exclude(charge__kind=ChargeKind.PRORATED)


def in_basis_of(version: QuoteVersion, row: QuoteLine, band: Band | None) -> Band | None:
    """The same in the offer's tax basis; nothing for a part of a period, which no whole price can be held against."""
    if band is None or (row.charge is not None and row.charge["kind"] == ChargeKind.PRORATED):
        return None
    if not version.tax_included:
        return band
    rate = row.vat_rate + sum(map(Decimal, row.other_taxes), Decimal(0))
    low, high = (in_other_basis(price, rate, False, RoundingPolicy()) for price in (band.low, band.high))
    return replace(band, low=low, high=high)
