"""Issues of a deal with their outcomes, made through the actions themselves."""

from decimal import Decimal
from typing import Any

from quotes.actions.invoicing import set_invoicing
from quotes.actions.issues import add_issue
from quotes.domain.invoicing import Invoice, Invoicing
from quotes.domain.issues.options import Option, Span
from quotes.domain.negotiation import Issue
from quotes.models import DealInvoicing, DealIssue
from stakeholders.models import Deal, User
from tests.factories.stakeholders import NOW


def option(name: str, **changed: Any) -> Option:
    """With no figures unless told; whatever figures there are have a source."""
    return Option(**{"name": name, "source": "估算：客户去年的账单"} | changed)


def span(low: int, high: int) -> Span:
    return Span(low=Decimal(low), high=Decimal(high))


def reference() -> tuple[Option, ...]:
    """A signed case and two visits bring us 15,000 and cost them 2,000 to 4,000; without them nothing changes."""
    return (
        option("署名案例", cost=Decimal(-15_000), worth=span(-4_000, -2_000), is_target=True),
        option("不做案例", cost=Decimal(0), worth=span(0, 0), is_floor=True),
    )


def payment() -> tuple[Option, ...]:
    """Reckoned from their names."""
    return option("年付", is_target=True, source=""), option("季付预付", source="")


def support() -> tuple[Option, ...]:
    """A named engineer costs us 3,000 and is worth 8,000 to 10,000 to them."""
    return (
        option("标准支持", cost=Decimal(0), worth=span(0, 0)),
        option("专属工程师", cost=Decimal(3_000), worth=span(8_000, 10_000)),
    )


def issue(deal: Deal, *, by: User, of: Issue = Issue.REFERENCE, options: tuple[Option, ...] | None = None) -> DealIssue:
    return add_issue(deal=deal, issue=of, options=options or reference(), by=by, at=NOW)


def invoiced(deal: Deal, *, by: User, invoice: Invoice = Invoice.SPECIAL, buyer_credits: bool = True) -> DealInvoicing:
    """Special invoices, for a general taxpayer."""
    told = Invoicing(invoice=invoice, buyer_credits=buyer_credits)
    return set_invoicing(deal=deal, told=told, source="对方财务", by=by, at=NOW)
