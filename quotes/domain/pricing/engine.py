"""What an offer comes to: every line, group, tax rate and total, adding up to the cent."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from dealdesk.kernel.money import EXACT, ZERO
from dealdesk.kernel.refusals import Refusal
from quotes.domain.pricing.amounts import (
    PERCENT_PLACES,
    Amounts,
    GroupTotal,
    PricedLine,
    PricedOffer,
    TaxAtRate,
    by_group,
    by_rate,
    percent_off,
)
from quotes.domain.pricing.checks import TRILLION
from quotes.domain.pricing.figures import Figures, each_alone, figures, tax_on
from quotes.domain.pricing.terms import LineTerms, OfferTerms

__all__ = [
    "PERCENT_PLACES",
    "Amounts",
    "GroupTotal",
    "PricedLine",
    "PricedOffer",
    "TaxAtRate",
    "Whole",
    "gross_of",
    "items_of",
    "percent_off",
    "price",
    "tax_on",
    "whole_of",
]


def price(terms: OfferTerms) -> PricedOffer:
    """The offer's money, in its own currency, rounded as its rounding policy says.

    A line's total follows from its printed unit price. With line scope every line is rounded and the totals are sums;
    with document scope the totals are rounded once, tax once a rate on the unrounded base, and both are split back to
    the lines by largest remainder; with grand scope and prices before tax, the total with tax is rounded first, and
    net is that less the taxes. A bundle's price is split the same way over the itemised totals, before tax. A discount
    on the whole comes off the rounded lines with line scope, else off the exact amounts, in proportion, before anything
    is rounded; what was frozen earlier is reckoned as `terms.reckoning` says. Tax contained in a price is
    price × r ÷ (100 + r), and net is what remains. Refuses a total of a trillion or more or below zero, and a discount
    larger than what it is taken off.
    """
    with localcontext(EXACT):
        inside, outside = _split(terms)
        lines = _priced(terms, inside, figures(terms, inside))
        groups, whole = by_group(lines)
        if whole.gross >= TRILLION:
            raise Refusal("The total is too large: check quantities and prices.", field="lines")
        if whole.total < 0:
            raise Refusal("The lines take off more than they come to: check their maximum spends.", field="lines")
        return PricedOffer(
            terms=terms,
            lines=lines,
            outside=_priced(terms, outside, each_alone(terms, outside, inside)) if outside else (),
            groups=tuple(GroupTotal(group=name, **group.fields()) for name, group in groups.items()),
            taxes=by_rate(lines),
            **whole.fields(),
        )


@dataclass(frozen=True, slots=True)
class Whole:
    """What an offer comes to, in its tax basis and with tax."""

    total: Decimal
    gross: Decimal


def whole_of(terms: OfferTerms) -> Whole:
    """The two totals of `price`, for half the work: no line, group or rate is made, and no total is refused."""
    with localcontext(EXACT):
        inside, _ = _split(terms)
        found = figures(terms, inside)
        offered = sum(found.quoted, ZERO)
        return Whole(offered, offered if terms.tax_included else offered + sum(found.taxes, ZERO))


def items_of(terms: OfferTerms) -> Sequence[Decimal]:
    """What each line in the total comes to by itself, by position, before what the whole takes off."""
    with localcontext(EXACT):
        return figures(terms, _split(terms)[0]).itemised


def gross_of(terms: OfferTerms) -> Decimal:
    """The gross total of `price`, as cheaply."""
    return whole_of(terms).gross


def _split(terms: OfferTerms) -> tuple[list[LineTerms], list[LineTerms]]:
    """By position, the lines in the total and those outside it."""
    lines = sorted(terms.lines, key=lambda line: line.position)
    inside = [line for line in lines if terms.is_in_total(line)]
    outside = [line for line in lines if not terms.is_in_total(line)] if len(inside) < len(lines) else []
    return inside, outside


def _priced(terms: OfferTerms, lines: Sequence[LineTerms], found: Figures) -> tuple[PricedLine, ...]:
    columns = zip(
        lines,
        found.units,
        found.listed,
        found.itemised,
        found.quoted,
        found.taxes,
        found.floors,
        strict=True,
    )
    included = terms.tax_included
    return tuple(
        PricedLine(
            terms=line,
            unit_price=unit,
            list_total=listed,
            itemised_total=itemised,
            saving=itemised - quoted,
            total=quoted,
            net=quoted - tax if included else quoted,
            tax=tax,
            gross=quoted if included else quoted + tax,
            floor_total=floor,
        )
        for line, unit, listed, itemised, quoted, tax, floor in columns
    )
