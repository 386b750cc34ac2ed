"""What a deal's offer brings to a replay: the fee of a month, and what is left of it for whoever may see costs."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from contracts.queries.checklists import offers_of
from dealdesk.kernel.money import EXACT, round_to
from quotes.queries.costs.standing import kept_for
from stakeholders.domain.deals import Stage
from stakeholders.models import Deal, User
from stakeholders.permissions import visible_deals

# Deals whose contract is talked about or stands; the newest of them can be chosen.
TALKED = (Stage.NEGOTIATION, Stage.CONTRACT, Stage.SIGNED)
MOST_DEALS = 50


@dataclass(frozen=True, kw_only=True)
class Ground:
    """One deal's offer by the month of service: `fee` with tax, to the cent; `revenue` and `margin` before VAT and
    unrounded, None for whoever may not see costs and where no cost was kept. `offer` is empty where none is out."""

    deal: int
    name: str
    offer: str = ""
    currency: str = ""
    fee: Decimal | None = None
    revenue: Decimal | None = None
    margin: Decimal | None = None


def deals_to_choose(user: User) -> QuerySet[Deal]:
    return visible_deals(user).filter(stage__in=TALKED).select_related("customer").order_by("-pk")[:MOST_DEALS]


def ground_of(user: User, chosen: int | None) -> Ground | None:
    """One statement for the deal, one for its offer, one for its cost; None for a deal that the reader may not open."""
    deal = visible_deals(user).filter(pk=chosen).first() if chosen else None
    if deal is None:
        return None
    offer = offers_of(deal).first()
    if offer is None:
        return Ground(deal=deal.pk, name=deal.name)
    kept = kept_for(user, offer)
    months = Decimal(offer.whole.months)
    margin = kept.margin if kept else None
    return Ground(
        deal=deal.pk,
        name=deal.name,
        offer=f"{offer.quote.number} {offer}",
        currency=offer.currency,
        fee=round_to(offer.whole.over(1), 2),
        revenue=EXACT.divide(kept.revenue, months) if kept and margin is not None else None,
        margin=EXACT.divide(margin, months) if margin is not None else None,
    )
