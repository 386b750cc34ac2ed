"""What the price becomes when the customer drops a line: the concession kept for the rest, or lost."""

from dataclasses import dataclass, replace
from decimal import Decimal

from dealdesk.kernel.refusals import Refusal
from quotes.domain.lifecycle import Form
from quotes.domain.pricing.engine import PricedLine, PricedOffer, Whole, whole_of
from quotes.domain.pricing.terms import LineTerms, OfferTerms


@dataclass(frozen=True, kw_only=True)
class Dropped:
    """`whole` is the offer as it stands, `line` what leaves it, `apart` what the `rest` comes to at itemised prices.

    `kept` figures let the rest keep the bundle, or the discount on the whole: they are the offer less the line's share.
    """

    whole: PricedOffer
    line: PricedLine
    rest: OfferTerms
    apart: Whole

    @property
    def kept_total(self) -> Decimal:
        return self.whole.total - self.line.total

    @property
    def kept_gross(self) -> Decimal:
        return self.whole.gross - self.line.gross

    @property
    def share_of_saving(self) -> Decimal:
        """The line's part of what the whole takes off its items."""
        return self.line.saving

    @property
    def change_kept(self) -> Decimal:
        return -self.line.gross

    @property
    def change_apart(self) -> Decimal:
        """Above zero: without the line the customer would pay more than with it."""
        return self.apart.gross - self.whole.gross

    @property
    def is_cheaper_apart(self) -> bool:
        """The rest bought apart costs less than what would be left of the bundle: the bundle holds nobody."""
        return self.apart.total < self.kept_total

    @property
    def undercuts(self) -> bool:
        """The rest bought apart costs less than all of the bundle, so who can do without the line has a way out."""
        return self.apart.total < self.whole.total

    @property
    def costs_more(self) -> bool:
        return self.apart.total > self.whole.total


def without(offer: PricedOffer, position: int) -> Dropped:
    """The offer if the line at that position is dropped. Refuses a line outside the total, and the last one in it."""
    line = next((one for one in offer.lines if one.position == position), None)
    if line is None:
        raise Refusal("Line %(line)s is not in the total.", line=position, field="lines")
    if len(offer.lines) == 1:
        raise Refusal("An offer needs at least one line.", field="lines")
    left = tuple(_out_of_columns(one.terms) for one in offer.lines if one is not line)
    rest = replace(
        offer.terms, form=Form.ITEMISED, bundle_price=None, header=None, columns=(), recommended="", lines=left
    )
    return Dropped(whole=offer, line=line, rest=rest, apart=whole_of(rest))


def _out_of_columns(line: LineTerms) -> LineTerms:
    return replace(line, columns=()) if line.columns else line
