"""The price models of an offer as rules that a customer can compute by, in the paper's language."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext

from dealdesk.kernel.formats import percent, quantity
from dealdesk.web.refusals import translated
from dealdesk.web.templatetags.paper import off as written_off
from quotes.documents.proposal.tree import PriceRule, RuleTier
from quotes.domain.pricing.charges import ORDER, AnyCharge, ChargeKind
from quotes.domain.pricing.discounts import factor
from quotes.domain.pricing.engine import PricedOffer, percent_off
from quotes.domain.pricing.terms import LineTerms, Stacking
from quotes.queries.charges import TierRow, shown

ONE, ALL = Decimal(1), Decimal(100)


def model_of(line: LineTerms) -> str:
    """The name of the line's price model; "" where it costs quantity × price."""
    if line.charge is None:
        return ""
    return gettext(line.charge.kind.label)


def is_relative(line: LineTerms) -> bool:
    """Whether its amount follows from other lines, so that it has no price per unit."""
    return line.charge is not None and line.charge.kind in ORDER


def rules_of(offer: PricedOffer) -> tuple[PriceRule, ...]:
    """One rule for every price model on offer, in the total or beside it; lines that share one are named together."""
    found: dict[PriceRule, dict[str, None]] = {}
    for line in offer.every_line:
        if line.terms.charge is not None:
            rule = _rule(line.terms, line.terms.charge, offer.terms.stacking)
            found.setdefault(rule, {})[line.terms.description] = None
    return tuple(replace(rule, lines=tuple(names)) for rule, names in found.items())


def _rule(line: LineTerms, charge: AnyCharge, stacking: Stacking) -> PriceRule:
    model = shown(charge)
    sentences = (translated(said.label, dict(said.params)) for said in model.sentences)
    return PriceRule(
        lines=(),
        model=gettext(charge.kind.label),
        unit="" if is_relative(line) else line.unit,
        sentences=(*sentences, *_afterwards(line, stacking)),
        tiers=tuple(_tier(row) for row in model.tiers),
        percent_is_off=charge.kind is ChargeKind.DISCOUNT_SCHEDULE,
    )


def _afterwards(line: LineTerms, stacking: Stacking) -> Iterator[str]:
    """What the line itself takes off the model's amount, or puts on it, all its steps together."""
    left = ONE if line.markup is None else line.markup.on(ONE)
    off = percent_off(ONE, left * factor(line.discount, line.discounts, stacking))
    if off < 0:
        yield gettext("On top of that comes a surcharge of %(percent)s.") % {"percent": percent(-off)}
    elif off == ALL:
        yield gettext("All of that is free.")
    elif off:
        yield gettext("Of that, the discount is: %(off)s.") % {"off": written_off(off)}


def _tier(row: TierRow) -> RuleTier:
    start = quantity(row.start)
    reach = gettext("from %(start)s on") % {"start": start} if row.end is None else f"{start}–{quantity(row.end)}"
    return RuleTier(reach=reach, unit=row.unit, flat=row.flat, percent=row.percent)
