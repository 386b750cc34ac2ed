"""VAT on the offer, two prices as their buyer pays them, and how far a public contract may still grow."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from contracts.domain.payment import Buyer, Supply, supplements
from contracts.domain.payment.taxes import Compared, Offered, Together, compared, together
from contracts.domain.statutes import Rule, Statute
from contracts.models import Statute as Row
from contracts.models import Supplement
from contracts.queries.checklists import offers_of
from dealdesk.kernel.money import ZERO, round_to
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal
from quotes.domain.invoicing import Invoice, Invoicing
from quotes.domain.pricing.engine import PricedOffer, price
from quotes.models import QuoteVersion
from quotes.models.invoicing import invoicing_of
from stakeholders.models import Deal

RULES = (Rule.MIXED_RATES, Rule.SINGLE_SUPPLY, Rule.INPUT_TAX, Rule.SUPPLEMENTS)


@dataclass(frozen=True, kw_only=True)
class RateRow:
    rate: Decimal
    net: Decimal
    vat: Decimal


@dataclass(frozen=True, kw_only=True)
class CapRow:
    """What may be added to a public contract: against the original with tax; `left` is below nothing past the cap."""

    original: Decimal
    share: Decimal
    most: Decimal
    asked: Decimal

    @property
    def left(self) -> Decimal:
        return self.most - self.asked

    @property
    def past(self) -> Decimal:
        return max(-self.left, ZERO)


@dataclass(frozen=True, kw_only=True)
class VatScreen:
    """`version` is None before anything is on the table. `is_public` is None while nobody has said who buys."""

    version: QuoteVersion | None
    currency: str
    added_in: str
    rates: tuple[RateRow, ...]
    net: Decimal | None
    vat: Decimal | None
    gross: Decimal | None
    together: Together | None
    invoicing: Invoicing
    compared: Compared | None
    law: tuple[Statute, ...]
    is_public: bool | None
    cap: CapRow | None
    supplements: tuple[Supplement, ...]

    @property
    def is_alike(self) -> bool:
        """Whether supplements are in the currency of the offer, so that they count against a share of it."""
        return self.currency == self.added_in

    @property
    def cheaper(self) -> Decimal | None:
        return -self.compared.dearer.points if self.compared else None


def vat_screen(deal: Deal, theirs: Offered | None, today: date, *, buyer_credits: bool) -> VatScreen:
    """Six statements; five where nothing is on the table. `theirs` is a price to set beside ours."""
    version = offers_of(deal).first()
    priced = price(version.terms()) if version else None
    invoicing, made = invoicing_of(deal.pk), deal.checklists.first()
    law = {text.rule: text for row in Row.objects.filter(rule__in=RULES) if (text := row.value()).holds(today)}
    rows = tuple(Supplement.objects.filter(deal=deal).select_related("added_by"))
    return VatScreen(
        version=version,
        currency=version.currency if version else deal.currency,
        added_in=deal.currency,
        rates=_rates(priced),
        net=priced.net if priced else None,
        vat=priced.gross - priced.net if priced else None,
        gross=priced.gross if priced else None,
        together=_together(priced),
        invoicing=invoicing,
        compared=_compared(priced, invoicing, theirs, buyer_credits=buyer_credits),
        law=tuple(law[rule] for rule in RULES if rule in law),
        is_public=made.buyer == Buyer.PUBLIC if made and made.buyer else None,
        cap=_cap(law.get(Rule.SUPPLEMENTS), version, rows),
        supplements=rows,
    )


def _rates(priced: PricedOffer | None) -> tuple[RateRow, ...]:
    taxes = priced.taxes if priced else ()
    return tuple(RateRow(rate=one.rate, net=one.net, vat=one.tax) for one in taxes)


def _together(priced: PricedOffer | None) -> Together | None:
    """None where nothing is taxed, or all of it alike."""
    supplies = [Supply(net=one.net, rate=Percent(one.rate)) for one in priced.taxes] if priced else []
    found = together(supplies) if supplies else None
    return found if found and found.is_mixed else None


def _compared(
    priced: PricedOffer | None, invoicing: Invoicing, theirs: Offered | None, *, buyer_credits: bool
) -> Compared | None:
    """Ours at its own share of VAT, on the invoice that was told of the deal, a special one where nothing was."""
    if priced is None or theirs is None or not priced.net:
        return None
    rate = Percent.part_of(priced.gross - priced.net, priced.net)
    ours = Offered(gross=priced.gross, rate=rate, invoice=invoicing.invoice or Invoice.SPECIAL)
    found = compared(ours, theirs, buyer_credits=buyer_credits)
    return Compared(
        ours=round_to(found.ours, 2),
        theirs=round_to(found.theirs, 2),
        dearer=found.dearer.rounded(2),
        level=round_to(found.level, 2),
    )


def _cap(text: Statute | None, version: QuoteVersion | None, rows: tuple[Supplement, ...]) -> CapRow | None:
    if text is None or version is None:
        return None
    try:
        found = supplements(text, version.gross_total, [row.amount for row in rows])
    except Refusal:
        return None
    (share,) = text.figures.values()
    return CapRow(original=version.gross_total, share=share, most=round_to(found.most, 2), asked=found.asked)
