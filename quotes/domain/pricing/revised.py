"""The same offer with one new price, one new discount or other terms, to be priced before anybody commits to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from quotes.domain.lifecycle import Form
from quotes.domain.pricing.terms import OfferTerms

PAYMENT = {"payment_plan": "plan", "prepay_percent": "prepay_percent", "credit_days": "credit_days"}
SERVICE = ("sla_availability", "urgent_minutes", "normal_minutes", "support_hours")


@dataclass(frozen=True, kw_only=True)
class Revision:
    """`bundle_price` in the offer's tax basis makes it a bundle; `discount`, in points off list, itemises it.

    Either says what the whole comes to, so that a discount on the whole goes, and with `discount` the lines' steps.

    `terms` are the terms that change, named like a version's columns.
    """

    bundle_price: Decimal | None = None
    discount: Decimal | None = None
    terms: Mapping[str, Any] = field(default_factory=dict)


def revised(terms: OfferTerms, revision: Revision) -> OfferTerms:
    """Refuses what OfferTerms refuses."""
    changes = dict(revision.terms)
    if revision.bundle_price is not None:
        terms = replace(terms, form=Form.BUNDLE, bundle_price=revision.bundle_price, header=None)
    if revision.discount is not None:
        lines = tuple(replace(line, discount=revision.discount, discounts=(), markup=None) for line in terms.lines)
        terms = replace(terms, form=Form.ITEMISED, bundle_price=None, header=None, lines=lines)
    payment = {field: changes.pop(column) for column, field in PAYMENT.items() if column in changes}
    service = {column: changes.pop(column) for column in SERVICE if column in changes}
    return replace(
        terms, payment=replace(terms.payment, **payment), service=replace(terms.service, **service), **changes
    )
