"""What about an offer deserves a second look, although nothing forbids it."""

from collections.abc import Iterator

from dealdesk.kernel.formats import quantity
from dealdesk.kernel.money import ZERO
from dealdesk.kernel.refusals import Warning_
from quotes.domain.pricing.charges import Reach, RelativeCharge, warnings
from quotes.domain.pricing.discounts import Stacking
from quotes.domain.pricing.engine import PricedLine, PricedOffer

# What counts months by itself; 路·年 or TB·月 says nothing of how many there are.
MONTHS = frozenset({"月", "个月", "month", "months"})


def advice(offer: PricedOffer) -> tuple[Warning_, ...]:
    """Everything odd about an offer, the bundle first and then the lines by position."""
    return (*_about_the_bundle(offer), *_about_lines(offer))


def _about_the_bundle(offer: PricedOffer) -> Iterator[Warning_]:
    if offer.terms.bundle_price is None:
        return
    if offer.saving <= 0:
        yield Warning_(
            message="The bundle saves the customer nothing: its price is not below the itemised total.",
            field="bundle_price",
            value=offer.total,
            limit=offer.itemised_total,
        )
    # 增值税法 (in force 2026-01-01), articles 12 and 13: rates not accounted for apart are taxed at the highest.
    if len(offer.taxes) > 1:
        yield Warning_(
            message="The bundle mixes VAT rates: unless they are booked apart, the highest applies to all of it.",
            field="bundle_price",
            value=max(tax.rate for tax in offer.taxes),
        )


def _about_lines(offer: PricedOffer) -> Iterator[Warning_]:
    for line in offer.every_line:
        params = {"line": line.position}
        if not line.terms.quantity:
            yield Warning_(message="Line %(line)s has a quantity of zero.", params=params, field="quantity")
        elif not line.itemised_total:
            yield Warning_(message="Line %(line)s costs the customer nothing.", params=params, field="discount")
        elif line.itemised_total > line.list_total:
            yield Warning_(message="Line %(line)s costs more than its list price.", params=params, field="list_price")
        if _is_of_another_term(line, offer.terms.term_months):
            message = "Line %(line)s is for %(quantity)s months, and the term has %(months)s."
            figures = {"quantity": quantity(line.terms.quantity), "months": offer.terms.term_months}
            yield Warning_(message=message, params=params | figures, field="quantity")
        if line.terms.charge is not None:
            yield from warnings(line.terms.charge)
            yield from _about_scope(offer, line)
        if _loses_a_surcharge(offer, line):
            message = "Line %(line)s: added up, its discounts are below zero, so the surcharge is dropped."
            yield Warning_(message=message, params=params, field="discounts")


def _about_scope(offer: PricedOffer, line: PricedLine) -> Iterator[Warning_]:
    """Names that no other line has: a slip of the hand would make a percentage of nothing."""
    charge = line.terms.charge
    if not isinstance(charge, RelativeCharge) or charge.scope.reach is Reach.ALL:
        return
    by_group = charge.scope.reach is Reach.GROUPS
    others = [other.terms for other in offer.every_line if other is not line]
    there = {other.group if by_group else other.product_code for other in others}
    for name in charge.scope.names:
        if name not in there:
            yield Warning_(
                message=(
                    "Line %(line)s looks at the group “%(name)s”, and no other line is in it."
                    if by_group
                    else "Line %(line)s looks at the product “%(name)s”, and no other line is of it."
                ),
                params={"line": line.position, "name": name},
                field="scope.names",
            )


def _is_of_another_term(line: PricedLine, term_months: int) -> bool:
    """A quantity of months is the term, or the term for each of several; the total is for all of it."""
    return line.terms.unit in MONTHS and bool(line.terms.quantity % term_months)


def _loses_a_surcharge(offer: PricedOffer, line: PricedLine) -> bool:
    """Added-up discounts stay within 0 and 100, as the peers that add them up have it."""
    steps = line.terms.discounts
    if offer.terms.stacking is not Stacking.ADDITIVE or not steps:
        return False
    return sum((step.percent for step in steps), line.terms.discount) < ZERO
