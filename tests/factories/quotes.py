"""Price books, policies and quotes as plain keyword functions that write rows."""

from datetime import date
from decimal import Decimal
from typing import Any

from quotes.domain.metering.priced import Metered
from quotes.domain.metering.stored import metered_from
from quotes.domain.policy import Approver, Figure, Operator
from quotes.domain.readiness import Requirement
from quotes.models import (
    Policy,
    PolicyRule,
    PriceBook,
    PriceBookVersion,
    PriceItem,
    Product,
    Quote,
    QuoteLine,
    QuoteVersion,
    ReadinessOverride,
)
from stakeholders.models import Deal, User
from tests.factories.stakeholders import NOW

# code, name, family, unit, list price, floor price
PRODUCTS = (
    ("RTC-HD", "720p 实时互动并发", "实时互动", "路·年", "62", "46"),
    ("REC-MIX", "云端合流录制", "录制与转推", "千分钟", "11", "8"),
    ("SUP-724", "7×24 专属支持", "服务", "月", "9500", "7000"),
)


def price_book(
    *,
    by: User,
    name: str = "标准价目",
    valid_from: date = date(2026, 1, 1),
    products: tuple[tuple[str, ...], ...] = PRODUCTS,
    published: bool = True,
) -> PriceBookVersion:
    version = PriceBookVersion.objects.create(
        book=PriceBook.objects.create(name=name),
        number=1,
        valid_from=valid_from,
        source="2026 年价目",
        created_at=NOW,
        created_by=by,
    )
    known = {product.code: product for product in Product.objects.filter(code__in=[code for code, *_ in products])}
    named = [Product(code=code, name=name, family=of, unit=unit) for code, name, of, unit, *_ in products]
    known |= {made.code: made for made in Product.objects.bulk_create(p for p in named if p.code not in known)}
    PriceItem.objects.bulk_create(
        PriceItem(
            version=version,
            product=known[code],
            list_price=Decimal(list_price),
            floor_price=Decimal(floor_price),
            vat_rate=Decimal(6),
        )
        for code, *_, list_price, floor_price in products
    )
    if published:
        publish(version, by=by)
    return version


def metered(tier: str = "HD", per: str = "1000", **rules: object) -> Metered:
    """Users' minutes in three tiers, added up over each day; the price is for a thousand of one tier."""
    tiers = [{"name": "HD", "up_to": 921_600}, {"name": "FHD", "up_to": 2_073_600}, {"name": "2K", "up_to": 3_686_400}]
    meter = {
        "counts": "user_minutes",
        "unit": "minute",
        "since": "2026-01-01",
        "source": "2026 年计量口径",
        "summed": "day",
        "places": 0,
        "tiers": {"sound": "audio", "tiers": tiers},
    }
    return metered_from({"meter": meter | rules, "tier": tier, "per": per})


def publish(version: PriceBookVersion, *, by: User) -> None:
    version.published_at, version.published_by = NOW, by
    version.save(update_fields=["published_at", "published_by"])


RULES = (
    (Figure.DISCOUNT_PERCENT, Operator.GT, "15", Approver.TEAM_MANAGER, "Discount past the salesperson's authority"),
    (Figure.DISCOUNT_PERCENT, Operator.GT, "25", Approver.UPPER_MANAGER, "Discount past the team manager's authority"),
    (Figure.BELOW_FLOOR_AMOUNT, Operator.GT, "0", Approver.FINANCE, "Below the floor price"),
    (Figure.CREDIT_DAYS, Operator.GT, "60", Approver.FINANCE, "Long credit strains our cash flow"),
)


def policy(*, by: User, rules: tuple[tuple[Any, ...], ...] = RULES, **changed: Any) -> Policy:
    told: dict[str, Any] = {"number": 1, "valid_from": date(2026, 1, 1)} | changed
    made = Policy.objects.create(
        **told,
        name="2026 年折扣权限",
        source="销售管理制度 2026",
        created_at=NOW,
        created_by=by,
    )
    PolicyRule.objects.bulk_create(
        PolicyRule(
            policy=made,
            position=position,
            figure=figure,
            operator=operator,
            threshold=Decimal(threshold),
            approver=approver,
            reason=reason,
        )
        for position, (figure, operator, threshold, approver, reason) in enumerate(rules, 1)
    )
    made.published_at, made.published_by = NOW, by
    made.save(update_fields=["published_at", "published_by"])
    return made


def draft(*, deal: Deal, price_book: PriceBookVersion, by: User, **fields: Any) -> QuoteVersion:
    """V1 of a new quote: 10,000 streams, 9,600 thousand minutes, 12 months of support; 839,600.00 tax included."""
    quote = Quote.objects.create(
        deal=deal,
        customer=deal.customer,
        title="高级版",
        currency=fields.get("currency", "CNY"),
        latest_number=1,
        latest_total=Decimal("839600.00"),
        created_at=NOW,
        created_by=by,
        updated_at=NOW,
    )
    values: dict[str, Any] = {
        "payment_plan": "quarterly_prepaid",
        "valid_until": date(2026, 12, 24),
        "list_total": Decimal("839600.00"),
        "itemised_total": Decimal("839600.00"),
        "net_total": Decimal("792075.47"),
        "tax_total": Decimal("47524.53"),
        "gross_total": Decimal("839600.00"),
        "floor_total": Decimal("620800.00"),
    } | fields
    version = QuoteVersion.objects.create(
        quote=quote, number=1, price_book=price_book, created_at=NOW, created_by=by, updated_at=NOW, **values
    )
    _lines(version, price_book)
    passed_over(version=version, by=by)
    return version


def passed_over(*, version: QuoteVersion, by: User) -> ReadinessOverride:
    """The gate stands open for a version by somebody's word, as it would for a real one of a deal without its facts."""
    return ReadinessOverride.objects.create(
        deal=version.quote.deal,
        version=version,
        passed=list(Requirement),
        reason="测试用的商机，未备全资料",
        passed_at=NOW,
        passed_by=by,
    )


# code → quantity, total with tax, total before tax
AMOUNTS = {
    "RTC-HD": ("10000", "620000.00", "584905.66"),
    "REC-MIX": ("9600", "105600.00", "99622.64"),
    "SUP-724": ("12", "114000.00", "107547.17"),
}


def _lines(version: QuoteVersion, price_book: PriceBookVersion) -> None:
    lines = []
    for position, item in enumerate(price_book.items.select_related("product").order_by("id"), 1):
        quantity, gross, net = (Decimal(figure) for figure in AMOUNTS[item.product.code])
        made = QuoteLine(
            version=version,
            position=position,
            group=item.product.family,
            product=item.product,
            product_code=item.product.code,
            description=item.product.name,
            unit=item.product.unit,
            quantity=quantity,
            list_price=item.list_price,
            vat_rate=item.vat_rate,
            floor_price=item.floor_price,
            gross_total=gross,
            net_total=net,
            tax_total=gross - net,
        )
        lines.append(made)
    QuoteLine.objects.bulk_create(lines)
