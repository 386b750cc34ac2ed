"""Which offer of ours the others are held against, and their price in its currency."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from dealdesk.kernel.currencies import Exchange
from dealdesk.kernel.money import round_to
from dealdesk.kernel.percent import Percent
from quotes.domain.invoicing import Invoicing
from quotes.domain.lifecycle import VersionState
from quotes.domain.pricing.engine import PricedOffer, price
from quotes.domain.rivals.alike import Comparison, Ours, Theirs, like_for_like, priced_alike
from quotes.domain.rivals.content import Item, items, weigh_scale, weigh_scope
from quotes.domain.rivals.words import Lack, Open, Respect, Weighed
from quotes.models import FundingRate, QuoteVersion, RivalOffer
from quotes.models.counters import NOBODY_OFFERS
from quotes.models.funding import funding_rate
from quotes.models.invoicing import invoicing_of
from quotes.queries.issues import table_of
from stakeholders.models import Deal


@dataclass(frozen=True, kw_only=True)
class Ground:
    """The version we compare with, what it comes to, what money costs us on the day, and how the deal is invoiced."""

    version: QuoteVersion
    priced: PricedOffer
    rate: FundingRate | None
    invoicing: Invoicing


def ground_of(deal: Deal, today: date) -> Ground | None:
    """Of the quote last worked on, in the deal's currency: what is on the table, else the newest that is not void.

    Four statements, five where nothing is on the table; None before any offer.
    """
    version = table_of(deal)
    if version is None:
        ours = QuoteVersion.objects.filter(quote__deal=deal, currency=deal.currency).exclude(NOBODY_OFFERS)
        living = ours.exclude(state=VersionState.VOID)
        version = living.order_by("-quote__updated_at", "-quote_id", "-number").select_related("quote").first()
    if version is None:
        return None
    rate, invoicing = funding_rate(today, version.currency), invoicing_of(deal.pk)
    return Ground(version=version, priced=price(version.terms()), rate=rate, invoicing=invoicing)


def offers_heard(deal: Deal) -> QuerySet[QuoteVersion]:
    """What a percentage can be said of: ours in the deal's currency, the newest first, what was taken back too."""
    rows = QuoteVersion.objects.filter(quote__deal=deal, currency=deal.currency, gross_total__gt=0).exclude(
        NOBODY_OFFERS
    )
    return rows.select_related("quote").order_by("-quote__updated_at", "-quote_id", "-number")


def items_of(ground: Ground | None) -> tuple[Item, ...]:
    """What their offer can cover or leave out of ours."""
    if ground is None:
        return ()
    return tuple(
        Item(
            key=key,
            name=lines[0].terms.description,
            unit=lines[0].terms.unit,
            quantity=sum((line.terms.quantity for line in lines), Decimal(0)),
        )
        for key, lines in items(ground.priced).items()
    )


@dataclass(frozen=True, kw_only=True)
class Held:
    """Their price beside ours; `why` there is no comparison. `is_derived`: the price follows from the claim alone.

    `alike` is the price with tax and for our months of service, as far as that is known; `unknown` is what to ask,
    whether there is a price to compare or not."""

    amount: Decimal | None = None
    is_derived: bool = False
    comparison: Comparison | None = None
    alike: Weighed | None = None
    unknown: tuple[Open, ...] = ()
    why: str = ""


def held_against(offer: RivalOffer, ground: Ground | None) -> Held:
    """The offer with its `deal` and `weighings` loaded; no statement of its own."""
    if ground is None:
        return Held(why=_("We have no offer in the currency of the deal yet: make a quote, then compare."))
    amount = _amount(offer, ground)
    if amount is None:
        # What to ask does not hang on the price, so ours stands in for it.
        open_ = _compared(offer, offer.theirs(ground.priced.gross), ground).unknown
        why = _("It is not known which offer of ours this was said of, so no price follows from it: fill that in.")
        return Held(unknown=(Open(lack=Lack.HEARD), *open_), why=why)
    theirs = offer.theirs(amount)
    found = _compared(offer, theirs, ground)
    return Held(
        amount=amount,
        is_derived=offer.claims_alone,
        comparison=found,
        alike=priced_alike(theirs, _ours(ground), ground.priced.terms.rounding.places),
        unknown=found.unknown,
    )


def _compared(offer: RivalOffer, theirs: Theirs, ground: Ground) -> Comparison:
    return like_for_like(
        theirs,
        _ours(ground),
        _content(offer, ground),
        buyer_credits=ground.invoicing.buyer_credits,
        yearly_rate=ground.rate.rate if ground.rate else None,
        places=ground.priced.terms.rounding.places,
    )


def _amount(offer: RivalOffer, ground: Ground) -> Decimal | None:
    """In the deal's currency; where only a percentage was said, what it makes of our offer as it was then, whatever we
    have offered since. None where nobody knows of which offer it was said."""
    if offer.amount is None:
        if offer.heard is None:
            return None
        part = Percent(offer.claimed_percent or Decimal(0))
        return round_to(part.off(offer.heard.amount), ground.priced.terms.rounding.places)
    told: Decimal = offer.amount
    if offer.fx_rate is None:
        return told
    exchange = Exchange(
        source_currency=offer.currency,
        target_currency=offer.deal.currency,
        rate=offer.fx_rate,
        on=offer.heard_on,
        source=offer.fx_source,
    )
    return exchange.convert(told)


def _ours(ground: Ground) -> Ours:
    terms = ground.priced.terms
    return Ours(
        gross=ground.priced.gross,
        net=ground.priced.net,
        term_months=terms.term_months,
        free_months=terms.free_months,
        payment=terms.payment,
        invoice=ground.invoicing.invoice,
    )


def _content(offer: RivalOffer, ground: Ground) -> dict[Respect, Weighed]:
    """What somebody weighed has the last word; the rest follows from what is known of both offers."""
    covers = offer.covered()
    found = {
        Respect.SCOPE: weigh_scope(ground.priced, covers),
        Respect.SCALE: weigh_scale(ground.priced, covers),
        Respect.SLA: _sla(offer, ground),
        Respect.SUPPORT: _support(offer, ground),
    }
    return found | offer.typed()


def _sla(offer: RivalOffer, ground: Ground) -> Weighed:
    theirs, ours = offer.sla_availability, ground.version.sla_availability
    if theirs is None:
        return Weighed(unknown=(Open(lack=Lack.SLA),))
    return Weighed(amount=Decimal(0)) if theirs == ours else Weighed(unknown=(Open(lack=Lack.SLA_WORTH),))


def _support(offer: RivalOffer, ground: Ground) -> Weighed:
    theirs = (offer.support_hours, offer.urgent_minutes)
    if not offer.support_hours or offer.urgent_minutes is None:
        return Weighed(unknown=(Open(lack=Lack.SUPPORT),))
    alike = theirs == (ground.version.support_hours, ground.version.urgent_minutes)
    return Weighed(amount=Decimal(0)) if alike else Weighed(unknown=(Open(lack=Lack.SUPPORT_WORTH),))
