"""An offer's money as it is printed: lines in their groups, totals, taxes, and everything else that follows from it."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import count
from typing import Any

from dealdesk.kernel.money import ZERO
from quotes.documents.proposal.beside import bundled_of, columns_of, options_of
from quotes.documents.proposal.charges import is_relative, model_of, rules_of
from quotes.documents.proposal.tree import Group, Line, Tax, Totals
from quotes.domain.pricing.charges import ChargeKind
from quotes.domain.pricing.engine import PricedLine, PricedOffer, percent_off

# Printed as they were agreed.
TERMS = ("service", "payment", "term_months", "free_months", "exchange")


def prices_of(offer: PricedOffer) -> dict[str, Any]:
    """Every field of a proposal that the priced offer alone decides."""
    terms = offer.terms
    return {
        "form": terms.form,
        "currency": offer.currency,
        "tax_included": offer.tax_included,
        "groups": groups_of(offer),
        "totals": totals_of(offer),
        "off_the_whole": offer.header_discount or None,
        "options": options_of(offer),
        "bundled": bundled_of(offer),
        "rules": rules_of(offer),
        **{name: getattr(terms, name) for name in TERMS},
        **columns_of(offer),
    }


def groups_of(offer: PricedOffer) -> tuple[Group, ...]:
    """Lines numbered through in the order they are printed: group by group, as the engine gives them."""
    numbers = count(1)
    return tuple(
        Group(
            name=total.group,
            lines=tuple(_line(next(numbers), line) for line in offer.lines if line.terms.group == total.group),
            total=total.itemised_total,
        )
        for total in offer.groups
    )


def _line(number: int, priced: PricedLine) -> Line:
    terms = priced.terms
    off = effective_discount(priced)
    return Line(
        number=number,
        code=terms.product_code,
        description=terms.description,
        unit=terms.unit,
        quantity=terms.quantity,
        list_price=terms.list_price,
        discount=max(off, ZERO),
        surcharge=max(-off, ZERO),
        unit_price=priced.unit_price,
        vat_rate=terms.vat_rate,
        other_taxes=terms.other_taxes,
        total=priced.itemised_total,
        model=model_of(terms),
        is_relative=is_relative(terms),
    )


def effective_discount(line: PricedLine) -> Decimal:
    """What the customer sees beside list and unit price: the line's own discount, or what all its steps come to.

    Below zero for a surcharge, which is never shown as a discount.
    """
    terms = line.terms
    is_agreed = terms.charge is not None and terms.charge.kind is ChargeKind.CONTRACTED
    if not (terms.discounts or terms.markup or is_agreed):
        return terms.discount
    return percent_off(terms.list_price, line.unit_price)


def totals_of(offer: PricedOffer) -> Totals:
    return Totals(
        listed=offer.list_total,
        itemised=offer.itemised_total,
        saving=offer.bundle_saving,
        offered=offer.total,
        net=offer.net,
        tax=offer.tax,
        gross=offer.gross,
        taxes=tuple(_taxes(offer)),
    )


def _taxes(offer: PricedOffer) -> Iterator[Tax]:
    for tax in offer.taxes:
        yield Tax(rate=tax.rate, net=tax.net, tax=tax.tax, has_others=len(tax.rates) > 1)
