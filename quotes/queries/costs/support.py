"""What seats of support that are talked about cost us, for those who may know a cost."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext

from dealdesk.kernel.formats import money, quantity
from dealdesk.kernel.refusals import Blocker
from dealdesk.web.refusals import translated
from quotes.domain.costs.model import CostTerms
from quotes.domain.costs.support import SupportCost, seats_named, support_cost
from quotes.queries.costs.standing import models_for
from stakeholders.models import User
from stakeholders.permissions import Act


@dataclass(frozen=True, kw_only=True)
class SeatsTold:
    """What the seats cost before VAT and `how` that is reckoned, or `why` nobody knows; `asks` how many seats it is."""

    cost: Decimal | None = None
    how: str = ""
    why: str = ""
    asks: bool = False


@dataclass(frozen=True, kw_only=True)
class SupportDesk:
    """The cost model of a deal as far as it speaks of support, or `why` there is none."""

    terms: CostTerms | None
    why: str

    def told(self, words: str, *, months: int, currency: str) -> SeatsTold:
        seats = seats_named(words)
        if self.terms is None:
            return SeatsTold(why=self.why)
        if seats is None:
            return SeatsTold(asks=True)
        found = support_cost(self.terms, seats, months=months, currency=currency)
        if isinstance(found, Blocker):
            return SeatsTold(why=translated(found.message, dict(found.params)))
        return SeatsTold(cost=found.cost, how=_how(found))


def support_desk(user: User, deal: int, today: date) -> SupportDesk | None:
    """By the deal's key. None for whoever may not know a cost, and no statement for them; two for others."""
    if not Act.SEE_COST.permits(user):
        return None
    models = models_for(deal, today)
    if len(models) == 1:
        return SupportDesk(terms=models[0].terms(), why="")
    several = gettext("Several cost models are in force: choose one for this deal.")
    return SupportDesk(terms=None, why=several if models else gettext("No cost model is in force."))


def _how(found: SupportCost) -> str:
    told = {
        "seats": quantity(found.seats),
        "before": quantity(found.before),
        "each": money(found.each),
        "months": found.months,
    }
    return gettext("%(seats)s seats instead of %(before)s, %(each)s a seat and month, %(months)s months") % told
