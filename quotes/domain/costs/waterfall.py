"""From list price to what is left: every discount, VAT, net revenue, the parts of the cost, the pocket margin."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, localcontext

from dealdesk.kernel.money import EXACT, ZERO
from dealdesk.kernel.words import Word
from quotes.domain.costs.floor import Costed
from quotes.domain.costs.words import CostPart
from quotes.domain.pricing.allocate import settle
from quotes.domain.pricing.amounts import PricedOffer
from quotes.domain.pricing.charges import Contracted
from quotes.domain.pricing.discounts import Stacking, waterfall
from quotes.domain.pricing.lines import exact_amounts


class StepKind(Word):
    LIST = "list", "List total"
    PRICE_MODEL = "price_model", "Price models"
    LINES = "lines", "Line discounts"
    WHOLE = "whole", "Discount on the whole"
    BUNDLE = "bundle", "Bundle saving"
    OFFERED = "offered", "Offered total"
    VAT = "vat", "VAT"
    NET = "net", "Net of VAT"
    COST = "cost", "Cost"
    POCKET = "pocket", "Pocket margin"


TOTALS = frozenset({StepKind.LIST, StepKind.OFFERED, StepKind.NET, StepKind.POCKET})


@dataclass(frozen=True, kw_only=True)
class FallStep:
    """A total stands on the ground, anything else is a change to what stood before it. `name` is a word or a discount's
    own name."""

    kind: StepKind
    name: str
    amount: Decimal

    @property
    def is_total(self) -> bool:
        return self.kind in TOTALS


def price_fall(priced: PricedOffer, found: Costed | None = None) -> tuple[FallStep, ...]:
    """The steps of an offer to the cent, in its currency: each total is the one before and the changes between.

    Discounts of one name are added up over the lines. VAT is taken out where prices include it, so that what the cost
    is taken off is revenue before VAT. Without a cost, or with one that has gaps, it ends at the net.
    """
    with localcontext(EXACT):
        return tuple(_steps(priced, found if found and found.floor is not None else None))


def _steps(priced: PricedOffer, found: Costed | None) -> Iterator[FallStep]:
    yield _total(StepKind.LIST, priced.list_total)
    yield from _lines(priced)
    yield from _whole(priced)
    yield _total(StepKind.OFFERED, priced.total)
    if priced.tax_included:
        if priced.tax:
            yield FallStep(kind=StepKind.VAT, name=StepKind.VAT.label, amount=-priced.tax)
        yield _total(StepKind.NET, priced.net)
    if found is not None:
        shares, parts = found.share_of(priced.net), dict(found.parts)
        if shares:
            parts[CostPart.RESEARCH] = parts.get(CostPart.RESEARCH, ZERO) + shares
        for part in CostPart:
            if parts.get(part):
                yield FallStep(kind=StepKind.COST, name=part.label, amount=-parts[part])
        yield _total(StepKind.POCKET, found.margin_at(priced.net).amount)


def _total(kind: StepKind, amount: Decimal) -> FallStep:
    return FallStep(kind=kind, name=kind.label, amount=amount)


def _lines(priced: PricedOffer) -> Iterator[FallStep]:
    """What markups and discounts of the lines come to, each name once, together what lies between list and items."""
    exact: dict[tuple[StepKind, str], Decimal] = {}
    terms, lines = priced.terms, [line.terms for line in priced.lines]
    for line, listed in zip(lines, exact_amounts(terms, lines).listed, strict=True):
        start = line.charge.of(line.quantity).amount if isinstance(line.charge, Contracted) else listed
        _add(exact, StepKind.PRICE_MODEL, StepKind.PRICE_MODEL.label, start - listed)
        for rung in waterfall(start, line.discount, line.discounts, terms.stacking, line.markup):
            _add(exact, StepKind.LINES, rung.name, -rung.off)
    yield from _settled(priced.itemised_total - priced.list_total, exact, priced)


def _whole(priced: PricedOffer) -> Iterator[FallStep]:
    header = priced.terms.header
    if header is None or header.amount is not None:
        kind = StepKind.WHOLE if header else StepKind.BUNDLE
        if priced.saving:
            yield FallStep(kind=kind, name=kind.label, amount=-priced.saving)
        return
    exact: dict[tuple[StepKind, str], Decimal] = {}
    for rung in waterfall(priced.itemised_total, ZERO, header.steps, Stacking.MULTIPLICATIVE):
        _add(exact, StepKind.WHOLE, rung.name, -rung.off)
    yield from _settled(-priced.saving, exact, priced)


def _add(sums: dict[tuple[StepKind, str], Decimal], kind: StepKind, name: str, amount: Decimal) -> None:
    if amount:
        sums[kind, name] = sums.get((kind, name), ZERO) + amount


def _settled(total: Decimal, exact: dict[tuple[StepKind, str], Decimal], priced: PricedOffer) -> Iterator[FallStep]:
    """The exact steps in whole cents, together exactly the total; a rounding without any step is a step of its own."""
    if not exact:
        if total:
            yield FallStep(kind=StepKind.LINES, name="Rounding difference", amount=total)
        return
    amounts = settle(total, tuple(exact.values()), priced.terms.rounding.places)
    for (kind, name), amount in zip(exact, amounts, strict=True):
        if amount:
            yield FallStep(kind=kind, name=name, amount=amount)
