"""What the payment of a deal stands on: an offer, what money costs, who buys, and the law of today."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from contracts.domain.checklists.words import ASKED, Asked
from contracts.domain.payment import Buyer, is_protected
from contracts.domain.payment.schemes import Scheme, Table
from contracts.domain.statutes import Rule, Statute
from contracts.models import Checklist, ChecklistItem
from contracts.models import Statute as Row
from contracts.permissions import Act
from contracts.queries.checklists import offers_of
from dealdesk.kernel.percent import Percent
from quotes.domain.pricing.engine import PricedOffer, price
from quotes.models import FundingRate, QuoteVersion
from quotes.models.funding import funding_rate
from stakeholders.models import Deal, User


@dataclass(frozen=True, kw_only=True)
class PaymentGround:
    """`offers` are what may be looked at, the accepted one first; `version` is the one that is. `rate` is None for
    whoever may not know it (`may_see_rate`) and where finance has not said. `checklist` says who buys."""

    offers: tuple[QuoteVersion, ...]
    version: QuoteVersion
    priced: PricedOffer
    table: Table
    may_see_rate: bool
    rate: FundingRate | None
    checklist: Checklist | None
    law: Mapping[Rule, Statute]

    @property
    def untaxed(self) -> Decimal:
        """The part of an amount with tax that is ours; all of it for an offer that comes to nothing."""
        return self.priced.net / self.priced.gross if self.priced.gross else Decimal(1)


def payment_ground(deal: Deal, user: User, wanted: int | None, today: date) -> PaymentGround | None:
    """Four statements, five for whoever may know what money costs; one where nothing is on the table, then None."""
    offers = tuple(offers_of(deal))
    if not offers:
        return None
    version = next((one for one in offers if one.pk == wanted), offers[0])
    terms = version.terms()
    may_see_rate = Act.SEE_FUNDING.permits(user)
    rate = funding_rate(today, version.currency) if may_see_rate else None
    priced = price(terms)
    return PaymentGround(
        offers=offers,
        version=version,
        priced=priced,
        table=Table(
            scheme=Scheme(payment=terms.payment, free_months=terms.free_months),
            gross=version.gross_total,
            months=terms.term_months,
            rate=rate.rate if rate else None,
        ),
        may_see_rate=may_see_rate,
        rate=rate,
        checklist=deal.checklists.first(),
        law={text.rule: text for text in _texts(today)},
    )


def _texts(today: date) -> list[Statute]:
    return [text for row in Row.objects.exclude(in_force_from__gt=today) if (text := row.value()).holds(today)]


def protects(made: Checklist | None) -> bool | None:
    """Whether the law protects us as a small seller; None while nobody has said who we both are."""
    if made is None or not made.buyer or made.we_are_small is None:
        return None
    return is_protected(Buyer(made.buyer), seller_is_small=made.we_are_small)


def agreed_interest(made: Checklist | None) -> Percent | None:
    """The yearly rate on late payment that the contract names; no statement without a checklist."""
    if made is None:
        return None
    keys = [key for key, asked in ASKED.items() if asked is Asked.INTEREST]
    found = ChecklistItem.objects.filter(checklist=made, clause__clause__key__in=keys, figure__isnull=False)
    figure = found.values_list("figure", flat=True).first()
    return None if figure is None else Percent(figure)
