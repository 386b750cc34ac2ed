"""Offers to act on, and the two ways of reading their totals: what is stored, and what the domain says."""

from datetime import date, datetime
from decimal import Decimal

from quotes.domain.content import content_hash
from quotes.domain.lifecycle import VersionState
from quotes.domain.pricing.engine import price
from quotes.models import (
    ApprovalRequest,
    Policy,
    PriceBookVersion,
    QuoteLine,
    QuoteVersion,
)
from stakeholders.models import User

VALID = date(2026, 12, 24)


def free_line(**fields: object) -> QuoteLine:
    values: dict[str, object] = {
        "description": "驻场联调",
        "unit": "人日",
        "group": "服务",
        "quantity": Decimal(5),
        "list_price": Decimal("3500.5"),
        "vat_rate": Decimal(6),
    }
    return QuoteLine(**values | fields)


def book_lines(price_book: PriceBookVersion) -> list[QuoteLine]:
    items = price_book.items.select_related("product").order_by("id")
    return [QuoteLine.priced(item, Decimal(10)) for item in items]


def submitted(version: QuoteVersion, by: User, at: datetime, state: VersionState = VersionState.SUBMITTED) -> None:
    """Freezes a version the way submitting does, without an approval."""
    QuoteVersion.objects.filter(pk=version.pk).update(
        state=state, content_hash=content_hash(version.terms()), frozen_at=at, frozen_by=by, updated_at=at
    )
    version.refresh_from_db()


def approved(version: QuoteVersion, policy: Policy, by: User, at: datetime) -> None:
    """A request without steps: the offer was within authority."""
    ApprovalRequest.objects.create(
        version=version,
        content_hash=version.content_hash,
        policy=policy,
        reason="within authority",
        requested_at=at,
        requested_by=by,
        closed_at=at,
        closed_because="decided",
    )


def stored_totals(version: QuoteVersion) -> dict[str, object]:
    row = QuoteVersion.objects.get(pk=version.pk)
    return {
        "list": row.list_total,
        "itemised": row.itemised_total,
        "net": row.net_total,
        "tax": row.tax_total,
        "gross": row.gross_total,
        "discount": row.discount,
        "floor": row.floor_total,
        "lines": [(line.net_total, line.tax_total, line.gross_total) for line in row.lines.all()],
    }


def domain_totals(version: QuoteVersion) -> dict[str, object]:
    priced = price(QuoteVersion.objects.get(pk=version.pk).terms())
    return {
        "list": priced.list_total,
        "itemised": priced.itemised_total,
        "net": priced.net,
        "tax": priced.tax,
        "gross": priced.gross,
        "discount": priced.discount_percent,
        "floor": priced.floor_total,
        "lines": [(line.net, line.tax, line.gross) for line in priced.lines],
    }
