"""What is negotiated in the main story's deal, and what each outcome is worth to both sides."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from dealdesk.management.demo.people import read
from quotes.actions.invoicing import set_invoicing
from quotes.actions.issues import add_issue
from quotes.domain.invoicing import Invoice, Invoicing
from quotes.domain.issues.options import Option, Span, Tier
from quotes.domain.negotiation import Issue
from quotes.models import IssueOption
from stakeholders.models import Deal, User


def on_the_list(deal: Deal, *, by: User, at: datetime) -> None:
    for told in read("issues")["issues"]:
        options = [_option(each) for each in told["options"]]
        add_issue(deal=deal, issue=Issue(told["issue"]), options=options, note=told["note"], by=by, at=at)


def invoiced(told: dict[str, Any], deal: Deal, *, by: User, at: datetime) -> None:
    invoicing = Invoicing(invoice=Invoice(told["invoice"]), buyer_credits=told["buyer_credits"])
    set_invoicing(deal=deal, told=invoicing, source=told["source"], by=by, at=at)


def option_of(deal: Deal, name: str) -> int:
    """The key of an outcome by its name."""
    return IssueOption.objects.get(issue__deal=deal, name=name).pk


def _option(told: dict[str, Any]) -> Option:
    return Option(
        name=told["name"],
        cost=Decimal(told["cost"]) if "cost" in told else None,
        worth=Span(low=Decimal(told["low"]), high=Decimal(told["high"])) if "low" in told else None,
        tiers=tuple(Tier(share=Decimal(share), chance=Decimal(chance)) for share, chance in told.get("tiers", ())),
        source=told.get("source", ""),
        is_target=told.get("target", False),
        is_floor=told.get("floor", False),
        is_today=told.get("source") == "现行方案" or told.get("today", False),
    )
