"""Contracts that end: by quarter with what a year of them comes to, each with its present and its proposed price."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, DecimalField, ExpressionWrapper, F, Q, QuerySet, Sum
from django.db.models.functions import TruncQuarter

from contracts.domain.lookouts import Lookout
from contracts.domain.renewals import MONTHS_A_YEAR, Quarter, UpliftKind, UpliftRule, a_year, quarter_of, uplift
from contracts.models import ContractLife, PriceReading
from contracts.models.lookouts import lookout_on
from contracts.models.renewals import consumer_prices
from contracts.queries.health import scores
from dealdesk.kernel.money import round_to
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.workdays import WorkCalendar
from dealdesk.web.keyset import page
from quotes.domain.pricing.uplift import raised
from stakeholders.domain.deals import calendar_of
from stakeholders.models import User
from stakeholders.models.workdays import noticed
from stakeholders.permissions import visible_deals

# Behind the end by so much a contract is past being renewed and leaves the list.
PAST = timedelta(days=90)
# So many quarters are told beside the list.
QUARTERS = 6
MOST_READINGS = 60


@dataclass(frozen=True, kw_only=True)
class Proposed:
    """`points` is None where the clause's rule is not known, or needs consumer prices that nobody entered."""

    kind: UpliftKind | None
    points: Decimal | None
    price: Decimal | None
    cap: Decimal | None


@dataclass(frozen=True, kw_only=True)
class RenewalRow:
    """Prices are a year's, with tax. `workdays` are left until the day that comes first: the last one for a notice, or
    the end; below zero once it has passed."""

    life: int
    deal: int
    customer: str
    customer_pk: int
    name: str
    owner: str
    ends_on: date
    notice_on: date | None
    opens_on: date
    workdays: int
    is_open: bool
    is_over: bool
    renews: bool | None
    price: Decimal
    currency: str
    proposed: Proposed
    renewal: int | None
    renewal_number: str
    # None for whoever may not see such opinions, and where nothing is known.
    health: Decimal | None = None
    health_tone: str = ""


@dataclass(frozen=True, kw_only=True)
class QuarterSum:
    """Contracts of one currency that end in a quarter and nobody has renewed, and what they come to a year."""

    quarter: Quarter
    contracts: int
    total: Decimal
    currency: str


@dataclass(frozen=True, kw_only=True)
class RenewalList:
    rows: tuple[RenewalRow, ...]
    after: str
    quarters: tuple[QuarterSum, ...]
    lookout: Lookout


@dataclass(frozen=True, kw_only=True)
class RenewalScreen:
    row: RenewalRow
    rule: UpliftRule | None
    prices: PriceReading | None


@dataclass(frozen=True, kw_only=True)
class ReadingRow:
    month: date
    points: Decimal
    source: str
    added_by: str


def renewal_list(user: User, today: date, *, is_open: bool, quarter: Quarter | None, after: str = "") -> RenewalList:
    """Five statements: the setting, consumer prices, the calendar, the quarters and the rows; and those of the
    customers' health for whoever may see it."""
    lookout, prices, known = lookout_on(today), consumer_prices(today), noticed()
    lives = ContractLife.objects.filter(deal__in=visible_deals(user), ends_on__gte=today - PAST)
    wanted = lives
    if is_open:
        near = today + timedelta(days=lookout.renewal_days)
        wanted = wanted.filter(Q(notice_on__lte=near) | Q(ends_on__lte=near), renewal=None)
    if quarter:
        wanted = wanted.filter(ends_on__gte=quarter.first, ends_on__lt=quarter.next.first)
    found = page(_read(wanted), order=("ends_on", "id"), after=after)
    change = prices.change if prices else None
    days = [life.ends_on for life in found.rows] + [life.notice_on or today for life in found.rows]
    calendar = calendar_of(min([today, *days]), max([today, *days]) + timedelta(days=1), known)
    healths = scores(user, {life.deal.customer_id for life in found.rows}, today)
    rows = (_row(life, today, lookout, change, calendar) for life in found.rows)
    return RenewalList(
        rows=tuple(_with_health(row, *healths.get(row.customer_pk, (None, ""))) for row in rows),
        after=found.after,
        quarters=_quarters(lives, today),
        lookout=lookout,
    )


def renewal_screen(life: ContractLife, today: date) -> RenewalScreen:
    """Three statements beside the contract's own: the setting, consumer prices and the calendar."""
    prices = consumer_prices(today)
    days = (today, life.ends_on, life.notice_on or today)
    calendar = calendar_of(min(days), max(days) + timedelta(days=1), noticed())
    row = _row(life, today, lookout_on(today), prices.change if prices else None, calendar)
    return RenewalScreen(row=row, rule=life.rule(), prices=prices)


def reading_rows() -> tuple[ReadingRow, ...]:
    """One statement, the latest month first."""
    rows = PriceReading.objects.select_related("added_by")[:MOST_READINGS]
    return tuple(
        ReadingRow(month=row.month, points=row.points, source=row.source, added_by=row.added_by.name) for row in rows
    )


def _read(lives: QuerySet[ContractLife]) -> QuerySet[ContractLife]:
    return lives.select_related("deal__customer", "deal__owner", "version", "renewal")


def _row(
    life: ContractLife, today: date, lookout: Lookout, prices: Percent | None, calendar: WorkCalendar
) -> RenewalRow:
    deal, offer = life.deal, life.version
    opens = lookout.renewal_from(ends_on=life.ends_on, notice_on=life.notice_on)
    price = round_to(a_year(offer.gross_total, offer.whole.months), offer.rounding_places)
    first = min(day for day in (life.ends_on, life.notice_on) if day is not None)
    return RenewalRow(
        life=life.pk,
        deal=deal.pk,
        customer=str(deal.customer),
        customer_pk=deal.customer_id,
        name=deal.name,
        owner=deal.owner.name,
        ends_on=life.ends_on,
        notice_on=life.notice_on,
        opens_on=opens,
        workdays=calendar.count(today, first),
        is_open=opens <= today,
        is_over=life.ends_on < today,
        renews=life.renews,
        price=price,
        currency=offer.currency,
        proposed=_proposed(life.rule(), price, prices, offer.rounding_places),
        renewal=life.renewal_id,
        renewal_number=life.renewal.number if life.renewal else "",
    )


def _with_health(row: RenewalRow, score: Decimal | None, tone: str) -> RenewalRow:
    return replace(row, health=score, health_tone=tone)


def _proposed(rule: UpliftRule | None, price: Decimal, prices: Percent | None, places: int) -> Proposed:
    found = uplift(rule, prices) if rule else None
    return Proposed(
        kind=rule.kind if rule else None,
        points=found.points if found else None,
        price=raised(price, found, places) if found else None,
        cap=rule.cap.points if rule and rule.cap else None,
    )


def _quarters(lives: QuerySet[ContractLife], today: date) -> tuple[QuarterSum, ...]:
    """One statement: those that nobody has renewed, of the next quarters in which any ends, each currency apart."""
    months = F("version__term_months") + F("version__free_months")
    yearly = ExpressionWrapper(
        F("version__gross_total") * MONTHS_A_YEAR / months, output_field=DecimalField(max_digits=24, decimal_places=6)
    )
    found = (
        lives.filter(renewal=None, ends_on__gte=quarter_of(today).first)
        .annotate(quarter=TruncQuarter("ends_on"), currency=F("version__currency"))
        .order_by()
        .values("quarter", "currency")
        .annotate(n=Count("pk"), total=Sum(yearly))
        .order_by("quarter", "currency")
    )
    sums = [
        QuarterSum(
            quarter=quarter_of(group["quarter"]),
            contracts=group["n"],
            total=round_to(group["total"], 2),
            currency=group["currency"],
        )
        for group in found
    ]
    near = list(dict.fromkeys(one.quarter for one in sums))[:QUARTERS]
    return tuple(one for one in sums if one.quarter in near)


def told(quarters: Sequence[QuarterSum]) -> str:
    """The currency of the picture: that of most contracts."""
    counts: dict[str, int] = {}
    for one in quarters:
        counts[one.currency] = counts.get(one.currency, 0) + one.contracts
    return max(counts, key=lambda currency: counts[currency], default="CNY")
