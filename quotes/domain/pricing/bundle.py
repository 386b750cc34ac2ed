"""What the price becomes when the customer drops a line or buys less of it: the concession is kept, or lost."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from dealdesk.kernel.money import EXACT, ZERO
from dealdesk.kernel.refusals import Refusal
from quotes.domain.lifecycle import Form
from quotes.domain.pricing.engine import PricedLine, PricedOffer, Whole, items_of, whole_of
from quotes.domain.pricing.figures import tax_of
from quotes.domain.pricing.lines import is_relative, unit_of
from quotes.domain.pricing.terms import LineTerms, OfferTerms


@dataclass(frozen=True, kw_only=True)
class Dropped:
    """`whole` is the offer as it stands, `line` what leaves it, `apart` what the `rest` comes to at itemised prices.

    `kept` figures let the rest keep the bundle, or the discount on the whole: they are the offer less the line's share,
    and `moved` is by how much lines that look at others change with it.
    """

    whole: PricedOffer
    line: PricedLine
    rest: OfferTerms
    apart: Whole
    moved: Whole

    @property
    def kept_total(self) -> Decimal:
        return self.whole.total - self.line.total + self.moved.total

    @property
    def kept_gross(self) -> Decimal:
        return self.whole.gross + self.change_kept

    @property
    def change_kept(self) -> Decimal:
        return self.moved.gross - self.line.gross

    @property
    def change_apart(self) -> Decimal:
        """Above zero: without the line the customer would pay more than with it."""
        return self.apart.gross - self.whole.gross

    @property
    def is_cheaper_apart(self) -> bool:
        """The rest bought apart costs less than what would be left of the bundle: the bundle holds nobody."""
        return self.apart.total < self.kept_total

    @property
    def costs_more(self) -> bool:
        return self.apart.total > self.whole.total


@dataclass(frozen=True, kw_only=True)
class Reduced:
    """`line` is bought in a smaller `quantity`; `apart` is what the offer comes to then, at itemised prices.

    `each_after` is the printed unit price for that quantity. `kept` figures let the one price, or the discount on the
    whole, go down with the line's share of it.
    """

    whole: PricedOffer
    line: PricedLine
    quantity: Decimal
    apart: Whole
    each_after: Decimal
    moved: Whole

    @property
    def change_kept(self) -> Decimal:
        terms = self.line.terms
        gone = EXACT.divide(self.line.gross * (terms.quantity - self.quantity), terms.quantity)
        return self.moved.gross - self.whole.terms.rounded(gone)

    @property
    def kept_gross(self) -> Decimal:
        return self.whole.gross + self.change_kept

    @property
    def change_apart(self) -> Decimal:
        return self.apart.gross - self.whole.gross

    @property
    def falls_a_tier(self) -> bool:
        """A smaller quantity costs more a unit, so less is saved than is given up."""
        return self.each_after > self.line.unit_price


def without(offer: PricedOffer, position: int) -> Dropped:
    """The offer if the line at that position is dropped. Refuses a line outside the total, and the last one in it."""
    line = _in_total(offer, position)
    if len(offer.lines) == 1:
        raise Refusal("An offer needs at least one line.", field="lines")
    rest = _itemised(offer, (one.terms for one in offer.lines if one is not line))
    return Dropped(whole=offer, line=line, rest=rest, apart=whole_of(rest), moved=_moved(offer, rest))


def with_less(offer: PricedOffer, position: int, quantity: Decimal) -> Reduced:
    """The offer if the line at that position is bought in a smaller quantity, which is above zero."""
    line = _in_total(offer, position)
    if not 0 < quantity < line.terms.quantity:
        raise Refusal("Less of a line is more than nothing and less than there is now.", field="quantity")
    less = replace(line.terms, quantity=quantity)
    rest = _itemised(offer, (less if one is line else one.terms for one in offer.lines))
    each = unit_of(less, offer.terms)
    moved = _moved(offer, rest)
    return Reduced(whole=offer, line=line, quantity=quantity, apart=whole_of(rest), each_after=each, moved=moved)


def _moved(offer: PricedOffer, rest: OfferTerms) -> Whole:
    """By how much the lines that look at others change: what they come to now, less what the whole takes off of it.

    What the whole takes off is its percentage of the items, as it was.
    """
    there = {line.position: line for line in offer.lines if is_relative(line.terms)}
    looking = [line for line in rest.lines if line.position in there]
    total = gross = ZERO
    if looking:
        items = dict(zip((line.position for line in rest.lines), items_of(rest), strict=True))
    for line in looking:
        was, now = there[line.position], items[line.position]
        if now == was.itemised_total:
            continue
        one = _in_the_whole(offer, line, now)
        total, gross = total + one.total - was.total, gross + one.gross - was.gross
    return Whole(total, gross)


def _in_the_whole(offer: PricedOffer, line: LineTerms, itemised: Decimal) -> Whole:
    left = EXACT.divide(itemised * offer.total, offer.itemised_total) if offer.itemised_total else itemised
    total = offer.terms.rounded(left)
    return Whole(total, total if offer.tax_included else total + tax_of(line, total, offer.terms))


def _in_total(offer: PricedOffer, position: int) -> PricedLine:
    line = next((one for one in offer.lines if one.position == position), None)
    if line is None:
        raise Refusal("Line %(line)s is not in the total.", line=position, field="lines")
    return line


def _itemised(offer: PricedOffer, lines: Iterable[LineTerms]) -> OfferTerms:
    """At itemised prices: one price, or one amount off, was for all of it; a percentage goes on for what is left."""
    header = offer.terms.header
    return replace(
        offer.terms,
        form=Form.ITEMISED,
        bundle_price=None,
        header=header if header is not None and header.amount is None else None,
        columns=(),
        recommended="",
        lines=tuple(_out_of_columns(line) for line in lines),
    )


def _out_of_columns(line: LineTerms) -> LineTerms:
    return replace(line, columns=()) if line.columns else line
