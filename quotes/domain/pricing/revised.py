"""The same offer with one new price, one new discount or other terms, to be priced before anybody commits to it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from dealdesk.kernel.formats import money, percent
from dealdesk.kernel.money import ZERO, round_to
from dealdesk.kernel.refusals import Warning_
from quotes.domain.lifecycle import Form
from quotes.domain.pricing.amounts import PERCENT_PLACES
from quotes.domain.pricing.checks import HUNDRED
from quotes.domain.pricing.discounts import HeaderDiscount
from quotes.domain.pricing.terms import LineTerms, OfferTerms, Reckoning

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
    """As a new version would have it: reckoned as it is now. Refuses what OfferTerms refuses."""
    changes = dict(revision.terms)
    terms = made_now(terms)
    if revision.bundle_price is not None:
        terms = replace(terms, form=Form.BUNDLE, bundle_price=revision.bundle_price, header=None)
    if revision.discount is not None:
        lines = tuple(_at(line, revision.discount) for line in terms.lines)
        terms = replace(terms, form=Form.ITEMISED, bundle_price=None, header=None, lines=lines)
    payment = {field: changes.pop(column) for column, field in PAYMENT.items() if column in changes}
    service = {column: changes.pop(column) for column in SERVICE if column in changes}
    return replace(
        terms, payment=replace(terms.payment, **payment), service=replace(terms.service, **service), **changes
    )


def made_now(terms: OfferTerms) -> OfferTerms:
    """The terms as a version made now has them: reckoned as it is now, with no discount on a minimum or maximum."""
    if terms.reckoning is Reckoning.THIRD:
        return terms
    lines = tuple(_at(line, ZERO) if line.is_bound else line for line in terms.lines)
    return replace(terms, lines=lines, reckoning=Reckoning.THIRD)


def _at(line: LineTerms, discount: Decimal) -> LineTerms:
    """Nothing but one discount; a minimum or maximum spend has none."""
    return replace(line, discount=ZERO if line.is_bound else discount, discounts=(), markup=None)


def taken_over(terms: OfferTerms, revision: Revision) -> tuple[Warning_, ...]:
    """Which discounts of the offer a new price takes the place of, so that none of them goes without a word."""
    return tuple(_taken_over(terms, revision))


def _taken_over(terms: OfferTerms, revision: Revision) -> Iterator[Warning_]:
    if terms.header is not None and revision.bundle_price is not None:
        message = "The new total is the whole price: “%(kind)s %(off)s” is part of it now."
        yield Warning_(message=message, params=_said(terms.header), field="bundle_price")
    if revision.discount is None:
        return
    if terms.header is not None:
        message = "One discount on every line: “%(kind)s %(off)s” goes."
        yield Warning_(message=message, params=_said(terms.header), field="discount")
    if own := sum(bool(line.discounts or line.markup) for line in terms.lines):
        message = "One discount on every line: %(count)s lines lose the further discounts and markups of their own."
        yield Warning_(message=message, params={"count": own}, field="discount")


def _said(header: HeaderDiscount) -> dict[str, str]:
    """Steps together, to 4 decimals."""
    if header.amount is not None:
        return {"kind": "Discount on the whole", "off": money(header.amount)}
    off = round_to(HUNDRED - header.factor() * HUNDRED, PERCENT_PLACES)
    return {"kind": "Surcharge on the whole" if off < 0 else "Discount on the whole", "off": percent(abs(off))}
