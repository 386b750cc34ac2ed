"""What their offer leaves out of ours, and the part of ours that is for more than their quantity."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from dealdesk.kernel.money import EXACT, ZERO, round_to
from quotes.domain.pricing.amounts import PricedLine, PricedOffer
from quotes.domain.pricing.lines import amount_of
from quotes.domain.pricing.terms import LineTerms
from quotes.domain.rivals.words import Lack, Open, Weighed

QUANTITY_PLACES = 6


@dataclass(frozen=True, kw_only=True)
class Cover:
    """Whether their offer covers an item of ours, None where nobody knows, and how much of it theirs is for."""

    is_covered: bool | None = None
    quantity: Decimal | None = None


Covers = Mapping[str, Cover]


@dataclass(frozen=True, kw_only=True)
class Item:
    """One item of ours that their offer may cover, with our quantity."""

    key: str
    name: str
    unit: str
    quantity: Decimal


def item_of(line: LineTerms) -> str:
    """What an item is called across versions: its product, or its description where it has none."""
    return line.product_code or line.description


def items(priced: PricedOffer) -> dict[str, tuple[PricedLine, ...]]:
    """Our lines by item, in their order: what their offer can cover or leave out."""
    found: dict[str, tuple[PricedLine, ...]] = {}
    for line in priced.lines:
        found[item_of(line.terms)] = (*found.get(item_of(line.terms), ()), line)
    return found


def weigh_scope(priced: PricedOffer, covers: Covers) -> Weighed:
    """What our items that theirs does not cover come to, with tax; one question where nothing is known of any."""
    missing, unknown = ZERO, []
    ours = items(priced)
    for item, lines in ours.items():
        covered = covers.get(item, Cover()).is_covered
        if covered is None:
            unknown.append(Open(lack=Lack.LINES, of=lines[0].terms.description))
        elif not covered:
            missing += sum((line.gross for line in lines), ZERO)
    if len(unknown) == len(ours):
        return Weighed(unknown=(Open(lack=Lack.LINES),))
    return Weighed(amount=missing, unknown=tuple(unknown))


def weigh_scale(priced: PricedOffer, covers: Covers) -> Weighed:
    """What our items that both offer cost for the difference in quantity, with tax and unrounded.

    Each line's own price, tiers and all, says what part of it the difference is. A line without a price of its own,
    which follows other lines, has no difference of its own either. Items that may not be covered share one question.
    More than ours is asked about: at our price per unit it would take off more than their own price holds.
    """
    more, unknown, known = ZERO, [], 0
    for item, lines in items(priced).items():
        cover = covers.get(item, Cover())
        if cover.is_covered and cover.quantity is None:
            unknown.append(Open(lack=Lack.QUANTITY, of=lines[0].terms.description))
        elif cover.is_covered and cover.quantity is not None and cover.quantity > _quantity(lines):
            unknown.append(Open(lack=Lack.MORE, of=lines[0].terms.description))
        elif cover.is_covered and cover.quantity is not None:
            more, known = more + _beyond(priced, lines, cover.quantity), known + 1
        elif cover.is_covered is None and not any(one.of == "" for one in unknown):
            unknown.append(Open(lack=Lack.QUANTITY))
    return Weighed(amount=more if known or not unknown else None, unknown=tuple(unknown))


def _beyond(priced: PricedOffer, lines: Sequence[PricedLine], theirs: Decimal) -> Decimal:
    ours, found = _quantity(lines), ZERO
    for line in lines:
        whole = amount_of(line.terms, priced.terms)
        if ours and whole:
            share = EXACT.divide(EXACT.multiply(line.terms.quantity, theirs), ours)
            there = replace(line.terms, quantity=round_to(share, QUANTITY_PLACES))
            found += EXACT.multiply(line.gross, 1 - EXACT.divide(amount_of(there, priced.terms), whole))
    return found


def _quantity(lines: Sequence[PricedLine]) -> Decimal:
    return sum((line.terms.quantity for line in lines), ZERO)
