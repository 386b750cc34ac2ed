"""What one unit of a product cost in deals that closed: the middle half of them, and never which they were."""

from collections import defaultdict
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
    DateTimeField,
    DecimalField,
    ExpressionWrapper,
    F,
    Func,
    QuerySet,
    Sum,
)

from dealdesk.kept import Given, Kept
from dealdesk.kernel.money import EXACT, ZERO, round_to
from quotes.domain.lifecycle import VersionState
from quotes.domain.metering.term import grows_with_term
from quotes.domain.pricing.basis import in_other_basis
from quotes.domain.pricing.charges import ChargeKind
from quotes.domain.pricing.guide import Band, middle_half
from quotes.domain.pricing.lengths import Length
from quotes.domain.pricing.terms import Role, RoundingPolicy
from quotes.models import QuoteLine, QuoteVersion
from stakeholders.models import User
from stakeholders.permissions import Act

# How long a closed deal is comparable; the screen says so beside the figures.
MONTHS = 12
SINCE = timedelta(days=365)
# A price per unit that is said aloud.
UNIT_PLACES = 2
# A deal with the product on several lines, or in several of its quotes, is one price.
EACH = ExpressionWrapper(Sum("net_total") / Sum("quantity"), DecimalField(max_digits=30, decimal_places=8))


@dataclass(frozen=True, kw_only=True)
class Alike:
    """What closed deals came to for each unit of the largest line, and what this one does; `monthly` says whether both
    are for a month of service."""

    product: str
    unit: str
    monthly: bool
    band: Band
    here: Decimal

    @property
    def tone(self) -> str:
        """Below, among, or above the middle half."""
        if self.here < self.band.low:
            return "warn"
        return "info" if self.here > self.band.high else "good"


def closed_deals(user: User, version: QuoteVersion, products: Iterable[int], at: datetime) -> dict[int, Band]:
    """By product, before tax and in the version's currency: accepted versions of the last twelve months, everything
    the whole took off included; gifts, options and parts of a period left out. One price a deal, for a unit of the
    price list, which knows no term. One statement.

    Read strictly: for those who see floors. The figures are of every team's deals, and how low others went is as good
    as a floor to whoever has to hold a price. Fewer than five deals tell nothing, not even their number.
    """
    wanted = sorted(set(products))
    if not wanted or not Act.SEE_FLOOR.permits(user):
        return {}
    prices: defaultdict[int, list[Decimal]] = defaultdict(list)
    found: Iterable[Any] = _prices()(products=wanted, currency=version.currency, since=at - SINCE)
    for product, price in found:
        prices[product].append(price)
    bands = {product: middle_half(each) for product, each in prices.items()}
    return {product: band for product, band in bands.items() if band}


@cache
def _prices() -> Kept[QuoteLine]:
    """Asked on every page of a draft: of each product a price a deal."""
    products = Given("products", ArrayField(BigIntegerField()))
    # An `in` would be written anew for every number of products.
    wanted = Func(
        F("product"), products, arg_joiner=" = ANY(", template="%(expressions)s)", output_field=BooleanField()
    )
    rows = _closed(Given("currency", CharField()), Given("since", DateTimeField())).filter(wanted)
    deals = rows.order_by().values("product", "version__quote__deal")
    return Kept(deals.annotate(each=EACH).values_list("product", "each"))


def closed_totals(
    user: User, currency: str, line: QuoteLine, at: datetime, *, industry: str = "", places: int = UNIT_PLACES
) -> Band | None:
    """The same of whole offers: what all of an offer came to, with tax, for each unit of a line's product in it; of the
    last twelve months, in one currency, of one `industry` where it is named. For a month of service, unless a quantity
    in the line's unit is for the whole term (`Length`). One statement, read as strictly."""
    if not Act.SEE_FLOOR.permits(user):
        return None
    lines = _closed(currency, at - SINCE).filter(product=line.product_id)
    if industry:
        lines = lines.filter(version__quote__customer__industry=industry)
    names = "version__quote__deal", "version__gross_total", "version__term_months", "version__free_months"
    versions = lines.order_by().values("version", *names).annotate(units=Sum("quantity"))
    amounts: defaultdict[int, Decimal] = defaultdict(Decimal)
    units: defaultdict[int, Decimal] = defaultdict(Decimal)
    grows = grows_with_term(line.unit)
    for deal, gross, term, free, quantity in versions.values_list(*names, "units"):
        amounts[deal] = EXACT.add(amounts[deal], Length(term=term, free=free, grows=grows).basis(gross))
        units[deal] += quantity
    band = middle_half(EXACT.divide(amount, units[deal]) for deal, amount in amounts.items())
    return band and replace(band, low=round_to(band.low, places), high=round_to(band.high, places))


def bought(version: QuoteVersion, product: int | None) -> Decimal:
    """How much of a product is in a version's total, on all its lines, which are read with it."""
    return sum((line.quantity for line in version.lines.all() if _counts(line) and line.product_id == product), ZERO)


def length_of(version: QuoteVersion, unit: str) -> Length:
    """As a quantity in this unit is held against a total of the version."""
    return Length(term=version.term_months, free=version.free_months, grows=grows_with_term(unit))


def closed_alike(user: User, version: QuoteVersion, at: datetime) -> Alike | None:
    """Beside the whole of an offer read with its lines: what all of it comes to for each unit of its largest one."""
    included = [line for line in version.lines.all() if _counts(line) and line.product_id]
    if not included:
        return None
    line = max(included, key=lambda one: (one.net_total, -one.position))
    band = closed_totals(user, version.currency, line, at)
    if band is None:
        return None
    length = length_of(version, line.unit)
    return Alike(
        product=line.description,
        unit=line.unit,
        monthly=not length.grows,
        band=band,
        here=EXACT.divide(length.basis(version.gross_total), bought(version, line.product_id)),
    )


def _counts(line: QuoteLine) -> bool:
    return line.role == Role.INCLUDED and bool(line.quantity)


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
