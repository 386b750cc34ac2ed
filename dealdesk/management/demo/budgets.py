"""What the demo's people thought their customers could spend, and what it turned out to be in deals that are closed."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from dealdesk.management.demo import signoffs
from dealdesk.management.demo.people import read
from dealdesk.management.demo.times import day, on
from quotes.actions.approvals import submit_version
from quotes.actions.quotes import create_quote, revise, send_version
from quotes.actions.readiness import pass_over
from quotes.domain.readiness import Requirement
from quotes.models import PriceBookVersion, QuoteLine, QuoteVersion
from stakeholders.actions import budgets, deals
from stakeholders.domain.budgets.bases import Basis
from stakeholders.domain.budgets.words import OutcomeKind, SignalKind, Span, Unit
from stakeholders.domain.deals import PATH, Ending, LossReason, Stage
from stakeholders.models import Customer, Deal, User

Cast = dict[str, User]

WAN = 10_000
OLD = "老客户续签，席位与价值沿用上一年的记录。"
YEARLY = Basis(currency="CNY", tax_included=True, span=Span.YEAR)


def signals(deal: Deal, cast: Cast, at: datetime, of: str = "signals") -> None:
    """Those of this deal, where the story has any."""
    told: dict[str, Any] = next((one for one in read("budgets")["deals"] if one["name"] == deal.name), {})
    for signal in told.get(of, []):
        _signal(deal, signal, cast[signal["by"]], at)


def _signal(deal: Deal, told: dict[str, Any], by: User, at: datetime) -> None:
    budgets.add_signal(
        deal,
        kind=SignalKind(told["kind"]),
        p10=Decimal(told["p10"]) * WAN,
        p50=Decimal(told["p50"]) * WAN if "p50" in told else None,
        p90=Decimal(told["p90"]) * WAN,
        currency=YEARLY.currency,
        tax_included=YEARLY.tax_included,
        span=YEARLY.span,
        term_months=None,
        unit=Unit.WAN,
        vat_rate=None,
        weight=Decimal(told["weight"]),
        evidence=told["evidence"],
        by=by,
        at=at,
    )


def tell(cast: Cast, book: PriceBookVersion, at: datetime) -> None:
    """What was learnt after the freeze, and deals that closed some weeks ago, one after the other."""
    for deal in Deal.objects.filter(is_demo=True, budget__frozen_at__isnull=False):
        signals(deal, cast, day(at, -1), "late")
    for told in read("budgets")["closed"]:
        customer, owner = Customer.objects.get(short_name=told["customer"]), cast[told["owner"]]
        columns = ("names", "quantities", "discounts", "p10", "p90", "budgets", "ends")
        lost = iter(told["lost"])
        for number, row in enumerate(zip(*(told[key] for key in columns), strict=True)):
            because = next(lost) if row[-1] == Stage.LOST else None
            _closed(customer, owner, book, cast, day(at, -50 + 2 * number), row, because)


def _closed(
    customer: Customer,
    owner: User,
    book: PriceBookVersion,
    cast: Cast,
    begun: datetime,
    told: tuple[Any, ...],
    lost: dict[str, str] | None,
) -> None:
    name, quantity, discounts, p10, p90, budget, end = told
    deal = deals.create_deal(customer=customer, name=name, is_demo=True, by=owner, at=begun)
    signal = {"kind": "similar", "p10": p10, "p90": p90, "weight": "1", "evidence": "同校往年同类项目的年费"}
    _signal(deal, signal, owner, begun)
    version = _offered(deal, book, Decimal(quantity), discounts, owner, begun)
    for stage in PATH[1 : PATH.index(Stage.CONTRACT) + 1]:
        deal = deals.move_deal(deal, to=stage, by=owner, at=begun + timedelta(days=6))
    # A signature asks for the price alone.
    ending = Ending(last_price=version.gross_total)
    if lost:
        ending = replace(ending, lost_because=LossReason(lost["because"]), lost_reason=lost["reason"])
    closed = begun + timedelta(days=8)
    if end == Stage.SIGNED:
        signoffs.signed_off(version, cast, closed)
    deal = deals.move_deal(deal, to=Stage(end), ending=ending, by=owner, at=closed)
    budgets.record_outcome(
        deal,
        kind=OutcomeKind.BUDGET,
        amount=Decimal(budget) * WAN,
        basis=YEARLY,
        unit=Unit.WAN,
        vat_rate=None,
        known_on=on(closed, 0),
        source="复盘时客户告知",
        by=owner,
        at=closed + timedelta(hours=1),
    )


def _offered(
    deal: Deal, book: PriceBookVersion, quantity: Decimal, discounts: list[str], owner: User, begun: datetime
) -> QuoteVersion:
    """One version a discount off list, each sent a day after the one before; the last one."""
    item = book.items.select_related("product").get(product__code="RTC-HD")
    first, *later = map(Decimal, discounts)
    version = create_quote(
        deal=deal,
        title=deal.name,
        price_book=book,
        lines=[QuoteLine.priced(item, quantity, discount=first)],
        payment_plan="annual_prepaid",
        valid_until=on(begun, 30),
        by=owner,
        at=begun + timedelta(hours=1),
    )
    _sent(version, owner, begun + timedelta(hours=1))
    for days, discount in enumerate(later, 1):
        moment = begun + timedelta(days=days)
        version = revise(quote=version.quote, based_on=version, discount=discount, by=owner, at=moment)
        _sent(version, owner, moment)
    return version


def _sent(version: QuoteVersion, owner: User, at: datetime) -> None:
    """Within what sales may give alone; the gate is passed over with a word."""
    offered = submit_version(version=version, reason="", by=owner, at=at).version
    pass_over(version=offered, passed=Requirement, reason=OLD, by=owner, at=at)
    send_version(version=offered, by=owner, at=at)
